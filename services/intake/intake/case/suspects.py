"""Suspects as the investigation identifies them, by opaque id and role in the process.

Guarantees one entry a person, with the latest roles. Names nobody an accused: only an authority does, in legal.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event, Fact, Field

from intake.case.codes import RoleInProcess
from intake.case.state import Case, said_before
from intake.roles import IMPORTER, INVESTIGATOR

# Events. These names and fields are the storage format: never rename, add a V2.


class SuspectIdentified(Event):
    suspect_id: UUID
    roles: tuple[RoleInProcess, ...]
    profile_ref: UUID | None = None


# Commands


class RecordSuspect(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), records=SuspectIdentified):
    """A suspect is identified; the id is made where none is given, the profile was deposited in the vault first."""

    suspect_id: UUID | None = None
    in_roles: tuple[RoleInProcess, ...] = Field(default=(), alias="roles", max_length=15)
    profile_ref: UUID | None = None


# Decisions


def record_suspect(case: Case, command: RecordSuspect) -> list[Event]:
    suspect_id = command.suspect_id or command.id_for("suspect")
    identified = SuspectIdentified(suspect_id=suspect_id, roles=command.in_roles, profile_ref=command.profile_ref)
    return [] if said_before(case.suspects.get(suspect_id), identified, None) else [identified]


# What the events change


def identified(case: Case, event: SuspectIdentified) -> Case:
    return replace(case, suspects={**case.suspects, event.suspect_id: event})
