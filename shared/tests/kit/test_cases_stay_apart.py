"""A stream stays in the case it was opened in, a case in its office, and neither tells a stranger that it is there."""

from uuid import uuid4

import pytest
from throughline.testing.running import eventually, read

from conftest import Pair

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestAStream:
    async def test_of_another_case_is_not_found(self, pair: Pair) -> None:
        mine, others, label = str(uuid4()), str(uuid4()), str(uuid4())
        async with pair.post.as_a("clerk", "SOUTH") as south:
            await south.post(f"/cases/{others}/send-parcel", json={"weight": 5, "officeId": "SOUTH"})
        async with pair.post.as_a("clerk", "NORTH") as north:
            await north.post(f"/cases/{mine}/send-parcel", json={"weight": 5})
            put = await north.post(f"/cases/{mine}/put-label", json={"labelId": label, "text": "mine"})
            assert put.status_code == 201, put.text
            taken = await north.post(f"/cases/{others}/put-label", json={"labelId": label, "text": "now there"})
        assert taken.status_code == 404
        rows = await pair.post.rows("select distinct case_id::text from event where stream_id = $1", label)
        assert rows == [{"case_id": mine}]

    async def test_cannot_be_opened_in_a_case_of_another_office(self, pair: Pair) -> None:
        case = str(uuid4())
        async with pair.post.as_a("clerk", "SOUTH") as south:
            await south.post(f"/cases/{case}/send-parcel", json={"weight": 5, "officeId": "SOUTH"})
        async with pair.post.as_a("clerk", "NORTH") as north:
            put = await north.post(f"/cases/{case}/put-label", json={"labelId": str(uuid4()), "text": "here"})
        assert put.status_code == 404
        offices = await eventually(
            lambda: pair.depot.rows("select office_id from case_access where case_id = $1", case)
        )
        assert offices == [{"office_id": "SOUTH"}]


class TestAtLeast:
    async def test_says_the_same_of_a_foreign_case_and_of_none(self, pair: Pair) -> None:
        case = str(uuid4())
        async with pair.post.as_a("clerk", "SOUTH") as south:
            answer = await south.post(f"/cases/{case}/send-parcel", json={"weight": 5, "officeId": "SOUTH"})
            position = answer.json()["position"]
            own = await read(south, f"/cases/{case}/timeline", atLeast=position)
        async with pair.post.as_a("clerk", "NORTH") as north:
            foreign = await north.get(f"/cases/{case}/timeline", params={"atLeast": position})
            nowhere = await north.get(f"/cases/{uuid4()}/timeline", params={"atLeast": f"{uuid4()}:1"})
        assert own.status_code == 200, own.text
        assert (foreign.status_code, foreign.json()["code"]) == (nowhere.status_code, nowhere.json()["code"])
        assert foreign.status_code == 503


class TestAFactAboutWhatIsNotOpenedYet:
    async def test_is_held_in_a_known_case_and_counts_once_the_stream_is_opened(self, pair: Pair) -> None:
        case, label = str(uuid4()), str(uuid4())
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            await clerk.post(f"/cases/{case}/send-parcel", json={"weight": 5})
            seen = await clerk.post(f"/cases/{case}/record-label-seen", json={"labelId": label})
            assert (seen.status_code, seen.json()["held"]["code"]) == (201, "StreamNotOpened")
            put = await clerk.post(f"/cases/{case}/put-label", json={"labelId": label, "text": "late"})
            assert put.status_code == 201, put.text
        async with pair.post.as_a("chief", "NORTH") as chief:
            held = {"heldId": seen.json()["held"]["heldId"]}
            accepted = await chief.post(f"/cases/{case}/accept-held-fact", json=held)
        assert [event["type"] for event in accepted.json()["events"]] == ["HeldFactAccepted", "LabelSeen"]

    async def test_is_not_found_in_a_case_that_is_unknown_or_anothers(self, pair: Pair) -> None:
        case = str(uuid4())
        async with pair.post.as_a("clerk", "SOUTH") as south:
            await south.post(f"/cases/{case}/send-parcel", json={"weight": 5, "officeId": "SOUTH"})
        async with pair.post.as_a("clerk", "NORTH") as north:
            answers = [
                await north.post(f"/cases/{one}/record-label-seen", json={"labelId": str(uuid4())})
                for one in (case, uuid4())
            ]
        assert [answer.status_code for answer in answers] == [404, 404]


class TestWhatOthersLookAfter:
    async def test_is_left_out_of_the_timeline_of_a_role_that_sees_its_own(self, pair: Pair) -> None:
        case, mine, others, me = str(uuid4()), str(uuid4()), str(uuid4()), uuid4()
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            await clerk.post(f"/cases/{case}/send-parcel", json={"weight": 5})
            put = await clerk.post(f"/cases/{case}/put-label", json={"labelId": others, "text": "theirs"})
        async with pair.post.as_a("porter", "NORTH", subject=me) as porter:
            await porter.post(f"/cases/{case}/put-label", json={"labelId": mine, "text": "mine"})
            seen = await read(porter, f"/cases/{case}/timeline", atLeast=f"{mine}:1")
        async with pair.post.as_a("clerk", "NORTH") as clerk:
            whole = await read(clerk, f"/cases/{case}/timeline", atLeast=put.json()["position"])
        assert {entry["streamId"] for entry in whole.json()["entries"]} >= {mine, others}
        assert others not in {entry["streamId"] for entry in seen.json()["entries"]}
        assert len(seen.json()["entries"]) == 2
