"""From a gap in the justice system to a reform: found in so many cases, proposed, and adopted by those who can.

Guarantees that a reform is proposed for a gap that was found and adopted once it was proposed; what an authority
adopted unasked is held until somebody says which proposal it answers. Whether it changed anything only studies can say.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Event, Fact, Field, Rejected

from reporting.codes import Code, Jurisdiction, OfficeId
from reporting.programme.state import Programme, ReformKind, programme_of
from reporting.roles import WRITERS

CaseCount = Annotated[int, Field(ge=1)]

# Events. These names and fields are the storage format: never rename, add a V2.


class SystemGapIdentified(Event):
    sensitivity = "internal"

    gap_id: UUID
    area: Code
    from_case_count: int


class ReformProposed(Event):
    sensitivity = "internal"

    reform_id: UUID
    gap_id: UUID


class ReformAdopted(Event):
    sensitivity = "internal"

    reform_id: UUID
    kind: ReformKind


# Commands. The case id is the programme's id: `programme_of(office)`.


class IdentifySystemGap(Decision, roles=WRITERS, opens=True):
    """Something that failed in several cases, and does not lie in any one of them."""

    office_id: OfficeId
    jurisdiction: Jurisdiction | None = None
    gap_id: UUID
    area: Code
    from_case_count: CaseCount


class ProposeReform(Decision, roles=WRITERS):
    reform_id: UUID
    gap_id: UUID


class RecordReformAdopted(Fact, roles=WRITERS, records=ReformAdopted):
    reform_id: UUID
    kind: ReformKind


# Rules


class NotThisOfficesProgramme(Rejected):
    def __init__(self, office_id: str) -> None:
        super().__init__(f"{office_id} has one programme, {programme_of(office_id)}; write it down there")


class GapKnownOtherwise(Rejected):
    def __init__(self, gap_id: UUID) -> None:
        super().__init__(f"gap {gap_id} is known with another area or number of cases; give this one its own id")


class UnknownGap(Rejected):
    def __init__(self, gap_id: UUID) -> None:
        super().__init__(f"gap {gap_id} was not identified in this programme; identify it first")


class ReformProposedOtherwise(Rejected):
    def __init__(self, reform_id: UUID) -> None:
        super().__init__(f"reform {reform_id} is proposed for another gap; give this one its own id")


class ReformNotProposed(Rejected):
    def __init__(self, reform_id: UUID) -> None:
        super().__init__(f"reform {reform_id} was not proposed in this programme; record which gap it answers first")


class ReformAdoptedOtherwise(Rejected):
    def __init__(self, reform_id: UUID, kind: ReformKind) -> None:
        super().__init__(f"reform {reform_id} is recorded as adopted by {kind}; correct that one if it is wrong")


# Decisions


def identify_gap(programme: Programme, command: IdentifySystemGap) -> list[Event]:
    if command.case_id != programme_of(command.office_id):
        raise NotThisOfficesProgramme(command.office_id)
    known = programme.gaps.get(command.gap_id)
    if known is None:
        return [SystemGapIdentified(**command.fields("office_id", "jurisdiction"))]
    if known != (command.area, command.from_case_count):
        raise GapKnownOtherwise(command.gap_id)
    return []


def propose_reform(programme: Programme, command: ProposeReform) -> list[Event]:
    if command.gap_id not in programme.gaps:
        raise UnknownGap(command.gap_id)
    known = programme.proposed.get(command.reform_id)
    if known is None:
        return [ReformProposed(**command.fields())]
    if known != command.gap_id:
        raise ReformProposedOtherwise(command.reform_id)
    return []


def record_adopted(programme: Programme, command: RecordReformAdopted) -> list[Event]:
    if command.reform_id not in programme.proposed:
        raise ReformNotProposed(command.reform_id)
    known = programme.adopted.get(command.reform_id)
    if known is None:
        return [ReformAdopted(**command.fields())]
    if known != command.kind:
        raise ReformAdoptedOtherwise(command.reform_id, known)
    return []


# What the events change


def identified(programme: Programme, event: SystemGapIdentified) -> Programme:
    return replace(programme, gaps={**programme.gaps, event.gap_id: (event.area, event.from_case_count)})


def proposed(programme: Programme, event: ReformProposed) -> Programme:
    return replace(programme, proposed={**programme.proposed, event.reform_id: event.gap_id})


def adopted(programme: Programme, event: ReformAdopted) -> Programme:
    return replace(programme, adopted={**programme.adopted, event.reform_id: event.kind})
