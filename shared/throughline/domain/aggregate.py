"""One kind of stream: how its state folds, and how a command is decided on it. Pure values and functions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import UnionType
from typing import Any, Generic, TypeVar, get_args
from uuid import UUID, uuid5

from throughline.domain.corrected import FactCorrected, Reason, correction_of, named_by
from throughline.domain.deadlines import Deadline, DeadlineMet
from throughline.domain.held import FactHeld, HeldFactAccepted, HeldFactDismissed
from throughline.domain.messages import Command, Event

S = TypeVar("S")

ON_EVERY_STREAM: tuple[type[Event], ...] = (FactHeld, HeldFactAccepted, HeldFactDismissed, FactCorrected)
"""What may stand on any stream, and changes no state by itself."""


@dataclass(frozen=True, slots=True)
class StreamRef:
    """Names one stream of the same case in the same store.

    `elsewhere`: it may as well be another case's, to be looked at; any other stream of another case is not found.
    """

    aggregate: str
    stream_id: UUID
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is seen of a stream that another case has: nothing can be added to it from here."""

    case_id: UUID
    state: Any


@dataclass(frozen=True, slots=True)
class OnStream:
    """An event that a decision adds to another stream of the case than the one it was asked about."""

    stream: StreamRef
    event: Event


Seen = Mapping[UUID, Any]
"""The folded state of every stream that `reads` named, by stream id; of another case's, within `Elsewhere`."""

Decided = Sequence[Event | OnStream]


@dataclass(frozen=True, slots=True)
class Mending(Generic[S]):
    """A correction of `wrong`: the state with it, and the state as it is without it, what is right in its place.

    `about`: whom it concerns. `seen`: what the aggregate wanted to `weigh` besides.
    """

    command: Command
    wrong: Event
    about: frozenset[UUID]
    before: S
    after: S
    seen: Seen = field(default_factory=dict)

    @property
    def is_replaced(self) -> bool:
        """Whether something stands in its place, or it never happened."""
        return getattr(self.command, "right", None) is not None

    def undoes(self, event: Event) -> FactCorrected:
        """The correction of a later event of the stream that rests on the wrong one: it never counted either."""
        reason: Reason = getattr(self.command, "reason", "never_happened")
        return correction_of(event, reason, self.command.actor.id, named_by(event), in_place=0)


@lru_cache(maxsize=20_000)
def per_case_stream(case_id: UUID, aggregate: str) -> UUID:
    """The id of a case's one stream of this kind; differs from service to service, so ids are unique everywhere."""
    return uuid5(case_id, aggregate)


@dataclass(frozen=True)
class Aggregate(Generic[S]):
    """`commands` and `events` are the unions that `decide` and `evolve` match exhaustively.

    With `reads`, `decide` takes a third argument: the folded streams it asked for.
    `live`: whether even what is only told of long ago starts clocks here, by the state that it leaves.
    `assigned` names the people who work on a stream; None means that the office alone decides who may. A role in
    `overseers` may act on a stream of its office without being assigned to it. `corrected` says what follows, from
    now on, where an event of the stream is corrected, and `weighs` which other streams it has to look at: what is owed
    now, whom to tell. `held` says whom to ask where a fact is held that cannot wait; it changes nothing that counts;
    `settled` takes it back once the fact is accepted or dismissed.
    `tells`: the stream of the case that keeps to whom its people's data was told: what follows there, where an event of
    this one is corrected, its own `corrected` says. `concerns`: whom an event is about and does not name itself.
    `senders`: who may send a command here, where these are not all whom the command itself names.
    """

    name: str
    topic: str
    initial: S
    commands: Any
    events: Any
    decide: Callable[..., Decided]
    evolve: Callable[[S, Any], S]
    stream_id: Callable[[Any], UUID]
    reads: Callable[[S, Any], Iterable[StreamRef]] | None = None
    deadlines: Callable[[S, Any], Iterable[Deadline | DeadlineMet]] | None = None
    live: Callable[[S], bool] = field(default=lambda _state: False)
    assigned: Callable[[S], frozenset[UUID] | None] = field(default=lambda _state: None)
    overseers: frozenset[str] = frozenset()
    corrected: Callable[[Mending[S]], Iterable[Event | OnStream]] = field(default=lambda _mending: ())
    concerns: Callable[[S, Event, Seen], Iterable[UUID]] = field(default=lambda _state, _event, _seen: ())
    weighs: Callable[[S, Command], Iterable[StreamRef]] = field(default=lambda _state, _command: ())
    held: Callable[[S, Command], Iterable[Event]] = field(default=lambda _state, _fact: ())
    settled: Callable[[S, FactHeld], Iterable[Event]] = field(default=lambda _state, _held: ())
    tells: Callable[[Command], StreamRef] | None = None
    senders: Mapping[type[Command], frozenset[str]] = field(default_factory=dict)
    collection: str = "cases"

    def roles_of(self, command: type[Command]) -> frozenset[str]:
        """The roles that may send a command to streams of this kind."""
        return self.senders.get(command, command.roles)

    @property
    def command_types(self) -> tuple[type[Command], ...]:
        return members(self.commands)

    @property
    def own_event_types(self) -> tuple[type[Event], ...]:
        """The events of this kind of stream, without what may stand on any."""
        return members(self.events)

    @property
    def event_types(self) -> tuple[type[Event], ...]:
        return (*self.own_event_types, *ON_EVERY_STREAM)

    def judge(self, state: S, command: Command, seen: Seen) -> Decided:
        return self.decide(state, command, seen) if self.reads else self.decide(state, command)

    def due(self, state: S, event: Event) -> Iterable[Deadline | DeadlineMet]:
        """The clocks that a recorded event starts, moves or stops; `state` is the one after it."""
        if self.deadlines and (event.owed_now or not event.metadata.historical or self.live(state)):
            return self.deadlines(state, event)
        return ()

    def fold(self, state: S, event: Event) -> S:
        """The state after one event. A held fact changes none: it does not count until it is accepted."""
        return state if isinstance(event, ON_EVERY_STREAM) else self.evolve(state, event)


def members(union: Any) -> tuple[type[Any], ...]:
    """The classes of a union type, or the one class itself."""
    return get_args(union) if isinstance(union, UnionType) or get_args(union) else (union,)
