"""A court speaks of a case by its own number: it is found, or kept and a lawyer is asked whose it is."""

import json
from dataclasses import dataclass
from uuid import uuid4

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from legal.service import service
from throughline.partner.message import Message
from throughline.testing.running import Running, eventually, running, settings_for
from webhooks import Webhook, webhook

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
OFFICE, ELSEWHERE = "PHL-MNL", "KHM-PNH"
KEY, UNKNOWN = "9f86d081884c7d65", "2c26b46b68ffc68f"


@dataclass(frozen=True)
class Legal:
    """The service at work, and where its partners send."""

    running: Running
    prefix: str
    kafka: str
    webhook: Webhook

    def as_a(self, role, office):
        return self.running.as_a(role, office)

    async def rows(self, query):
        return await self.running.rows(query)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def legal(stack):
    declared, dsn = service(), stack.database_of("legal")
    with stack.topics() as prefix, webhook() as hook:
        settings = settings_for(declared, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix).model_copy(
            update={"notice_urls": {OFFICE: hook.url}}
        )
        async with running(declared, settings) as started:
            yield Legal(started, prefix, stack.kafka_bootstrap, hook)


async def post(legal, path, body, office=OFFICE, status=201):
    async with legal.as_a("lawyer", office) as client:
        answer = await client.post(path, json=body, headers={"idempotency-key": str(uuid4())})
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else {}


async def get(legal, path, office=OFFICE):
    async with legal.as_a("lawyer", office) as client:
        return (await client.get(path)).json()


async def opened(legal):
    """A prosecution that the court knows by one of its numbers."""
    law = {"jurisdictionProfile": "PHL", "officeId": OFFICE, "jurisdiction": "PHL"}
    said = await post(legal, "/cases/open-prosecution", law)
    case, court = said["caseId"], str(uuid4())
    prosecution = next(e["data"]["prosecutionId"] for e in said["events"] if e["type"] == "ProsecutionOpened")
    link = {"prosecutionId": prosecution, "orgId": court, "kind": "court_case", "referenceKey": KEY}
    await post(legal, f"/cases/{case}/record-external-reference", link)
    return case, prosecution


async def send(legal, fact, body):
    """Returns the id of the message. One key: what is sent later is read later."""
    ce_id = str(uuid4())
    headers = [("ce_id", ce_id.encode()), ("ce_type", f"throughline.partner.{fact}.v1".encode())]
    producer = AIOKafkaProducer(bootstrap_servers=legal.kafka, acks="all")
    await producer.start()
    try:
        topic, said = f"{legal.prefix}partner.hotline.in", json.dumps(body).encode()
        await producer.send_and_wait(topic, said, key=b"court", headers=headers)
    finally:
        await producer.stop()
    return ce_id


async def answers(legal, ce_id, count=1):
    """All that was answered to a message, once there are so many."""
    consumer = AIOKafkaConsumer(
        f"{legal.prefix}partner.hotline.out", bootstrap_servers=legal.kafka, auto_offset_reset="earliest"
    )
    await consumer.start()
    found = []

    async def read():
        for records in (await consumer.getmany(timeout_ms=200)).values():
            found.extend(json.loads(record.value) for record in records)
        return [answer for answer in found if answer["answers"] == ce_id]

    try:
        return await eventually(read, lambda bodies: len(bodies) >= count, within=60)
    finally:
        await consumer.stop()


def hearing(key):
    return {
        "reference": {"kind": "court_case", "key": key},
        "hearingId": str(uuid4()),
        "on": "2027-03-04",
        "type": "testimony",
        "mode": "in_person",
    }


async def test_a_court_reaches_its_case_by_its_own_number(legal):
    case, prosecution = await opened(legal)
    await eventually(lambda: get(legal, f"/references?key={KEY}"), within=60)
    (answer,) = await answers(legal, await send(legal, "HearingScheduled", hearing(KEY)))
    assert (answer["outcome"], answer["caseId"]) == ("accepted", case)
    (shown,) = await eventually(lambda: get(legal, f"/cases/{case}/hearings"), within=60)
    assert (shown["prosecutionId"], shown["type"]) == (prosecution, "testimony")

    asked = hearing(UNKNOWN)
    ce_id = await send(legal, "HearingScheduled", asked)
    (kept,) = await answers(legal, ce_id)
    assert (kept["outcome"], kept["code"]) == ("unmatched", "ReferenceUnknown")
    (waiting,) = await get(legal, "/partner-facts/unmatched")
    assert (waiting["organisation"], waiting["key"], waiting["messageId"]) == ("hotline", UNKNOWN, ce_id)
    assert waiting["fields"]["hearingId"] == asked["hearingId"]

    match = f"/partner-facts/unmatched/{waiting['id']}/match"
    await post(legal, match, {}, status=404)
    await post(legal, match, {"ids": {"prosecutionId": prosecution}}, status=422)
    whose = {"ids": {"caseId": case, "prosecutionId": prosecution}}
    await post(legal, match, whose, office=ELSEWHERE, status=404)
    said = await post(legal, match, whose)
    assert [event["type"] for event in said["events"]] == ["HearingScheduled"]
    assert await get(legal, "/partner-facts/unmatched") == []
    assert [one["outcome"] for one in await answers(legal, ce_id, 2)] == ["unmatched", "accepted"]
    row = (await legal.rows("select headers from event where type = 'HearingScheduled' order by position desc"))[0]
    assert '"ce_origin": "partner:hotline"' in row["headers"]
    (settled,) = await legal.rows("select state, actor_role, case_id::text from partner_unmatched")
    assert settled == {"state": "matched", "actor_role": "lawyer", "case_id": case}


