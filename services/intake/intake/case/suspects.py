"""Suspects as the investigation identifies them, by opaque id and role in the process.

Guarantees one entry a person, with the latest roles, and that who was unlinked is nobody's to cover until identified
again. Names nobody an accused: only an authority does, in legal.
"""

from dataclasses import replace
from uuid import UUID

from casework.htcds import RoleInProcess
from casework.roles import IMPORTER, INVESTIGATOR
from throughline.domain import Event, Fact, Field, Rejected

from intake.case.codes import UnlinkReason
from intake.case.state import Case, said_before

# Events. These names and fields are the storage format: never rename, add a V2.


class SuspectIdentified(Event):
    suspect_id: UUID
    roles: tuple[RoleInProcess, ...]
    profile_ref: UUID | None = None


class SuspectUnlinked(Event):
    suspect_id: UUID
    reason: UnlinkReason


# Commands


class RecordSuspect(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), records=SuspectIdentified):
    """A suspect is identified; the id is made where none is given, the profile was deposited in the vault first."""

    suspect_id: UUID | None = None
    in_roles: tuple[RoleInProcess, ...] = Field(default=(), alias="roles", max_length=15)
    profile_ref: UUID | None = None


class RecordSuspectUnlinked(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), records=SuspectUnlinked):
    """Somebody turned out not to be a suspect of this case."""

    suspect_id: UUID
    reason: UnlinkReason


# Rules


class SuspectUnknown(Rejected):
    def __init__(self, suspect_id: UUID) -> None:
        super().__init__(f"no suspect {suspect_id} is identified in this case; name one that is")


# Decisions


def record_suspect(case: Case, command: RecordSuspect) -> list[Event]:
    suspect_id = command.suspect_id or command.id_for("suspect")
    identified = SuspectIdentified(suspect_id=suspect_id, roles=command.in_roles, profile_ref=command.profile_ref)
    if suspect_id not in case.unlinked and said_before(case.suspects.get(suspect_id), identified, None):
        return []
    return [identified]


def record_suspect_unlinked(case: Case, command: RecordSuspectUnlinked) -> list[Event]:
    if command.suspect_id not in case.suspects:
        raise SuspectUnknown(command.suspect_id)
    return [] if command.suspect_id in case.unlinked else [SuspectUnlinked(**command.fields())]


# What the events change


def identified(case: Case, event: SuspectIdentified) -> Case:
    suspects = {**case.suspects, event.suspect_id: event}
    return replace(case, suspects=suspects, unlinked=case.unlinked - {event.suspect_id})


def unlinked(case: Case, event: SuspectUnlinked) -> Case:
    return replace(case, unlinked=case.unlinked | {event.suspect_id})
