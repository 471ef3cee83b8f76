"""What is held can be accepted or dismissed, what is wrong corrected: in states, deadlines and read models alike."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from test_event_path import send
from throughline.testing.running import eventually

from conftest import Pair

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def weigh(pair: Pair, case: str, weight: int) -> dict[str, Any]:
    async with pair.post.as_a("clerk", "NORTH") as client:
        answer = await client.post(f"/cases/{case}/record-weight", json={"weight": weight})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def clear(pair: Pair, case: str, what: str, role: str = "chief", office: str = "NORTH", **body: Any) -> Response:
    async with pair.post.as_a(role, office) as client:
        return await client.post(f"/cases/{case}/{what}", json=body)


async def stock(pair: Pair, case: str, **expected: Any) -> None:
    rows = await eventually(
        lambda: pair.depot.rows("select sent, weighings, weights from stock where case_id = $1", case),
        lambda rows: bool(rows) and all(rows[0][name] == value for name, value in expected.items()),
    )
    assert {name: rows[0][name] for name in expected} == expected


class TestAHeldFact:
    async def test_counts_once_it_is_accepted_and_what_stood_in_the_way_is_cleared_up(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        held = (await weigh(pair, case, 500))["held"]["heldId"]
        too_early = await clear(pair, case, "accept-held-fact", heldId=held)
        assert (too_early.status_code, too_early.json()["code"]) == (409, "TooHeavy")
        await weigh(pair, case, 6)
        accepted = await clear(pair, case, "accept-held-fact", heldId=held)
        assert accepted.status_code == 201, accepted.text
        assert [event["type"] for event in accepted.json()["events"]] == ["HeldFactAccepted", "ParcelWeighed"]
        await stock(pair, case, weights="[6, 500]", weighings=2)

    async def test_happened_when_it_was_said_to_have_happened(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        async with pair.post.as_a("clerk", "NORTH") as client:
            said = {"weight": 500, "occurredOn": "2026-03-01", "authority": "customs"}
            held = (await client.post(f"/cases/{case}/record-weight", json=said)).json()["held"]["heldId"]
        await weigh(pair, case, 6)
        assert (await clear(pair, case, "accept-held-fact", heldId=held)).status_code == 201
        rows = await pair.post.rows(
            "select headers ->> 'ce_occurredon' as at, headers ->> 'ce_authority' as by from event"
            " where case_id = $1 and type = 'ParcelWeighed' order by position desc limit 1",
            case,
        )
        assert rows == [{"at": "2026-03-01", "by": "customs"}]

    async def test_never_counts_once_it_is_dismissed(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        held = (await weigh(pair, case, 500))["held"]["heldId"]
        dismissed = await clear(pair, case, "dismiss-held-fact", heldId=held, reason="duplicate")
        assert dismissed.status_code == 201
        again = await clear(pair, case, "accept-held-fact", heldId=held)
        assert (again.status_code, again.json()["code"]) == (409, "HeldFactSettled")

    async def test_of_another_case_or_office_is_not_found(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        other, _ = await send(pair, 5)
        held = (await weigh(pair, case, 500))["held"]["heldId"]
        assert (await clear(pair, other, "accept-held-fact", heldId=held)).status_code == 404
        assert (await clear(pair, case, "accept-held-fact", office="SOUTH", heldId=held)).status_code == 404
        assert (await clear(pair, case, "accept-held-fact", role="clerk", heldId=held)).status_code == 403


class TestACorrection:
    async def test_folds_as_if_only_what_is_right_had_been_said(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        await weigh(pair, case, 7)
        await stock(pair, case, weights="[50, 7]")
        right = {"type": "RecordWeight", "fields": {"weight": 60}}
        answer = await clear(pair, case, "correct-fact", replaces=wrong, reason="wrong_value", right=right)
        assert answer.status_code == 201, answer.text
        assert [event["type"] for event in answer.json()["events"]] == ["FactCorrected", "ParcelWeighed"]
        await stock(pair, case, sent=1, weights="[60, 7]", weighings=2)
        await weigh(pair, case, 8)
        await stock(pair, case, weights="[60, 7, 8]", weighings=3)

    async def test_of_what_never_happened_leaves_nothing_of_it(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        answer = await clear(pair, case, "correct-fact", replaces=wrong, reason="never_happened")
        assert answer.status_code == 201, answer.text
        await stock(pair, case, weights="[]", weighings=0)
        held = await weigh(pair, case, 500)
        assert held["held"]["code"] == "TooHeavy", "the state still counts the weighing that never happened"

    async def test_can_itself_be_corrected_in_the_place_it_took(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        await weigh(pair, case, 7)
        for weight in (60, 70):
            right = {"type": "RecordWeight", "fields": {"weight": weight}}
            answer = await clear(pair, case, "correct-fact", replaces=wrong, reason="wrong_value", right=right)
            assert answer.status_code == 201, answer.text
            before, wrong = wrong, answer.json()["events"][1]["eventId"]
        await stock(pair, case, weights="[70, 7]")
        twice = await clear(pair, case, "correct-fact", replaces=before, reason="duplicate")
        assert (twice.status_code, twice.json()["code"]) == (409, "CorrectedBefore")

    async def test_shows_in_the_timeline_beside_what_was_wrong(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        answer = await clear(pair, case, "correct-fact", replaces=wrong, reason="never_happened")
        correction = answer.json()["events"][0]["eventId"]
        for service in (pair.post, pair.depot):
            rows = await eventually(
                lambda service=service: service.rows(
                    "select event_id::text, corrected_by::text from timeline"
                    " where case_id = $1 and event_type = 'ParcelWeighed'",
                    case,
                ),
                lambda rows: bool(rows) and rows[0]["corrected_by"] is not None,
            )
            assert rows == [{"event_id": wrong, "corrected_by": correction}]

    async def test_with_what_is_no_command_of_the_stream_is_refused(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        right = {"type": "RecordWeight", "fields": {"height": 60}}
        answer = await clear(pair, case, "correct-fact", replaces=wrong, reason="wrong_value", right=right)
        assert (answer.status_code, answer.json()["code"]) == (409, "NotSuchACommand")
        assert (await clear(pair, case, "correct-fact", replaces=str(uuid4()), reason="duplicate")).status_code == 404

    async def test_said_twice_with_one_key_is_recorded_once(self, pair: Pair) -> None:
        case, _ = await send(pair, 5)
        wrong = (await weigh(pair, case, 50))["events"][0]["eventId"]
        body = {"replaces": wrong, "reason": "never_happened"}
        async with pair.post.as_a("chief", "NORTH", subject=uuid4()) as client:
            headers = {"idempotency-key": "once"}
            answers = [await client.post(f"/cases/{case}/correct-fact", json=body, headers=headers) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].text == answers[1].text
