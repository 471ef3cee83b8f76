"""The pure middle of the bus: who may, is it there, is it current, and what does the domain say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from throughline.commands.answer import NotFound, Position, StalePosition
from throughline.domain import Aggregate, Command, Event, Fact, FactHeld, Metadata, OnStream, Rejected, Sealed
from throughline.eventstore import Folded
from throughline.vault.fields import has_unsealed

C = TypeVar("C", bound=Command)


class StreamNotOpened(Rejected):
    def __init__(self, aggregate: str) -> None:
        super().__init__(f"no such {aggregate} has been opened in this case; open it, then accept what is held")


def in_context(command: C, folded: Folded) -> C:
    """The command with what is known of its case: from the stream, else from its cause, else from itself."""
    issue = command.issue
    office_id = folded.office_id or issue.office_id or getattr(command, "office_id", None)
    jurisdiction = folded.jurisdiction or issue.jurisdiction or getattr(command, "jurisdiction", None)
    reference = folded.case_reference or issue.case_reference
    if (office_id, jurisdiction, reference) == (issue.office_id, issue.jurisdiction, issue.case_reference):
        return command
    known = replace(issue, office_id=office_id, jurisdiction=jurisdiction, case_reference=reference)
    return command.issued(known)


def admit(aggregate: Aggregate[Any], command: Command, folded: Folded, *, by_person: bool) -> None:
    """Raises NotFound where the stream is missing and cannot be opened by this, or is not this actor's to touch.

    A fact about a stream that nobody has opened yet, in a case that is known here, is no stranger's: StreamNotOpened.
    """
    missing = not folded.opened and not command.opens
    if missing and not (isinstance(command, Fact) and folded.office_id):
        raise NotFound
    office = command.issue.office_id
    if by_person:
        _admit_person(aggregate, command, folded)
    elif office is not None and not command.actor.works_in(office):
        raise NotFound
    if missing:
        raise StreamNotOpened(aggregate.name)


def _admit_person(aggregate: Aggregate[Any], command: Command, folded: Folded) -> None:
    office, actor = command.issue.office_id, command.actor
    if office is None or not actor.works_in(office):
        raise NotFound
    assigned = aggregate.assigned(folded.state) if folded.opened else None
    if assigned is not None and actor.id not in assigned and actor.role not in aggregate.overseers:
        raise NotFound


def check_position(stream_id: UUID, folded: Folded, expected: Position | None) -> None:
    """Raises StalePosition where `If-Match` names another place than the stream's present one."""
    current = Position(stream_id, folded.version)
    if expected is not None and expected != current:
        raise StalePosition(current)


def decide(
    aggregate: Aggregate[Any], command: Command, own: UUID, streams: Mapping[UUID, Folded]
) -> Sequence[Event | OnStream]:
    """The domain's decision. Raises Rejected."""
    seen = {stream_id: folded.state for stream_id, folded in streams.items() if stream_id != own}
    return aggregate.judge(streams[own].state, command, seen)


def held(command: Command, rejected: Rejected) -> FactHeld:
    """A rule's no to a fact, as the event that keeps the fact."""
    left_out = {"case_id"} | command.document_fields() | command.seals
    body = type(command).model_dump(command, mode="json", by_alias=True, exclude=left_out, exclude_none=True)
    sealed = command.model_dump(mode="json", by_alias=True, include=set(command.seals)) if command.seals else None
    refs = {f"{field}Ref": str(command.ref(field)) for field in command.document_fields() if command.ref(field)}
    return FactHeld(
        held_id=command.id_for("held"),
        type=command.records,
        body=body | refs,
        code=rejected.code,
        missing=str(rejected),
        command=type(command).__name__,
        subject_id=getattr(command, command.sealed_for) if sealed else None,
        sealed=Sealed.of(sealed) if sealed else None,
    )


def opens_reference(events: Sequence[Event | OnStream]) -> bool:
    """Whether this decision is the one that gives its case a number for people."""
    return any(getattr(type(event), "opens_reference", False) for event in _plain(events))


def wants_lock(events: Sequence[Event | OnStream]) -> bool:
    """Whether the append has to count a reference, seal a field or destroy a key, under the case lock."""
    plain = _plain(events)
    return opens_reference(plain) or has_unsealed(plain) or any(type(event).erases for event in plain)


def _plain(events: Sequence[Event | OnStream]) -> list[Event]:
    return [item.event if isinstance(item, OnStream) else item for item in events]


def causation(origin: Metadata) -> dict[str, Any]:
    """What a command takes over from the event that caused it."""
    return {
        "correlation_id": origin.correlation_id,
        "causation_id": origin.event_id,
        "source": origin.source,
        "historical": origin.historical,
        "office_id": origin.office_id,
        "jurisdiction": origin.jurisdiction,
        "case_reference": origin.case_reference,
    }
