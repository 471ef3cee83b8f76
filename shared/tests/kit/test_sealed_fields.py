"""A sealed field is readable to who may ask, nowhere else, and to nobody once the subject's key is destroyed."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from throughline.testing.running import eventually, read

from conftest import Pair

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "only for those who may"


async def noted(pair: Pair, note: str = SECRET, text: str = "open") -> tuple[str, str, dict[str, Any]]:
    case, label = str(uuid4()), str(uuid4())
    async with pair.post.as_a("clerk", "NORTH") as clerk:
        await clerk.post(f"/cases/{case}/send-parcel", json={"weight": 5})
        await clerk.post(f"/cases/{case}/put-label", json={"labelId": label, "text": text})
        answer = await clerk.post(f"/cases/{case}/record-note", json={"labelId": label, "note": note})
    assert answer.status_code == 201, answer.text
    return case, label, answer.json()


async def notes(pair: Pair, case: str, position: str) -> list[str | None]:
    async with pair.post.as_a("clerk", "NORTH") as clerk:
        answer = await read(clerk, f"/cases/{case}/notes", atLeast=position)
    assert answer.status_code == 200, answer.text
    return [one["note"] for one in answer.json()]


class TestASealedField:
    async def test_is_opened_for_who_may_ask(self, pair: Pair) -> None:
        case, _, said = await noted(pair)
        assert await notes(pair, case, said["position"]) == [SECRET]

    async def test_stands_in_no_store_topic_or_answer_in_clear(self, pair: Pair) -> None:
        case, _, said = await noted(pair)
        rows = await pair.post.rows("select data::text as body from event where case_id = $1", case)
        assert len(rows) == 3
        for service in (pair.post, pair.depot):
            rows += await eventually(
                lambda service=service: service.rows(
                    "select event_type as type, data::text as body from timeline where case_id = $1", case
                ),
                lambda shown: {"ParcelSent", "LabelPut", "NotePut"} <= {row["type"] for row in shown},
            )
        received = "select convert_from(body, 'UTF8') as body from received_event where case_id = $1"
        rows += await eventually(lambda: pair.depot.rows(received, case), lambda kept: len(kept) == 3)
        assert not [row for row in rows if SECRET in row["body"]]
        assert SECRET not in str(said)

    async def test_is_gone_once_the_key_is_destroyed_and_the_event_is_not(self, pair: Pair) -> None:
        case, label, said = await noted(pair)
        assert await pair.post.runtime.vault.destroy_key(UUID(label))
        assert await notes(pair, case, said["position"]) == [None]
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            again = await clerk.post(f"/cases/{case}/record-note", json={"labelId": label, "note": "afterwards"})
        assert await notes(pair, case, again.json()["position"]) == [None, "afterwards"]

    async def test_is_gone_with_the_event_that_erases_its_subject(self, pair: Pair) -> None:
        case, label, _ = await noted(pair)
        async with pair.post.as_a("chief", "NORTH") as chief:
            erased = await chief.post(f"/cases/{case}/erase-label", json={"labelId": label})
        assert erased.status_code == 201, erased.text
        assert await notes(pair, case, erased.json()["position"]) == [None]

    async def test_said_again_is_nothing_new_and_something_else_is(self, pair: Pair) -> None:
        case, label, said = await noted(pair)
        for note, status in ((SECRET, 200), ("another", 201), (SECRET, 200)):
            async with pair.post.as_a("clerk", "NORTH") as clerk:
                answer = await clerk.post(f"/cases/{case}/record-note", json={"labelId": label, "note": note})
            assert answer.status_code == status, answer.text
            said = answer.json()
        assert await notes(pair, case, said["position"]) == [SECRET, "another"]

    async def test_is_not_recognised_by_who_lacks_the_key_and_by_nobody_once_it_is_destroyed(self, pair: Pair) -> None:
        case, label, _ = await noted(pair)
        other, _, _ = await noted(pair)
        assert await pair.post.runtime.vault.destroy_key(UUID(label))
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            again = await clerk.post(f"/cases/{case}/record-note", json={"labelId": label, "note": SECRET})
        assert again.status_code == 201, again.text
        rows = await pair.post.rows(
            "select data::jsonb -> 'note' ->> 'mark' as mark from event where type = 'NotePut' and case_id = any ($1)",
            [case, other],
        )
        marks = [row["mark"] for row in rows]
        assert None not in marks
        assert len(set(marks)) == len(marks) == 3

    async def test_gives_no_length_away(self, pair: Pair) -> None:
        case, label, _ = await noted(pair, note="a")
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            await clerk.post(f"/cases/{case}/record-note", json={"labelId": label, "note": "a" * 100})
        query = "select length(data::jsonb -> 'note' ->> 'seal') as long from event where case_id = $1 and type = $2"
        lengths = [row["long"] for row in await pair.post.rows(query, case, "NotePut")]
        assert len(lengths) == 2
        assert len(set(lengths)) == 1

    async def test_is_corrected_by_another(self, pair: Pair) -> None:
        case, _, said = await noted(pair, note="wrong")
        right = {"type": "RecordNote", "fields": {"labelId": said["events"][0]["streamId"], "note": SECRET}}
        correction = {"replaces": said["events"][0]["eventId"], "reason": "wrong_value", "right": right}
        async with pair.post.as_a("chief", "NORTH") as chief:
            corrected = await chief.post(f"/cases/{case}/correct-fact", json=correction)
        assert corrected.status_code == 201, corrected.text
        assert SECRET not in corrected.text
        assert await notes(pair, case, corrected.json()["position"]) == [SECRET]

    async def test_of_a_held_fact_is_sealed_too_and_counts_once_accepted(self, pair: Pair) -> None:
        case, label, said = await noted(pair, text="full")
        assert said["held"]["code"] == "NotesFull"
        rows = await pair.post.rows("select data::text as body from event where case_id = $1", case)
        assert not [row for row in rows if SECRET in row["body"]]
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            await clerk.post(f"/cases/{case}/put-label", json={"labelId": label, "text": "open again"})
        async with pair.post.as_a("chief", "NORTH") as chief:
            held = {"heldId": said["held"]["heldId"]}
            accepted = await chief.post(f"/cases/{case}/accept-held-fact", json=held)
        assert accepted.status_code == 201, accepted.text
        assert await notes(pair, case, accepted.json()["position"]) == [SECRET]
