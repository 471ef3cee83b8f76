"""A case can be seen as it was known at any instant, corrections of later days left out."""

from datetime import UTC, datetime

import pytest
from test_clearing_up import clear, weigh
from test_event_path import send
from throughline.testing.running import eventually, read

from conftest import Pair

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestAnEarlierInstant:
    async def test_shows_what_was_known_then(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        between = datetime.now(UTC).isoformat()
        await clear(pair, case, "correct-fact", replaces=wrong, reason="never_happened")
        answer = await clear(pair, case, "record-weight", role="clerk", weight=7)
        last = answer.json()["position"]
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            await eventually(
                lambda: pair.post.rows(
                    "select 1 from timeline where case_id = $1 and event_type = 'FactCorrected'", case
                )
            )
            now = await read(clerk, f"/cases/{case}/timeline", atLeast=last)
            then = await clerk.get(f"/cases/{case}/timeline", params={"asOf": between})
            before = await clerk.get(f"/cases/{case}/timeline", params={"asOf": "2020-01-01T00:00:00Z"})
        known = {entry["type"]: entry["correctedBy"] for entry in then.json()["entries"]}
        assert known == {"ParcelSent": None, "ParcelWeighed": None}
        assert len(now.json()["entries"]) == 4
        assert before.json()["entries"] == []

    async def test_of_another_office_is_not_found(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        await eventually(lambda: pair.post.rows("select 1 from timeline where case_id = $1", case))
        async with pair.post.as_a("clerk", "SOUTH") as clerk:
            answer = await clerk.get(f"/cases/{case}/timeline", params={"asOf": "2026-01-01T00:00:00Z"})
            unclear = await clerk.get(f"/cases/{case}/timeline", params={"asOf": "2026-01-01T00:00:00"})
        assert (answer.status_code, unclear.status_code) == (404, 404)


class TestTheFuture:
    async def test_is_no_time_for_something_to_have_happened(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        answer = await clear(pair, case, "record-weight", role="clerk", weight=7, occurredOn="2199-01-01")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "occurredOn"
        assert await pair.post.rows("select 1 from event where case_id = $1 and type <> 'ParcelSent'", case) == []
