"""Decides from the histories of a run whether it kept what is promised. Pure; it trusts no part of what it judges.

I1 what was accepted is recorded once, versions without gap; I2 what is recorded is published and nothing else is, and
every stream is applied in order; I3 read models are what a fold says, each event counted once, offsets going on; I4 a
retry is told the same and a no leaves nothing; I5 bounds are kept; I6 everything received is accounted for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from throughline.testing.histories import (
    Answered,
    Applied,
    Balance,
    Counted,
    Discarded,
    Line,
    Moved,
    Published,
    Reads,
    Recorded,
    Row,
    Took,
)

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Violation:
    """What was promised and not kept."""

    invariant: str
    text: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.text}"


@dataclass(slots=True)
class _Sorted:
    """A history by kind of line."""

    lines: dict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def of(self, kind: type[L]) -> list[L]:
        return self.lines[kind]


def check(history: Iterable[Line]) -> list[Violation]:
    """Every promise that this history breaks."""
    known = _Sorted()
    for line in history:
        known.lines[type(line)].append(line)
    return [
        Violation(invariant, text)
        for invariant, judge in (
            ("I1", _recorded_once),
            ("I1", _recorded_in_order),
            ("I2", _published),
            ("I2", _in_order),
            ("I3", _counted_once),
            ("I3", _offsets_go_on),
            ("I3", _rows),
            ("I4", _answers),
            ("I5", _bounds),
            ("I6", _accounted),
        )
        for text in judge(known)
    ]


def _recorded_once(known: _Sorted) -> Iterator[str]:
    versions, ids = defaultdict[UUID, list[int]](list), Counter[UUID]()
    by_command = defaultdict[UUID | None, list[Recorded]](list)
    for one in known.of(Recorded):
        versions[one.stream_id].append(one.version)
        ids[one.event_id] += 1
        by_command[one.command_id].append(one)
    for stream, found in versions.items():
        if sorted(found) != [*range(1, len(found) + 1)]:
            yield f"stream {stream} has the versions {sorted(found)}"
    yield from (f"event {event} is recorded {times} times" for event, times in ids.items() if times > 1)
    for told in known.of(Answered):
        if told.outcome not in ("accepted", "nothing"):
            continue
        recorded = by_command[told.command_id]
        if (found_ids := {one.event_id for one in recorded}) != set(told.events):
            missing, more = set(told.events) - found_ids, found_ids - set(told.events)
            yield f"command {told.key} was accepted; {len(missing)} of its events are not there, {len(more)} more are"
        stands = {one.stream_id: one.version for one in sorted(recorded, key=lambda one: one.version)}
        if told.outcome == "accepted" and {*told.positions} != {f"{stream}:{at}" for stream, at in stands.items()}:
            yield f"command {told.key} was accepted at {sorted(told.positions)}, and its events stand at {stands}"


def _published(known: _Sorted) -> Iterator[str]:
    recorded = {one.event_id: (one.stream_id, one.version) for one in known.of(Recorded)}
    published = {one.event_id: (one.stream_id, one.version) for one in known.of(Published)}
    yield from (f"event {event} was recorded and never published" for event in recorded.keys() - published.keys())
    for event, place in published.items():
        if recorded.get(event) != place:
            yield f"event {event} was published as {place}, and is recorded as {recorded.get(event)}"


def _in_order(known: _Sorted) -> Iterator[str]:
    places = {one.event_id: (one.stream_id, one.version) for one in known.of(Recorded)}
    skipped = defaultdict[tuple[str, UUID], set[int]](set)
    for one in known.of(Discarded):
        if one.event_id in places:
            stream_id, version = places[one.event_id]
            skipped[one.feed, stream_id].add(version)
    applied = defaultdict[tuple[str, UUID], list[int]](list)
    for step in sorted(known.of(Applied), key=lambda step: step.number):
        applied[step.feed, step.stream_id].append(step.version)
    for (feed, stream), found in applied.items():
        allowed = skipped[feed, stream]
        in_order = [version for version in range(1, max(found) + 1) if version not in allowed]
        if [version for version in found if version not in allowed] != in_order:
            yield f"{feed} applied stream {stream} as {found}"


def _counted_once(known: _Sorted) -> Iterator[str]:
    given_up = {(one.feed, one.event_id) for one in known.of(Discarded)}
    times = Counter((one.feed, one.event_id) for one in known.of(Applied))
    by_topic = defaultdict[str, set[UUID]](set)
    for record in known.of(Published):
        by_topic[record.topic].add(record.event_id)
    for reads in (one for one in known.of(Reads) if one.applies):
        for event in set[UUID]().union(*(by_topic[topic] for topic in reads.topics)):
            due = 0 if (reads.feed, event) in given_up else 1
            if times[reads.feed, event] != due:
                yield f"{reads.feed} applied event {event} {times[reads.feed, event]} times instead of {due}"


def _offsets_go_on(known: _Sorted) -> Iterator[str]:
    stands = defaultdict[tuple[str, str, int], int](int)
    for step in sorted(known.of(Moved), key=lambda step: step.number):
        place = step.feed, step.topic, step.lane
        if step.first != stands[place] or step.next <= step.first:
            yield f"{place} stood at {stands[place]} and moved from {step.first} to {step.next}"
        stands[place] = step.next
    ends = Counter[tuple[str, int]]()
    for record in known.of(Published):
        ends[record.topic, record.lane] = max(ends[record.topic, record.lane], record.offset + 1)
    for reads in known.of(Reads):
        for (topic, lane), end in ends.items():
            if topic in reads.topics and stands[reads.feed, topic, lane] != end:
                yield f"{reads.feed} stands at {stands[reads.feed, topic, lane]} of {topic}/{lane}, which ends at {end}"


def _rows(known: _Sorted) -> Iterator[str]:
    for row in known.of(Row):
        if row.expected != row.stored:
            what = "is missing" if row.stored is None else "is surplus" if row.expected is None else "is another"
            yield f"row {row.key} of {row.model} {what}"


def _answers(known: _Sorted) -> Iterator[str]:
    by_key = defaultdict[str, list[Answered]](list)
    for told in known.of(Answered):
        by_key[told.key].append(told)
    left = {one.command_id for one in known.of(Recorded)}
    for key, answers in by_key.items():
        definite = [one for one in answers if one.outcome != "unknown"]
        good = [one for one in definite if one.outcome != "rejected"]
        if len({(one.outcome, one.positions, one.events) for one in good}) > 1:
            yield f"command {key} was told different things"
        if good and definite[definite.index(good[0]) :] != definite[-len(good) :]:
            yield f"command {key} was accepted and then rejected"
        if definite and not good and definite[0].command_id in left:
            yield f"command {key} was rejected and left an event"


def _recorded_in_order(known: _Sorted) -> Iterator[str]:
    """Whatever clocks say, no event of a stream is recorded at an earlier instant than the one before it."""
    last = dict[UUID, Recorded]()
    for one in sorted(known.of(Recorded), key=lambda one: (one.stream_id, one.version)):
        before = last.get(one.stream_id)
        if one.at and before and before.at and one.at < before.at:
            yield f"stream {one.stream_id} has version {one.version} recorded before version {before.version}"
        last[one.stream_id] = one


def _bounds(known: _Sorted) -> Iterator[str]:
    for count in known.of(Counted):
        if count.found > count.most:
            yield f"{count.what}: {count.found:g}, and may be {count.most:g}"
    for one in known.of(Took):
        if one.seconds is None:
            yield f"{one.what} did not happen within {one.within:.0f} s"
        elif one.seconds > one.within:
            yield f"{one.what} took {one.seconds:.1f} s, and may take {one.within:.0f} s"


def _accounted(known: _Sorted) -> Iterator[str]:
    for one in known.of(Balance):
        accounted = one.applied + one.duplicates + one.ignored + one.held + one.parked + one.discarded
        if accounted != one.received:
            yield f"{one.feed} received {one.received} records and accounts for {accounted}"
        if one.held or one.parked:
            yield f"{one.feed} still has {one.held} records held and {one.parked} parked"
    yield from _counted_right(known)
    received = {one.feed: one.received for one in known.of(Balance)}
    moved = Counter[str]()
    for step in known.of(Moved):
        moved[step.feed] += step.next - step.first
    for feed, count in received.items():
        if moved[feed] != count:
            yield f"{feed} moved by {moved[feed]} records and received {count}"


def _counted_right(known: _Sorted) -> Iterator[str]:
    """What a feed counts, beside what its topics and its applications say."""
    events, records = defaultdict[str, set[UUID]](set), Counter[str]()
    for one in known.of(Published):
        events[one.topic].add(one.event_id)
        records[one.topic] += 1
    applied = Counter(one.feed for one in known.of(Applied))
    balances = {one.feed: one for one in known.of(Balance)}
    for reads in known.of(Reads):
        all_records = sum(records[topic] for topic in reads.topics)
        repeated = all_records - sum(len(events[topic]) for topic in reads.topics)
        counted = balances.get(reads.feed)
        if counted is None:
            if all_records:
                yield f"{reads.feed} accounts for none of {all_records} records"
            continue
        if counted.duplicates != repeated:
            yield f"{reads.feed} counts {counted.duplicates} duplicates, and {repeated} records are repeated"
        if reads.applies and counted.applied != applied[reads.feed]:
            yield f"{reads.feed} counts {counted.applied} records applied, and applied {applied[reads.feed]}"
