"""What a user sees of the event path: a command in one service arrives in the other, once, in order, in one trace."""

from uuid import UUID, uuid4, uuid5

import parcels
import pytest
from operating import look, treat
from throughline.http.issuing import COMMANDS
from throughline.testing.running import eventually

from conftest import Pair

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def send(pair: Pair, weight: int, **extra: object) -> tuple[str, dict]:
    async with pair.post.as_a("clerk", "NORTH") as client:
        answer = await client.post("/cases/send-parcel", json={"weight": weight, **extra})
    assert answer.status_code == 201, answer.text
    return answer.json()["caseId"], answer.json()


class TestAcrossServices:
    async def test_a_command_in_one_service_is_recorded_in_the_other(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        found = await eventually(lambda: pair.depot.rows("select * from event where case_id = $1", case))
        assert [row["type"] for row in found] == ["ParcelShelved"]
        stock = await eventually(lambda: pair.depot.rows("select sent from stock where case_id = $1", case))
        assert stock == [{"sent": 1}]

    async def test_each_stream_arrives_in_order_and_complete(self, pair: Pair) -> None:
        case, _ = await send(pair, 1)
        async with pair.post.as_a("clerk", "NORTH") as client:
            for weight in range(2, 60):
                answer = await client.post(f"/cases/{case}/record-weight", json={"weight": weight})
                assert answer.status_code == 201, answer.text
        rows = await eventually(
            lambda: pair.depot.rows("select weights from stock where case_id = $1 and weighings >= 58", case)
        )
        assert rows[0]["weights"] == str(list(range(2, 60)))

    async def test_the_outbox_is_empty_once_all_is_published(self, pair: Pair) -> None:
        await send(pair, 5)
        await eventually(lambda: pair.post.rows("select 1 from outbox"), lambda rows: not rows)


class TestTheSameKeyAgain:
    async def receipts(self, pair: Pair, who: UUID) -> list[dict]:
        """What is kept of the command that somebody sent with the key k1."""
        command = uuid5(COMMANDS, f"post|{who}|k1")
        return await pair.post.rows("select outcome from command_receipt where command_id = $1", command)

    async def test_gives_the_same_answer_and_adds_nothing(self, pair: Pair) -> None:
        who = uuid4()
        async with pair.post.as_a("clerk", "NORTH", subject=who) as client:
            headers = {"idempotency-key": "k1"}
            answers = [await client.post("/cases/send-parcel", json={"weight": 5}, headers=headers) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [201, 201, 201]
        assert len({answer.text for answer in answers}) == 1
        case = answers[0].json()["caseId"]
        assert await pair.post.rows("select version from event where case_id = $1", case) == [{"version": 1}]
        assert await self.receipts(pair, who) == [{"outcome": "accepted"}]

    async def test_with_another_body_is_refused(self, pair: Pair) -> None:
        async with pair.post.as_a("clerk", "NORTH", subject=uuid4()) as client:
            headers = {"idempotency-key": "k1"}
            await client.post("/cases/send-parcel", json={"weight": 5}, headers=headers)
            other = await client.post("/cases/send-parcel", json={"weight": 6}, headers=headers)
        assert other.status_code == 422

    async def test_after_a_refusal_is_judged_afresh(self, pair: Pair) -> None:
        who, case = uuid4(), uuid4()
        async with pair.post.as_a("clerk", "NORTH", subject=who) as client:
            headers = {"idempotency-key": "k1"}
            refused = await client.post(f"/cases/{case}/send-parcel", json={"weight": 101}, headers=headers)
        assert refused.status_code == 409
        assert refused.json()["code"] == "TooHeavy"
        assert await self.receipts(pair, who) == []


class TestHeldFacts:
    async def test_a_fact_against_a_rule_is_kept_and_published(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        async with pair.post.as_a("clerk", "NORTH") as client:
            answer = await client.post(f"/cases/{case}/record-weight", json={"weight": 500})
        assert answer.status_code == 201
        assert answer.json()["held"]["code"] == "TooHeavy"
        rows = await eventually(
            lambda: pair.depot.rows("select data from timeline where case_id = $1 and event_type = 'FactHeld'", case)
        )
        assert '"ParcelWeighed"' in rows[0]["data"]


class TestTime:
    async def test_a_deadline_that_has_come_becomes_an_event(self, pair: Pair) -> None:
        case, _ = await send(pair, 7)
        await eventually(
            lambda: pair.post.rows("select 1 from event where case_id = $1 and type = 'ParcelOverdue'", case)
        )
        closed = await eventually(
            lambda: pair.post.rows("select state from deadline where case_id = $1 and state <> 'open'", case)
        )
        assert closed == [{"state": "elapsed"}]


class TestParking:
    async def test_one_broken_case_waits_and_the_others_go_on(self, pair: Pair) -> None:
        parcels.broken["read model"] = True
        bad, _ = await send(pair, 1)
        async with pair.post.as_a("clerk", "NORTH") as client:
            await client.post(f"/cases/{bad}/record-weight", json={"weight": parcels.POISON})
            await client.post(f"/cases/{bad}/record-weight", json={"weight": 3})
        parked = await eventually(
            lambda: pair.depot.rows(
                "select * from waiting_event where state = 'parked' and topic = 'intake.events' order by version"
            ),
            lambda rows: len(rows) == 2,
        )
        assert {str(row["case_id"]) for row in parked} == {bad}
        good, _ = await send(pair, 2)
        await eventually(lambda: pair.depot.rows("select 1 from stock where case_id = $1", good))

        parcels.broken["read model"] = False
        assert len(await look(pair.depot, "parked")) == 1
        answer = await treat(pair.depot, "redrive", caseId=bad)
        assert [(one["feed"], one["caseId"], one["stillParked"]) for one in answer.json()] == [("live", bad, 0)]
        rows = await pair.depot.rows("select weights from stock where case_id = $1", bad)
        assert rows == [{"weights": f"[{parcels.POISON}, 3]"}]

    async def test_a_broken_reaction_stops_no_other_reaction_of_the_case(self, pair: Pair) -> None:
        parcels.broken["reaction"] = True
        case, _ = await send(pair, parcels.POISON)
        async with pair.post.as_a("clerk", "NORTH") as client:
            await client.post(f"/cases/{case}/record-weight", json={"weight": 9})
        rows = await eventually(lambda: pair.depot.rows("select data from event where case_id = $1", case))
        assert '"weight": 9' in rows[0]["data"]
        await eventually(lambda: pair.depot.rows("select 1 from waiting_event where reaction = 'parcel_sent'"))
        parcels.broken["reaction"] = False
        answer = await treat(pair.depot, "redrive", caseId=case)
        assert [one["stillParked"] for one in answer.json()] == [0]
        await eventually(lambda: pair.depot.rows("select 1 from event where case_id = $1", case), lambda r: len(r) == 2)
        assert await pair.depot.rows("select 1 from waiting_event") == []
