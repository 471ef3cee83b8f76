"""The reactor: turns other services' events into commands on this service, each once, whatever is delivered twice.

Commands first, each in its own transaction and under an id derived from the event; then the feed's transaction moves
the offsets. A command that is refused or fails parks that reaction for that case, and no other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

import structlog
from opentelemetry.trace import SpanKind

from throughline.commands import CommandBus
from throughline.commands.deciding import causation
from throughline.database import Conn
from throughline.domain import Actor, Clearing, Command, Issued, Metadata, Rejected
from throughline.envelope import Record
from throughline.feed import Arrived, Failure, Stuck
from throughline.feed.checking import BEHIND
from throughline.feed.consumer import Memory
from throughline.feed.decoding import Decoder
from throughline.feed.faults import NeedsNewerRelease, describe, fingerprint, is_infrastructure
from throughline.inbound import Inbound
from throughline.reaction.declared import Reaction
from throughline.sql import statements
from throughline.telemetry import span
from throughline.writes import Write

sql = statements(__package__)
CONSUMER = SpanKind.CONSUMER
NOT_HERE = "this release has no such reaction; it waits for one that has"
log = structlog.get_logger()


class Reactor:
    """`starts`: where a reaction added to a running installation begins, per topic and lane.

    `ingest` is applied to every record before any reaction sees it, as before any read model does.
    """

    def __init__(
        self,
        reactions: Iterable[Reaction],
        decoder: Decoder,
        bus: CommandBus,
        starts: Mapping[tuple[str, str, int], int],
        *,
        ingest: Callable[[Record], Record] | None = None,
    ) -> None:
        self.decoder, self.bus, self.starts, self.ingest = decoder, bus, starts, ingest
        self.names, self.by_event = set[str](), dict[tuple[str, str], list[Reaction]]()
        for reaction in reactions:
            self.names.add(reaction.name)
            self.by_event.setdefault((reaction.event.source, reaction.event.name), []).append(reaction)

    @property
    def writes(self) -> bool:
        return False

    def admit(self, record: Record) -> Record:
        return self.ingest(record) if self.ingest else record

    def handles(self, arrived: Arrived) -> bool:
        return arrived.record.type[:2] in self.by_event

    def archives(self, arrived: Arrived) -> bool:
        return False

    async def apply(self, conn: Conn, arrived: Sequence[Arrived]) -> None:
        """Nothing: the commands were issued ahead."""

    async def fold(self, conn: Conn, arrived: Sequence[Arrived], memory: Memory) -> list[Write] | None:
        return []

    async def ahead(
        self, arrived: Sequence[Arrived], stuck: Collection[Stuck], *, only: str | None = None
    ) -> list[Failure]:
        if only and only not in self.names:
            return [
                Failure(one, f"{NOT_HERE}: {only}", f"{NeedsNewerRelease.__name__}@{only}", only) for one in arrived
            ]
        parked, failures = set(stuck), list[Failure]()
        for one in arrived:
            for reaction in self.by_event.get(one.record.type[:2], ()):
                if (only and reaction.name != only) or not (only or self._begun(reaction, one)):
                    continue
                failure = await self._react(reaction, one, parked, late=only is not None)
                if failure:
                    parked.add((reaction.name, one.case_id))
                    failures.append(failure)
        return failures

    def _begun(self, reaction: Reaction, one: Arrived) -> bool:
        """What was received from an earlier log has an offset below zero, and was begun with."""
        return not 0 <= one.offset < self.starts.get((reaction.name, one.topic, one.lane), 0)

    async def _react(
        self, reaction: Reaction, one: Arrived, parked: Collection[Stuck], *, late: bool
    ) -> Failure | None:
        if (reaction.name, one.case_id) in parked:
            return Failure(one, BEHIND, "behind", reaction.name)
        origin = one.record.metadata
        try:
            attributes = {"case.id": str(one.case_id)}
            with span(f"react {reaction.name}", parent=origin.traceparent, kind=CONSUMER, attributes=attributes):
                event = self.decoder.decode(one.record)
                here = await self._here(reaction, event, origin) if isinstance(event, Inbound) else None
                if here is not None and isinstance(event, Inbound):
                    for ordinal, command in enumerate(reaction(event, here)):
                        await self.bus.handle(self._issued(command, reaction, ordinal, here, late=late))
        except Exception as fault:
            if is_infrastructure(fault):
                raise
            level = log.critical if reaction.safety else log.error
            level("reaction_parked", reaction=reaction.name, case_id=str(one.case_id), fault=fingerprint(fault))
            error = fault.code if isinstance(fault, Rejected) else describe(fault)
            return Failure(one, error, fingerprint(fault), reaction.name)
        return None

    async def _here(self, reaction: Reaction, event: Inbound, origin: Metadata) -> Metadata | None:
        """Where the event comes from, as this service knows the case. None: it is not about a case of this service."""
        if reaction.about is None:
            return origin
        about = getattr(event, reaction.about)
        case_id = None if about is None else await self.bus.pool.fetchval(sql("case_of_event"), about)
        if case_id is None:
            return None
        return replace(origin, case_id=case_id, office_id=None, jurisdiction=None, case_reference=None)

    def _issued(
        self, command: Command, reaction: Reaction, ordinal: int, origin: Metadata, *, late: bool = False
    ) -> Command:
        """The command as this reaction issues it: same event, same id; what it does not say it takes from its cause.

        Not whose act it was: what follows here is our own. Nor the number of the case, where it is about another one.
        """
        clears = isinstance(command, Clearing)
        stream_id = command.case_id if clears else self.bus.aggregate_of(type(command)).stream_id(command)
        same_case = command.case_id == origin.case_id
        issued = command.issued(
            Issued(
                command_id=uuid5(origin.event_id, f"{reaction.name}|{stream_id}|{ordinal}"),
                at=datetime.now(UTC),
                actor=Actor.system("reaction", reaction.name),
                late=late,
                **causation(origin if same_case else replace(origin, case_reference=None)),
            )
        )
        inherited: dict[str, Any] = {
            name: getattr(origin, name)
            for name in ("occurred_on", "legal_basis", "consent_id")
            if getattr(command, name) is None and name not in type(command).__annotations__
        }
        return issued.model_copy(update=inherited)
