"""The version check: what each record of a lane's batch is, from its headers alone. Pure.

Every stream is applied strictly in version order, whatever arrives: what was accounted for is dropped, the next is
applied, what is too early is held until its predecessor comes, and a second event of the same version is a fork.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from throughline.feed.arrived import Arrived
from throughline.feed.consumer import Failure, Memory, Stuck
from throughline.feed.faults import LogReplaced, Overtaken

Version = tuple[int, UUID]
BEHIND = "behind an earlier parked event of this case"
FORK = "fork"


@dataclass(frozen=True, slots=True)
class Span:
    """How far one topic moves in this batch: from `first` to `next` (exclusive), past the event `last_event_id`."""

    first: int
    next: int
    last_event_id: UUID


@dataclass(slots=True)
class Known:
    """What a lane remembers between batches; exactly what is committed. `memory` is its consumer's."""

    offsets: dict[str, int] = field(default_factory=dict)
    last_events: dict[str, UUID | None] = field(default_factory=dict)
    versions: dict[UUID, Version] = field(default_factory=dict)
    held: dict[UUID, dict[int, Arrived]] = field(default_factory=dict)
    stuck: set[Stuck] = field(default_factory=set)
    memory: Memory = field(default_factory=dict)


@dataclass(slots=True)
class Checked:
    """What to do with a batch. `fresh` are all but duplicates; `released` were held, and are in `apply` or `parked`."""

    fresh: list[Arrived] = field(default_factory=list)
    apply: list[Arrived] = field(default_factory=list)
    held: list[Arrived] = field(default_factory=list)
    released: list[Arrived] = field(default_factory=list)
    parked: list[Failure] = field(default_factory=list)
    duplicates: int = 0
    versions: dict[UUID, Version] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)


def check(batch: Iterable[Arrived], known: Known) -> Checked:
    """Raises Overtaken where the batch does not go on from where the lane stands, LogReplaced where it never could."""
    checked = Checked()
    held = {stream_id: dict(rows) for stream_id, rows in known.held.items()}
    stuck = {case_id for reaction, case_id in known.stuck if not reaction}
    for arrived in batch:
        if arrived.offset < known.offsets.get(arrived.topic, 0):
            _recognise(arrived, known)
            continue
        _move(arrived, known.offsets, checked.spans)
        _place(arrived, known.versions, checked, held, stuck)
    return checked


def _recognise(arrived: Arrived, known: Known) -> None:
    """A record from before where we stand must be one we have met."""
    last = known.versions.get(arrived.stream_id)
    is_last = arrived.offset == known.offsets[arrived.topic] - 1
    kept = known.last_events.get(arrived.topic)
    if is_last and kept is not None and kept != arrived.event_id:
        raise LogReplaced(f"{arrived.topic}/{arrived.lane}: another event stands at offset {arrived.offset}")
    waits = arrived.version in known.held.get(arrived.stream_id, {})
    if not waits and (last is None or arrived.version > last[0]):
        raise LogReplaced(f"{arrived.topic}/{arrived.lane}: an unknown event stands at offset {arrived.offset}")


def _move(arrived: Arrived, offsets: Mapping[str, int], spans: dict[str, Span]) -> None:
    span = spans.get(arrived.topic)
    expected = span.next if span else offsets.get(arrived.topic, 0)
    if arrived.offset != expected:
        raise Overtaken(f"{arrived.topic}/{arrived.lane} is at {expected}, not at {arrived.offset}")
    spans[arrived.topic] = Span(span.first if span else expected, arrived.offset + 1, arrived.event_id)


def _place(
    arrived: Arrived,
    versions: Mapping[UUID, Version],
    checked: Checked,
    held: dict[UUID, dict[int, Arrived]],
    stuck: set[UUID],
) -> None:
    last = checked.versions.get(arrived.stream_id) or versions.get(arrived.stream_id)
    version = last[0] if last else 0
    if arrived.version > version + 1:
        waiting = held.setdefault(arrived.stream_id, {})
        twin = waiting.get(arrived.version)
        if twin is not None and twin.event_id != arrived.event_id:
            _fork(arrived, checked, stuck)
        elif twin is not None:
            checked.duplicates += 1
        else:
            waiting[arrived.version] = arrived
            checked.held.append(arrived)
            checked.fresh.append(arrived)
    elif last and arrived.version == version and arrived.event_id != last[1]:
        _fork(arrived, checked, stuck)
    elif arrived.version <= version:
        checked.duplicates += 1
    else:
        checked.fresh.append(arrived)
        _account(arrived, checked, stuck)
        waiting = held.get(arrived.stream_id, {})
        while (follower := waiting.pop(checked.versions[arrived.stream_id][0] + 1, None)) is not None:
            checked.released.append(follower)
            _account(follower, checked, stuck)


def _fork(arrived: Arrived, checked: Checked, stuck: set[UUID]) -> None:
    stuck.add(arrived.case_id)
    checked.fresh.append(arrived)
    checked.parked.append(Failure(arrived, "fork: another event has this version", FORK))


def _account(arrived: Arrived, checked: Checked, stuck: Collection[UUID]) -> None:
    checked.versions[arrived.stream_id] = (arrived.version, arrived.event_id)
    if arrived.case_id in stuck:
        checked.parked.append(Failure(arrived, BEHIND, "behind"))
    else:
        checked.apply.append(arrived)
