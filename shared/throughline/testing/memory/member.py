"""One service in memory: its bus on its store, and what it makes of others' events and of the time."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid5

from throughline.commands import CommandBus
from throughline.commands.answer import Answer, NotFound
from throughline.composition import Service
from throughline.domain import Actor, Command, Event, FactHeld, Issued, Rejected, StreamRef
from throughline.domain.corrected import effective, said_of
from throughline.eventstore import Folded
from throughline.eventstore.types import EventTypes
from throughline.feed.decoding import Decoder
from throughline.inbound import Inbound
from throughline.projection.case_access import CaseAccess
from throughline.projection.histories import sql as projection
from throughline.reaction.reactor import Reactor
from throughline.testing.memory.pool import MemoryPool, finish
from throughline.testing.memory.reading import Logs, Reading
from throughline.testing.memory.store import MemoryStore
from throughline.testing.memory.tables import MemoryProjector
from throughline.testing.memory.vault import MemoryVault


def inbound_of(service: Service) -> set[type[Inbound]]:
    """Every foreign event that a read model or a reaction of this service reads."""
    handled = {event for model in service.read_models for event in model.handlers if issubclass(event, Inbound)}
    return handled | {reaction.event for reaction in service.reactions}


class TimedBus(CommandBus):
    """Commands are of the time that `now` says, whichever door they come from; their kinds and outcomes are noted."""

    now: Callable[[], datetime]
    taken: Callable[[Command, str], None]

    async def handle(self, command: Command, **how: Any) -> Answer:
        timed = command.issued(replace(command.issue, at=self.now()))
        try:
            answer = await super().handle(timed, **how)
        except Exception as no:
            self.taken(timed, type(no).__name__ if isinstance(no, Rejected) else "failed")
            raise
        self.taken(timed, answer.outcome)
        return answer


class Member:
    """`taken` hears of every command and what it came to: accepted, held, nothing, repeated, or the rule's name."""

    def __init__(
        self, service: Service, key: bytes, now: Callable[[], datetime], taken: Callable[[Command, str], None]
    ) -> None:
        self.service, self.now = service, now
        self.types = EventTypes(service.aggregates)
        self.store = MemoryStore(self.types)
        self.decoded = list[Event]()
        self.pool = MemoryPool(self.store.cases)
        pool, self.connection = cast(Any, self.pool), cast(Any, self.pool.connection)
        self.bus = TimedBus(
            service.name, service.aggregates, self.store, pool, key=key, wake=lambda: None, vault=MemoryVault()
        )
        self.bus.now, self.bus.taken = now, taken
        self.decoder = Decoder(service.name, self.types, inbound_of(service))
        self.ingest = service.ingest and service.ingest(key)
        self.reactor = Reactor(service.reactions, self.decoder, self.bus, {}, ingest=self.ingest)

    def hearing(self, logs: Logs) -> Reading:
        """Its reactions, on one case's topics."""
        return Reading(self.reactor, self.service.reads, logs, self.pool)

    def watching(self, logs: Logs) -> tuple[Reading, MemoryProjector]:
        """A new set of its read models, on one case's topics; they begin at the beginning."""
        models = [CaseAccess(self.service.name), *self.service.read_models]
        projector = MemoryProjector(self.service.name, models, self.decoder, self.ingest)
        pool = MemoryPool(self.store.cases)
        reading = Reading(projector, (*self.service.own_topics, *self.service.reads), logs, pool)
        pool.connection.answers = {
            projection("own_events"): self._own_events,
            projection("received_events"): reading.received_events,
            projection("accounted_for"): reading.accounted_for,
            projection("set_aside"): reading.set_aside,
        }
        return reading, projector

    def would_take(self, command: Command) -> bool:
        """Whether an issued command would come to something new, and to no fact that is held. Nothing is written."""
        timed = command.issued(replace(command.issue, at=self.now()))
        timed = finish(self.bus._marking(self.connection, timed))
        try:
            look = self.bus._look(timed, finish(self.bus.streams.of(self.connection, timed, fresh=True)), None, False)
        except NotFound:
            return False
        return bool(look.decided) and not any(isinstance(one, FactHeld) for one in look.decided)

    def issue_due(self) -> int:
        """Everything the clock has to ask by now; how many."""
        due = self.store.claim_due(self.now())
        for deadline, elapsed in due:
            issued = Issued(
                command_id=uuid5(deadline, elapsed.due_at.isoformat()),
                at=self.now(),
                actor=Actor.system("clock", elapsed.clock),
            )
            finish(self.bus.handle(self.service.clock[elapsed.clock](elapsed).issued(issued)))
        return len(due)

    def events(self, *types: type[Event] | str, counted: bool = True) -> list[Event]:
        """Recorded events in order, of these types or all; what was corrected only with `counted=False`."""
        names = {kind if isinstance(kind, str) else kind.__name__ for kind in types}
        news = self.store.log[len(self.decoded) :]
        self.decoded += (self.types.decode(stored.record) for stored in news)
        recorded = self.decoded
        return [
            event
            for event in (effective(recorded, said_of) if counted else recorded)
            if not names or type(event).__name__ in names
        ]

    def effective(self, events: Sequence[Event]) -> list[Event]:
        """These events, in order, with every correction among them carried out."""
        return effective(events, said_of)

    def counted(self, stream_id: UUID) -> list[Event]:
        """What counts of one stream today."""
        return effective(self.store._events(stream_id), said_of)

    def state(self, stream_id: UUID) -> Any:
        """A stream folded from what is stored of it, not from what is remembered."""
        aggregate = self.bus.aggregates[self.store.kinds[stream_id]]
        return Folded.of_history(aggregate, self.store._events(stream_id)).state

    def remembered(self) -> Mapping[UUID, Any]:
        """The state of every stream as the bus remembers it."""
        return {stream_id: self._remembered(stream_id, kind) for stream_id, kind in self.store.kinds.items()}

    def _remembered(self, stream_id: UUID, kind: str) -> Any:
        case_id = self.store.streams[stream_id][0].metadata.case_id
        ref = StreamRef(kind, stream_id)
        return finish(self.bus.streams.one(self.connection, ref, case_id, fresh=False)).state

    def _own_events(self, cases: Collection[UUID]) -> list[dict[str, Any]]:
        return [
            {"case_id": case_id, "headers": stored.record.headers_text, "data": stored.record.body.decode()}
            for stored in self.store.log
            if (case_id := stored.record.metadata.case_id) in cases
        ]