async def test_what_is_not_ours_is_dismissed_and_its_court_is_told(legal):
    ce_id = await send(legal, "HearingScheduled", hearing("ab" * 16))
    await answers(legal, ce_id)
    waiting = next(one for one in await get(legal, "/partner-facts/unmatched") if one["messageId"] == ce_id)
    dismiss = f"/partner-facts/unmatched/{waiting['id']}/dismiss"
    await post(legal, dismiss, {"reason": "not_ours"}, status=204)
    await post(legal, dismiss, {"reason": "not_ours"}, status=404)
    assert [one.get("code") for one in await answers(legal, ce_id, 2)] == ["ReferenceUnknown", "Dismissed"]


async def test_a_release_of_no_known_case_is_a_lawyers_urgent_task_until_it_is_placed(legal):
    case, prosecution = await opened(legal)
    accused = str(uuid4())
    release = {"reference": {"kind": "court_case", "key": "ab12" * 4}, "accusedId": accused, "ground": "bail"}
    ce_id = await send(legal, "SuspectReleased", release)
    await answers(legal, ce_id)
    waiting = next(one for one in await get(legal, "/partner-facts/unmatched") if one["messageId"] == ce_id)

    async def asked():
        return [one for one in await get(legal, "/tasks") if waiting["id"] in one["because"]]

    (task,) = await eventually(asked, within=60)
    assert (task["urgency"], task["asked"], task["officeId"]) == ("immediate", "lawyer", "*")
    told = await eventually(lambda: notices(legal, task), within=60)
    assert [one["type"] for one in told] == ["TaskOpened"]
    clock = f"select clock from deadline where subject = '{task['taskId']}' and state = 'open'"
    assert await legal.rows(clock) == [{"clock": "unplaced_fact"}]

    whose = {"ids": {"caseId": case, "prosecutionId": prosecution}}
    await post(legal, f"/partner-facts/unmatched/{waiting['id']}/match", whose)
    await eventually(asked, lambda left: left == [], within=60)
    assert await legal.rows(clock) == []


async def test_what_was_kept_before_anybody_was_asked_is_asked_about_once_at_the_next_start(legal):
    """Two starts: one task."""
    release = {"reference": {"kind": "court_case", "key": "cd34" * 4}, "accusedId": str(uuid4()), "ground": "bail"}
    ce_id = await send(legal, "SuspectReleased", release)
    await answers(legal, ce_id)
    (known,) = await legal.rows(
        f"select organisation, topic, type, body from partner_unmatched where message_id = '{ce_id}'"
    )
    before = Message(known["organisation"], known["topic"], "of before", known["type"], known["body"])
    await legal.rows(
        "insert into partner_unmatched (command_id, organisation, topic, message_id, type, kind, key, body, offices) "
        f"select '{before.command_id}', organisation, topic, 'of before', type, kind, key, body, offices "
        f"from partner_unmatched where message_id = '{ce_id}' returning 1"
    )
    places = legal.running.runtime._places()
    for _ in range(2):
        await places.ask_all()

    async def asked():
        return [one for one in await get(legal, "/tasks") if str(before.command_id) in one["because"]]

    (task,) = await eventually(asked, within=60)
    assert (task["kind"], task["urgency"]) == ("say_whose_fact_it_is", "immediate")
    opened_because = f"select 1 from event where type = 'TaskOpened' and data::text like '%{before.command_id}%'"
    assert len(await legal.rows(opened_because)) == 1


async def notices(legal, task):
    """What the office's webhook was told of a task."""
    return [one for one in legal.webhook.taken if one.get("taskId") == task["taskId"]]


async def test_a_bad_field_is_told_at_once_and_kept_for_nobody(legal):
    before = await legal.rows("select 1 from partner_unmatched")
    await send(legal, "HearingScheduled", hearing("cd" * 16) | {"type": "dance"})
    ce_id = await send(legal, "HearingScheduled", hearing("ef" * 16))
    await answers(legal, ce_id)
    assert len(await legal.rows("select 1 from partner_unmatched")) == len(before) + 1
