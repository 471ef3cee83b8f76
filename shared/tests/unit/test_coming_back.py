"""What a process does before it takes a command, and where a published event belongs: without Kafka or Postgres."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import parcels
import pytest
from throughline.database import StoreBehind, StoreUnavailable
from throughline.feed.faults import is_infrastructure
from throughline.recovery import State, opening
from throughline.recovery.forgotten import Forgotten, Own
from throughline.recovery.log import LogAway
from throughline.recovery.opening import Opening
from throughline.recovery.placing import KindUnknown, kind_of

BOTH = (parcels.PARCEL, parcels.LABEL)
TOPIC = "intake.events"


class Found:
    """What each look comes to, the last one for ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *looks: int | Exception) -> None:
        self.looks, self.seen = list(looks), list[tuple[bool, bool]]()
        monkeypatch.setattr(opening, "looked_for", self.look)
        monkeypatch.setattr(opening, "stands", self.stands)
        monkeypatch.setattr(opening, "LOOK_EVERY", 0.01)
        monkeypatch.setattr(
            opening.metrics, "store_compared", lambda **found: self.seen.append((found["unchecked"], found["behind"]))
        )

    async def stands(self, *_: Any) -> dict[Any, int]:
        return {}

    async def look(self, *_: Any) -> Forgotten:
        found = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(found, Exception):
            raise found
        return Forgotten(events=found)

    @asynccontextmanager
    async def log(self) -> AsyncIterator[Any]:
        yield None

    def opening(self) -> Opening:
        return Opening(cast(Any, None), Own("post", [TOPIC]), self.log)


async def test_a_store_that_lacks_nothing_takes_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Found(monkeypatch, 0)
    one = found.opening()
    waiting = asyncio.create_task(one.admit())
    await asyncio.sleep(0)
    assert not waiting.done()
    await one.look_until_open()
    await waiting
    assert found.seen == [(False, False)]


async def test_one_that_lacks_something_takes_none_until_it_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Found(monkeypatch, 3)
    one = found.opening()
    looking = asyncio.create_task(one.look_until_open())
    assert await one.until(State.BEHIND) is State.BEHIND
    with pytest.raises(StoreBehind):
        await one.admit()
    found.looks = [0]
    one.again.set()
    await looking
    await one.admit()
    assert found.seen[-1] == (False, False)
    assert (False, True) in found.seen


async def test_without_kafka_commands_are_taken_after_a_while_and_the_look_is_made_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.0)
    found = Found(monkeypatch, LogAway("away"), LogAway("away"), 2)
    one = found.opening()
    looking = asyncio.create_task(one.look_until_open())
    assert await one.until(State.UNCHECKED, State.BEHIND) is State.UNCHECKED
    await one.admit()
    assert await one.until(State.OPEN, State.BEHIND) is State.BEHIND
    with pytest.raises(StoreBehind):
        await one.admit()
    looking.cancel()


def test_whoever_meets_a_store_that_is_behind_waits_as_for_one_that_is_away() -> None:
    assert is_infrastructure(StoreBehind())
    assert isinstance(StoreBehind(), StoreUnavailable)


@pytest.mark.parametrize(
    ("types", "held", "kind"),
    [
        ({"ParcelSent"}, set(), "Parcel"),
        ({"LabelPut", "FactHeld"}, {"RecordNote"}, "Label"),
        ({"FactHeld"}, {"RecordWeight"}, "Parcel"),
        ({"FactCorrected", "ParcelWeighed"}, set(), "Parcel"),
    ],
)
def test_a_streams_kind_follows_from_what_is_on_it(types: set[str], held: set[str], kind: str) -> None:
    assert kind_of(BOTH, {(TOPIC, one) for one in types}, held) == kind


@pytest.mark.parametrize(
    ("topic", "types"),
    [(TOPIC, {"FactHeld"}), (TOPIC, {"ParcelLost"}), (TOPIC, {"ParcelSent", "LabelPut"}), ("x", {"ParcelSent"})],
)
def test_a_stream_that_may_be_of_several_kinds_or_none_is_not_guessed(topic: str, types: set[str]) -> None:
    with pytest.raises(KindUnknown):
        kind_of(BOTH, {(topic, one) for one in types}, set())
