"""Clearing up what is recorded: a held fact accepted or dismissed, a wrong event corrected. The same on every stream.

These decisions name an event, not a stream: the bus finds the stream, and judges on its whole history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid5

from throughline.domain.aggregate import Aggregate, Decided, OnStream, Seen
from throughline.domain.corrected import FactCorrected, Reason, correction_of, effective, named_by, said_of
from throughline.domain.held import FactHeld, HeldFactAccepted, HeldFactDismissed
from throughline.domain.messages import CLOCK_SKEW, Command, Decision, Event, Message
from throughline.domain.moment import Moment
from throughline.domain.rejected import Rejected

# Commands


class Clearing(Decision):
    """Base of the four; who may send those that people send, each service says."""

    @property
    def about(self) -> UUID:
        """The event, or held fact, that is to be cleared up."""
        raise NotImplementedError


class AcceptHeldFact(Clearing):
    """What stood in the way is cleared up: the held fact is judged again, and counts from now on."""

    held_id: UUID
    reason: Literal["cleared_up", "confirmed_by_source"] = "cleared_up"

    @property
    def about(self) -> UUID:
        return self.held_id


class DismissHeldFact(Clearing):
    """The held fact is not to count, ever. It stays visible."""

    held_id: UUID
    reason: Literal["duplicate", "wrong_person", "never_happened", "recorded_otherwise"]

    @property
    def about(self) -> UUID:
        return self.held_id


class Right(Message):
    """What should have been recorded: a command of the same stream by name, such as `RecordArrest`, and its fields."""

    type: str
    fields: dict[str, Any]


class CorrectFact(Clearing):
    """The event `replaces` is wrong; `right` is recorded in its place, or nothing where it never happened."""

    replaces: UUID
    reason: Reason
    right: Right | None = None

    @property
    def about(self) -> UUID:
        return self.replaces

    @property
    def is_ahead(self) -> bool:
        """What is right did not happen later than now either."""
        said = self.right.fields.get("occurredOn") if self.right else None
        return super().is_ahead or (isinstance(said, str) and is_ahead(said, self.now))


class TakeBack(Clearing):
    """Only a reaction sends it: another service corrected `source`, so what is noted here because of it never counted.

    What is right instead, if anything, comes as an event of its own. `only`: events of these types; else every note.
    Nothing more is recorded because of `source` either, where that waited in a park until now. `asks`: what `standing`
    comes to.
    """

    asks: ClassVar[type[Command] | None] = None

    source: UUID
    only: tuple[str, ...] = ()
    reason: Reason = "never_happened"

    @property
    def about(self) -> UUID:
        return self.source

    def of(self, note: UUID) -> CorrectFact:
        """The correction of one such note; asked for again, the same."""
        correction = CorrectFact(case_id=self.case_id, replaces=note, reason=self.reason)
        return correction.issued(replace(self.issue, command_id=uuid5(self.issue.command_id, str(note))))

    def standing(self, notes: Sequence[UUID]) -> Command | None:
        """What is asked because a rule keeps these notes from being taken back; None: the rule's no is the answer."""
        return None


def taken_back(case_id: UUID, source: UUID) -> UUID:
    """Names that what comes of `source` never counts in this case: what is kept of it in the receipts."""
    return uuid5(source, f"taken back|{case_id}")


# Rules


class HeldFactSettled(Rejected):
    def __init__(self, held_id: UUID, how: str) -> None:
        super().__init__(f"held fact {held_id} has been {how}; nothing is left to clear up")


class HeldFactUnreadable(Rejected):
    def __init__(self, held_id: UUID, kind: str) -> None:
        super().__init__(f"held fact {held_id} is a {kind}, which is not recorded that way any more; record it anew")


class NotToBeCorrected(Rejected):
    def __init__(self, event: Event) -> None:
        kind = type(event).__name__
        super().__init__(f"{kind} is itself a clearing up; dismiss or accept what is held, correct what is recorded")


class CorrectedBefore(Rejected):
    def __init__(self, event_id: UUID) -> None:
        super().__init__(f"event {event_id} has been corrected; correct what stands in its place")


class LaterEventsRestOnIt(Rejected):
    def __init__(self, event: Event) -> None:
        super().__init__(
            f"events recorded after {type(event).__name__} rest on it; correct them first, or give what is right"
        )


class NothingIsChanged(Rejected):
    def __init__(self) -> None:
        super().__init__("what is given as right comes to no event; leave `right` out if it never happened")


# Decisions


def dismiss(aggregate: Aggregate[Any], state: Any, history: Sequence[Event], command: DismissHeldFact) -> list[Event]:
    """The dismissal, and whom nobody asks any more to see to it."""
    held = open_fact(history, command.held_id)
    dismissal = HeldFactDismissed(held_id=command.held_id, reason=command.reason, held_in=held.metadata.event_id)
    return [event.on(_now(command)) for event in (dismissal, *aggregate.settled(state, held))]


def accept(
    aggregate: Aggregate[Any], state: Any, history: Sequence[Event], command: AcceptHeldFact, fact: Command, seen: Seen
) -> Decided:
    """The acceptance, and what the fact comes to now, at the moment it happened. Raises any rule's no."""
    held = open_fact(history, command.held_id)
    acceptance = HeldFactAccepted(held_id=command.held_id, reason=command.reason).on(_now(command))
    decided = [_at(item, fact) for item in aggregate.judge(state, fact, seen)]
    seen_to = [event.on(_now(command)) for event in aggregate.settled(state, held)]
    return [acceptance, *_placed(decided, dict(enumerate(decided)), fact, command), *seen_to]


