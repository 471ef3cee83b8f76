"""given / when / then: a decision as a sentence, without a database.

given = scenario(prosecution.AGGREGATE)
given(registered, arrested).when(RecordBailGranted(...)).then(BailGranted(...))
given(registered).when(RecordVerdict(...)).holds(ChargeNotAccepted)
given(drafted).when(ApprovePlan(...), by=author).rejects(ApproverIsAuthor)
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from throughline.domain import (
    Actor,
    Aggregate,
    Command,
    Deadline,
    DeadlineMet,
    Event,
    Fact,
    Issued,
    Metadata,
    Moment,
    OnStream,
    Rejected,
)

NAMESPACE = UUID("5a3ad2f5-5b0f-5c58-9b59-0f6f6bd0a0c4")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
CASE = uuid5(NAMESPACE, "case")
SOMEBODY = Actor(uuid5(NAMESPACE, "somebody"), "somebody", frozenset({"*"}))


def recorded(
    event: Event, number: int, *, at: datetime = NOW, actor: Actor = SOMEBODY, office: str = "PHL-MNL"
) -> Event:
    """An event as a store would give it back; `number` is its version, and makes its id."""
    made = event.own_moment or Moment(at)
    return event.recorded(
        Metadata(
            event_id=uuid5(NAMESPACE, f"event {number}"),
            event_type=type(event).__name__,
            schema_version=event.version,
            service="test",
            stream_id=uuid5(NAMESPACE, "stream"),
            stream_version=number,
            case_id=CASE,
            occurred_on=made,
            recorded_at=at,
            actor_id=actor.id,
            actor_role=actor.role,
            command_id=uuid5(NAMESPACE, f"command {number}"),
            correlation_id=uuid5(NAMESPACE, "correlation"),
            causation_id=uuid5(NAMESPACE, f"command {number}"),
            office_id=office,
        )
    )


def fold(aggregate: Aggregate[Any], events: Iterable[Event], *, by: Actor = SOMEBODY, since: int = 0) -> Any:
    state = aggregate.initial
    for number, event in enumerate(events, since + 1):
        state = aggregate.fold(state, event if event._metadata else recorded(event, number, actor=by))
    return state


@dataclass(frozen=True)
class Outcome:
    """What a decision came to. Each method asserts one kind of outcome and shows the difference."""

    decided: list[Event | OnStream] | None
    rejected: Rejected | None
    command: Command
    state: Any

    def then(self, *expected: Event | OnStream) -> None:
        assert self.rejected is None, f"rejected: {self.rejected!r}"
        assert self.decided is not None
        assert [_shown(item) for item in self.decided] == [_shown(item) for item in expected]

    def emits(self, *types: type[Event]) -> list[Event]:
        """The decided events, after checking that these are their types, in this order."""
        assert self.rejected is None, f"rejected: {self.rejected!r}"
        events = [item.event if isinstance(item, OnStream) else item for item in self.decided or []]
        assert [type(event) for event in events] == list(types), events
        return events

    def nothing(self) -> None:
        self.then()

    def rejects(self, rule: type[Rejected]) -> None:
        assert isinstance(self.rejected, rule), f"expected {rule.__name__}, got {self.rejected!r} / {self.decided!r}"
        assert not isinstance(self.command, Fact), "a fact is never refused, only held: use holds()"

    def holds(self, rule: type[Rejected]) -> None:
        assert isinstance(self.rejected, rule), f"expected {rule.__name__}, got {self.rejected!r} / {self.decided!r}"
        assert isinstance(self.command, Fact), "only a fact is held: use rejects()"


@dataclass(frozen=True)
class Given:
    aggregate: Aggregate[Any]
    events: tuple[Event, ...]
    now: datetime = NOW
    actor: Actor = SOMEBODY
    seen: Mapping[UUID, Any] = field(default_factory=dict)

    def at(self, now: datetime) -> "Given":
        return replace(self, now=now)

    def later(self, **span: float) -> "Given":
        return replace(self, now=self.now + timedelta(**span))

    def by(self, actor: Actor) -> "Given":
        """Who recorded the given events, and asks, unless `when` says otherwise."""
        return replace(self, actor=actor)

    def seeing(self, states: Mapping[UUID, Any]) -> "Given":
        """The folded states of other streams of the case, by stream id."""
        return replace(self, seen=states)

    @property
    def state(self) -> Any:
        return fold(self.aggregate, self.events, by=self.actor)

    def when(self, command: Command, *, by: Actor | None = None, historical: bool = False) -> Outcome:
        issued = command.issued(
            Issued(
                command_id=uuid5(NAMESPACE, f"when {command.model_dump_json()}"),
                at=self.now,
                actor=by or self.actor,
                historical=historical,
            )
        ).marking(_marked)
        state = self.state
        if self.aggregate.reads:
            wanted = {ref.stream_id for ref in self.aggregate.reads(state, issued)}
            assert wanted >= set(self.seen), f"reads() does not name {set(self.seen) - wanted}"
        try:
            return Outcome(list(self.aggregate.judge(state, issued, self.seen)), None, issued, state)
        except Rejected as rejected:
            return Outcome(None, rejected, issued, state)

    def deadlines(self) -> list[Deadline | DeadlineMet]:
        """Every deadline the given events start, move or stop, in order."""
        state, named = self.aggregate.initial, list[Deadline | DeadlineMet]()
        for number, event in enumerate(self.events, 1):
            kept = recorded(event, number, actor=self.actor)
            state = self.aggregate.fold(state, kept)
            named += self.aggregate.deadlines(state, kept) if self.aggregate.deadlines else ()
        return named


def scenario(aggregate: Aggregate[Any]) -> Callable[..., Given]:
    """The `given` of one aggregate."""
    return lambda *events: Given(aggregate, events)


def _marked(said: bytes) -> str:
    """As the vault would, with a key that everybody knows."""
    return b64encode(sha256(said).digest()[:16]).decode()


def _shown(item: Event | OnStream) -> tuple[Any, ...]:
    event = item.event if isinstance(item, OnStream) else item
    where = item.stream if isinstance(item, OnStream) else None
    return where, type(event).__name__, event.model_dump(), event.own_moment
