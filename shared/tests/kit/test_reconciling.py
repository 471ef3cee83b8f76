"""A consumer finds out of which cases it has not what their producer recorded, whatever is wrong with them."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from hmac import digest
from typing import Any
from uuid import UUID, uuid4

import parcels
import pytest
from throughline.envelope import Record
from throughline.reconciliation import difference, summary
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

from conftest import Pair

PATH = "/operations/reconciliation"


def ingest(key: bytes) -> Callable[[Record], Record]:
    """Keeps others' cases under another id."""

    def renamed(record: Record) -> Record:
        case_id = UUID(bytes=digest(key, record.metadata.case_id.bytes, sha256)[:16], version=4)
        return replace(record, metadata=replace(record.metadata, case_id=case_id), body=b'{"weight": 1}', received=None)

    return lambda record: record if record.metadata.service == "depot" else renamed(record)


async def send(post: Running, count: int, office: str = "NORTH") -> list[str]:
    async with post.as_a("clerk", office) as clerk:
        answers = [await clerk.post("/cases/send-parcel", json={"weight": 5, "officeId": office}) for _ in range(count)]
    assert {answer.status_code for answer in answers} == {201}
    return sorted(answer.json()["caseId"] for answer in answers)


async def page(post: Running, role: str = "operator", *offices: str, status: int = 200, **asking: Any) -> Any:
    async with post.as_a(role, *offices) as client:
        answer = await client.get(PATH, params={"topic": ["intake.events"], **asking})
    assert answer.status_code == status, answer.text
    return answer.json()


async def compared(depot: Running, theirs: Any, **within: Any) -> list[tuple[str, str]]:
    said = {"service": "post", "topics": theirs["topics"], "cases": theirs["cases"]}
    async with depot.as_a("operator") as client:
        answer = await client.post(PATH, json=said | within)
    assert answer.status_code == 200, answer.text
    return [(one["caseId"], one["kind"]) for one in answer.json()]


async def received(depot: Running, events: int) -> None:
    await eventually(
        lambda: depot.rows("select count(*) as n from received_event"), lambda rows: rows[0]["n"] == events
    )


async def test_what_is_missing_short_changed_or_too_much_is_found_and_nothing_else(pair: Pair) -> None:
    cases = await send(pair.post, 6)
    async with pair.post.as_a("clerk", "NORTH") as clerk:
        for case in cases:
            assert (await clerk.post(f"/cases/{case}/record-weight", json={"weight": 8})).status_code == 201
    await received(pair.depot, 12)
    theirs = await page(pair.post)
    assert [one["caseId"] for one in theirs["cases"]] == cases
    assert {one["events"] for one in theirs["cases"]} == {2}
    assert await compared(pair.depot, theirs, complete=True) == []
    change = pair.depot.runtime.pool.execute
    latest = "headers::jsonb ->> 'ce_streamversion' = '2'"
    await change("delete from received_event where case_id = $1", UUID(cases[0]))
    await change(f"delete from received_event where case_id = $1 and {latest}", UUID(cases[1]))
    await change(
        f"update received_event set body = convert_to('{{\"weight\": 9}}', 'UTF8') where case_id = $1 and {latest}",
        UUID(cases[2]),
    )
    await change(
        f"update received_event set body = convert_to('{{ \"weight\" : 8 }}', 'UTF8') where case_id = $1 and {latest}",
        UUID(cases[3]),
    )
    other = uuid4()
    await change("update received_event set case_id = $2 where case_id = $1", UUID(cases[4]), other)
    assert sorted(await compared(pair.depot, theirs, complete=True)) == sorted(
        [
            (cases[0], "missing"),
            (cases[1], "behind"),
            (cases[2], "other"),
            (cases[4], "missing"),
            (str(other), "surplus"),
        ]
    )


async def test_it_is_asked_page_by_page_by_office_and_by_time(pair: Pair) -> None:
    north = await send(pair.post, 5)
    moment = (await pair.post.rows("select max(recorded_at) as at from event"))[0]["at"]
    south = await send(pair.post, 2, "SOUTH")
    seen, after = [], None
    while True:
        found = await page(pair.post, limit=2, **({"after": after} if after else {}))
        seen += [one["caseId"] for one in found["cases"]]
        if (after := found["next"]) is None:
            break
    assert seen == sorted(north + south)
    assert [one["caseId"] for one in (await page(pair.post, office="SOUTH"))["cases"]] == south
    late = (await page(pair.post, since=moment.isoformat()))["cases"]
    assert set(south) <= {one["caseId"] for one in late} <= {*south, *north}
    assert len(late) <= 3
    assert await page(pair.post, topic="legal.events") == {"topics": [], "cases": [], "next": None}
    assert await page(pair.post, "consumer") == await page(pair.post)
    assert await page(pair.post, "consumer", "SOUTH", office="SOUTH") == await page(pair.post, office="SOUTH")
    for asking in ({}, {"office": "NORTH"}):
        refused = await page(pair.post, "consumer", "SOUTH", status=403, **asking)
        assert refused["code"] == "office-not-allowed"
    refused = await page(pair.post, "clerk", status=403)
    assert refused["code"] == "role-not-allowed"
    async with pair.depot.as_a("consumer") as client:
        told = {"service": "post", "topics": ["intake.events"], "cases": []}
        assert (await client.post(PATH, json=told)).status_code == 403


async def test_a_consumer_of_pseudonyms_compares_the_ids_of_events(stack: SharedStack, prefix: str) -> None:
    parcels.broken.update({"reaction": False, "read model": False})

    def settings(service: Any) -> Any:
        dsn = stack.database_of(service.name)
        return settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)

    sender, keeper = parcels.post(), parcels.depot(ingest=ingest)
    async with running(sender, settings(sender)) as post, running(keeper, settings(keeper)) as depot:
        cases = await send(post, 4)
        await received(depot, 4)
        kept = await depot.rows("select case_id from received_event")
        assert not {str(row["case_id"]) for row in kept}.intersection(cases)
        theirs = await page(post)
        assert await compared(depot, theirs, complete=True) == []
        await depot.runtime.pool.execute("delete from received_event where case_id = $1", kept[0]["case_id"])
        found = await compared(depot, theirs, complete=True)
        assert len(found) == 1
        assert found[0][1] == "missing"
        assert found[0][0] in cases


@pytest.mark.parametrize(
    ("ours", "kind"),
    [
        ([b'{"a": 1, "b": 2.0}'], None),
        ([b'{"b":2.0,"a":1}'], None),
        ([b'{"b":2.1,"a":1}'], "other"),
        ([b"\xff"], "other"),
        ([], "missing"),
        ([b'{"b":2.0,"a":1}', b"{}"], "ahead"),
    ],
)
def test_contents_are_compared_as_json_however_they_are_written(ours: list[bytes], kind: str | None) -> None:
    case, ids = uuid4(), [uuid4(), uuid4()]
    theirs = summary(case, [(ids[0], b'{"a": 1, "b": 2.0}')])
    mine = summary(case, zip(ids, ours, strict=False)) if ours else None
    found = difference(theirs, mine, contents=True)
    assert (found and found.kind) == kind