def open_fact(history: Sequence[Event], held_id: UUID) -> FactHeld:
    """The fact as it is held. Raises HeldFactSettled where it is not held any more."""
    for event in history:
        match event:
            case HeldFactAccepted() if event.held_id == held_id:
                raise HeldFactSettled(held_id, "accepted")
            case HeldFactDismissed() if event.held_id == held_id:
                raise HeldFactSettled(held_id, "dismissed")
    return next(event for event in history if isinstance(event, FactHeld) and event.held_id == held_id)


def wrong_event(history: Sequence[Event], event_id: UUID) -> Event:
    """The event to be corrected. Raises NotToBeCorrected, CorrectedBefore."""
    wrong = next(event for event in history if event.metadata.event_id == event_id)
    if isinstance(wrong, FactHeld | HeldFactAccepted | HeldFactDismissed | FactCorrected):
        raise NotToBeCorrected(wrong)
    if wrong not in effective(history, said_of):
        raise CorrectedBefore(event_id)
    return wrong


@dataclass(frozen=True, slots=True)
class Standing:
    """A stream around one of its events: the states before it and after all else, and what follows it."""

    before: Any
    later: Sequence[Event]


def around(aggregate: Aggregate[Any], history: Sequence[Event], wrong: Event) -> Standing:
    """The stream as it stood before `wrong` was recorded, and what came after it."""
    counted = effective(history, said_of)
    at = counted.index(wrong)
    return Standing(fold(aggregate, aggregate.initial, counted[:at]), counted[at + 1 :])


def correct(
    aggregate: Aggregate[Any],
    standing: Standing,
    wrong: Event,
    about: frozenset[UUID],
    command: CorrectFact,
    fact: Command | None,
    seen: Seen,
) -> Decided:
    """The correction, then what is right, judged as the stream stood then. Raises any rule's no, NothingIsChanged.

    What the right fact brings with it that has long been recorded is not recorded again.
    """
    known = [(type(event), event.model_dump()) for event in standing.later]
    right = list[Any]()
    if fact is not None:
        news = {
            place: _at(item, fact)
            for place, item in enumerate(aggregate.judge(standing.before, fact, seen))
            if not (isinstance(item, Event) and (type(item), item.model_dump()) in known)
        }
        right = _placed([*news.values()], news, fact, command)
        if not right:
            raise NothingIsChanged()
    in_place = sum(isinstance(item, Event) for item in right)
    correction = correction_of(wrong, command.reason, command.actor.id, about, in_place)
    return [correction.on(_now(command)), *right]


def concerned(aggregate: Aggregate[Any], state: Any, wrong: Event, seen: Seen) -> frozenset[UUID]:
    """Whom a wrong event is about: whom it names, and who stands behind what it names, as of `state`."""
    return named_by(wrong) | frozenset(aggregate.concerns(state, wrong, seen))


def settled(aggregate: Aggregate[Any], after_right: Any, standing: Standing, wrong: Event) -> Any:
    """The state with everything recorded later on top. Raises LaterEventsRestOnIt where that makes no sense."""
    try:
        return fold(aggregate, after_right, standing.later)
    except Exception as broken:
        raise LaterEventsRestOnIt(wrong) from broken


def fold(aggregate: Aggregate[Any], state: Any, events: Sequence[Event]) -> Any:
    for event in events:
        state = aggregate.fold(state, event)
    return state


def deadlines_of(aggregate: Aggregate[Any], history: Sequence[Event]) -> dict[tuple[str, str], Any]:
    """The last word on every deadline of a stream, by clock and subject."""
    state, found = aggregate.initial, dict[tuple[str, str], Any]()
    for event in history:
        state = aggregate.fold(state, event)
        for due in aggregate.due(state, event):
            found[(due.clock, due.subject)] = due
    return found


def _at(item: Any, fact: Command) -> Any:
    """A decided event at the moment its fact says, unless it has one of its own."""
    if isinstance(item, Event):
        return item if item.own_moment else item.on(fact.moment)
    return replace(item, event=_at(item.event, fact))


def _placed(decided: Sequence[Any], places: Mapping[int, Any], fact: Command, command: Clearing) -> list[Any]:
    """What was decided, each naming the others by the ids that they get here: after the clearing, in its append.

    `places`: where each of them stood in the decision.
    """
    ids = {
        uuid5(fact.issue.command_id, str(place)): uuid5(command.issue.command_id, str(number))
        for number, place in enumerate(places, 1)
    }
    return [
        replace(item, event=_renamed(item.event, ids)) if isinstance(item, OnStream) else _renamed(item, ids)
        for item in decided
    ]


def _renamed(event: Event, ids: Mapping[UUID, UUID]) -> Event:
    said = {name: _swapped(getattr(event, name), ids) for name in type(event).model_fields}
    return event.model_copy(update={name: value for name, value in said.items() if value is not getattr(event, name)})


def _swapped(value: Any, ids: Mapping[UUID, UUID]) -> Any:
    match value:
        case UUID():
            return ids.get(value, value)
        case tuple() if any(one in ids for one in value if isinstance(one, UUID)):
            return tuple(_swapped(one, ids) for one in value)
        case _:
            return value


def is_ahead(said: str, now: datetime) -> bool:
    """Whether a moment as it is written lies in the future; what is none is another rule's."""
    try:
        moment = Moment.parse(said)
    except ValueError:
        return False
    return moment.precision != "unknown" and moment.at > now + CLOCK_SKEW


def _now(command: Command) -> Moment:
    return Moment(command.now)
