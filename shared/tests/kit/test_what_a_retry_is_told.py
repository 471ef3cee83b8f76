"""A command sent again is told what it was told the first time, word for word, whatever it wrote and wherever."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import parcels
import pytest
from throughline.domain import Event, OnStream, StreamRef
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for

LABELS = [UUID(int=number) for number in (9, 3, 7, 1)]
"""Not in the order in which their ids sort."""


def told_to_all(parcel: parcels.Parcel, command: Any, _seen: Any) -> list[Event | OnStream]:
    """A heavy parcel is labelled, and its labels alone say so; any other is weighed too."""
    decided: list[Event | OnStream] = list(parcels.decide(parcel, command))
    if isinstance(command, parcels.RecordWeight):
        own = [] if command.weight == parcels.URGENT else decided
        put = parcels.LabelPut(label_id=LABELS[0], text="weighed")
        return [*own, *(OnStream(StreamRef("Label", label), put) for label in LABELS)]
    return decided


def labels(_parcel: parcels.Parcel, command: Any) -> list[StreamRef]:
    told = not isinstance(command, parcels.SendParcel)
    return [StreamRef("Label", label) for label in LABELS] if told else []


@pytest.fixture
async def post(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    parcel = replace(parcels.PARCEL, decide=told_to_all, reads=labels)
    service = parcels.post(aggregates=(parcel, parcels.LABEL))
    settings = settings_for(
        service, dsn=stack.database_of("post"), kafka=stack.kafka_bootstrap, prefix=prefix, roles="api"
    )
    async with running(service, settings) as found:
        yield found


async def twice(post: Running, path: str, role: str = "clerk", **body: Any) -> dict[str, Any]:
    """What is answered, when the second answer is the first again."""
    async with post.as_a(role, "NORTH", subject=uuid4()) as client:
        headers = {"idempotency-key": "once"}
        first, second = [await client.post(path, json=body, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201), first.text
    assert second.text == first.text
    assert second.headers["etag"] == first.headers["etag"]
    answer: dict[str, Any] = first.json()
    return answer


async def sent(post: Running) -> UUID:
    case = uuid4()
    await twice(post, f"/cases/{case}/send-parcel", weight=5)
    return case


async def test_of_several_streams_in_the_order_in_which_they_were_written(post: Running) -> None:
    case = await sent(post)
    answer = await twice(post, f"/cases/{case}/record-weight", weight=8)
    assert [position.partition(":")[0] for position in answer["positions"][1:]] == [str(label) for label in LABELS]


async def test_of_a_stream_that_was_looked_at_where_it_stood_then(post: Running) -> None:
    case = await sent(post)
    answer = await twice(post, f"/cases/{case}/record-weight", weight=parcels.URGENT)
    assert answer["position"].endswith(":1"), "the parcel's stream has one event, and got no other"
    assert len(answer["positions"]) == len(LABELS)


async def test_of_a_clearing_with_the_position_of_the_stream_it_cleared(post: Running) -> None:
    case = await sent(post)
    async with post.as_a("clerk", "NORTH") as client:
        held = (await client.post(f"/cases/{case}/record-weight", json={"weight": 500})).json()["held"]["heldId"]
        weighed = await client.post(f"/cases/{case}/record-weight", json={"weight": 8})
    parcel = weighed.json()["position"].partition(":")[0]
    answer = await twice(post, f"/cases/{case}/accept-held-fact", "chief", heldId=held)
    assert answer["position"].partition(":")[0] == parcel
