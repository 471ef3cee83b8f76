"""What is recorded beside a decided event: derived from its command, so a retry stamps the same ids."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from throughline.domain.aggregate import OnStream
from throughline.domain.messages import Command, Event
from throughline.domain.metadata import Metadata

S = TypeVar("S")
NOWHERE = UUID(int=0)


def stamp(
    command: Command,
    event: Event,
    index: int,
    *,
    service: str = "",
    stream_id: UUID = NOWHERE,
    version: int = 0,
    recorded_at: datetime | None = None,
    traceparent: str | None = None,
) -> Event:
    """The event as recorded: `index` is its place in the whole decision, `version` its place in its stream."""
    issue = command.issue
    return event.recorded(
        Metadata(
            event_id=uuid5(issue.command_id, str(index)),
            event_type=type(event).__name__,
            schema_version=event.version,
            service=service,
            stream_id=stream_id,
            stream_version=version,
            case_id=command.case_id,
            occurred_on=event.own_moment or command.moment,
            recorded_at=recorded_at or command.now,
            actor_id=issue.actor.id,
            actor_role=issue.actor.role,
            command_id=issue.command_id,
            correlation_id=issue.correlation_id or issue.command_id,
            causation_id=issue.causation_id or issue.command_id,
            case_reference=issue.case_reference,
            office_id=issue.office_id,
            jurisdiction=issue.jurisdiction,
            authority=command.authority,
            source=issue.source,
            legal_basis=command.legal_basis,
            consent_id=command.consent_id,
            sensitivity=event.sensitivity,
            historical=command.historical and not event.owed_now,
            traceparent=traceparent,
        )
    )


def foresee(evolve: Callable[[S, Any], S], state: S, command: Command, decided: Sequence[Event | OnStream]) -> S:
    """The state as it will be once `decided` is recorded: for a decision that looks at its own consequences."""
    for index, item in enumerate(decided):
        if not isinstance(item, OnStream):
            state = evolve(state, stamp(command, item, index))
    return state
