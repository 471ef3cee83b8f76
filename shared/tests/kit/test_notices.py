"""What cannot wait reaches the office's webhook, also when the webhook was away; nothing else does."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import parcels
import pytest
from operating import treat
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for
from webhooks import Webhook, webhook


@pytest.fixture
def north() -> Iterator[Webhook]:
    with webhook() as hook:
        yield hook


@pytest.fixture
def west() -> Iterator[Webhook]:
    with webhook() as hook:
        yield hook


@pytest.fixture
async def post(stack: SharedStack, prefix: str, north: Webhook, west: Webhook) -> AsyncIterator[Running]:
    service = parcels.post()
    settings = settings_for(
        service, dsn=stack.database_of(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
    ).model_copy(update={"notice_urls": {"NORTH": north.url, "WEST": west.url}})
    async with running(service, settings) as started:
        yield started


async def send(post: Running, weight: int, office: str = "NORTH") -> str:
    async with post.as_a("clerk", office) as client:
        answer = await client.post("/cases/send-parcel", json={"weight": weight, "officeId": office})
    assert answer.status_code == 201, answer.text
    case: str = answer.json()["caseId"]
    return case


async def parked(post: Running) -> list[dict[str, Any]]:
    return await post.rows(
        "select feed, reaction, case_id::text, fingerprint from waiting_event where state = 'parked' order by since"
    )


class TestANotice:
    async def test_reaches_the_webhook_of_its_office_and_no_other_does(
        self, post: Running, north: Webhook, west: Webhook
    ) -> None:
        await send(post, 5)
        await send(post, parcels.URGENT, office="SOUTH")
        case = await send(post, parcels.URGENT)
        read = "select sum(next_offset)::int as n from read_offset where feed = 'notices'"
        await eventually(lambda: post.rows(read), lambda rows: rows == [{"n": 3}])
        assert [(one["caseId"], one["type"], one["weight"]) for one in north.taken] == [(case, "ParcelSent", 99)]
        assert not west.asked

    async def test_is_sent_again_until_a_webhook_that_was_away_takes_it(self, post: Running, north: Webhook) -> None:
        north.answers += [503, 503]
        case = await send(post, parcels.URGENT)
        await eventually(lambda: taken(north))
        await eventually(lambda: parked(post), lambda rows: not rows)
        assert [one["caseId"] for one in north.taken] == [case]

    async def test_waits_for_no_other_offices_webhook_and_is_seen_while_it_waits(
        self, post: Running, north: Webhook, west: Webhook
    ) -> None:
        """Twice as many cases as there are lanes, so that some of each office share one."""
        north.otherwise = 503
        waiting, told = set[str](), set[str]()
        for _ in range(24):
            waiting.add(await send(post, parcels.URGENT))
            told.add(await send(post, parcels.URGENT, office="WEST"))
        await eventually(lambda: taken(west), lambda found: {one["caseId"] for one in found} == told)
        rows = await eventually(lambda: parked(post), lambda found: {one["case_id"] for one in found} == waiting)
        assert {(one["feed"], one["reaction"], one["fingerprint"]) for one in rows} == {
            ("notices", "NORTH", "webhook away")
        }
        north.otherwise = 204
        await eventually(lambda: taken(north), lambda found: {one["caseId"] for one in found} == waiting)
        await eventually(lambda: parked(post), lambda found: not found)

    async def test_that_is_refused_is_parked_and_sent_by_a_redrive(self, post: Running, north: Webhook) -> None:
        north.answers.append(400)
        case = await send(post, parcels.URGENT)
        rows = await eventually(lambda: parked(post))
        assert rows == [{"feed": "notices", "reaction": "NORTH", "case_id": case, "fingerprint": "notice refused"}]
        answer = await treat(post, "redrive", caseId=case)
        assert answer.status_code == 200, answer.text
        assert [one["caseId"] for one in north.taken] == [case]


async def taken(hook: Webhook) -> list[dict[str, Any]]:
    return hook.taken
