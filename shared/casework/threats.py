"""Threats by somebody official that another service recorded: noted, since they bar disclosures here as well.

Guarantees that what one team knows keeps every team from telling a government body of it (disclosures.py), until the
record behind it is found to be wrong. It keeps who is in danger, and nothing else of the risk. What one service noted
the others note too, under the event that said so first: so it ends, and a case that others were merged into knows it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Protocol
from uuid import UUID

from throughline.domain import Command, Fact, Field, Metadata
from throughline.domain import Event as AnyEvent

from casework.markers import CaseworkCommand, CaseworkEvent
from casework.state import Casework

# Events. These names and fields are the storage format: never rename, add a V2.


class OfficialThreatNoted(CaseworkEvent):
    """`source_event_id` is the event that said so first, of whichever service and case."""

    subject_ids: tuple[UUID, ...]
    source_event_id: UUID


# Commands


class NoteOfficialThreat(Fact, CaseworkCommand, records=OfficialThreatNoted, opens=True):
    """Only a reaction sends it."""

    subject_ids: Annotated[tuple[UUID, ...], Field(min_length=1)]
    source_event_id: UUID


# Decisions


def note(casework: Casework, command: NoteOfficialThreat) -> list[AnyEvent]:
    return [] if command.source_event_id in casework.threats else [OfficialThreatNoted(**command.fields())]


def official_threat(
    case_id: UUID, source: UUID, from_: str | None, subjects: Iterable[UUID]
) -> list[NoteOfficialThreat]:
    """What a reaction notes of a threat that another service tells of: nothing, where no official threatens anybody."""
    people = tuple(sorted(set(subjects)))
    if from_ != "official" or not people:
        return []
    return [NoteOfficialThreat(case_id=case_id, subject_ids=people, source_event_id=source)]


class InDanger(Protocol):
    @property
    def id(self) -> UUID: ...


class Risk(Protocol):
    """A risk that another service raised, as a reader of it sees it."""

    @property
    def from_(self) -> str: ...
    @property
    def subjects(self) -> Iterable[InDanger]: ...


class Noted(Protocol):
    """A threat that another service noted."""

    @property
    def subject_ids(self) -> Iterable[UUID]: ...
    @property
    def source_event_id(self) -> UUID: ...


def threat_in_risk(event: Risk, origin: Metadata) -> list[Command]:
    """Those in danger are warned by aftercare; what counts everywhere is whom nothing may be told."""
    return [*official_threat(origin.case_id, origin.event_id, event.from_, (one.id for one in event.subjects))]


def threat_noted_elsewhere(event: Noted, origin: Metadata) -> list[Command]:
    return [*official_threat(origin.case_id, event.source_event_id, "official", event.subject_ids)]


# What the events change


def noted(casework: Casework, event: OfficialThreatNoted) -> Casework:
    return known(casework, event.source_event_id, event.subject_ids)


def known(casework: Casework, source: UUID, subjects: Iterable[UUID]) -> Casework:
    """These people are threatened by somebody official, as the event with this id says."""
    return replace(casework, threats={**casework.threats, source: frozenset(subjects)})
