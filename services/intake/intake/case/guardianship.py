"""Who speaks for a child: the guardianship that an authority determined, guardians who are excluded, reports we owe.

Guarantees that what an excluded guardian agreed to lapses in the same append. Who may consent is consent.py's. The
guardian is in the vault; events carry the reference.
"""

from typing import assert_never
from uuid import UUID

from casework.roles import DIRECTOR, IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from intake.case.codes import ExclusionReason, Guardian
from intake.case.lapsing import of_guardian
from intake.case.state import Case
from intake.case.victims import keep, tell

# Events. These names and fields are the storage format: never rename, add a V2.


class GuardianshipDetermined(AnyEvent):
    victim_id: UUID
    guardian: Guardian
    authority_org_id: UUID


class GuardianExcluded(AnyEvent):
    victim_id: UUID
    guardian_ref: UUID
    reason: ExclusionReason


class MandatoryReportMade(AnyEvent):
    victim_id: UUID
    to_org_id: UUID


# Commands


class RecordGuardianship(Fact, roles=frozenset({SOCIAL_WORKER, IMPORTER}), records=GuardianshipDetermined):
    """An authority determined who her guardian is, or that she has none."""

    victim_id: UUID
    guardian: Guardian
    authority_org_id: UUID


class RecordGuardianExcluded(Fact, roles=frozenset({SOCIAL_WORKER, DIRECTOR, IMPORTER}), records=GuardianExcluded):
    """This person does not speak for her any more. Suspected of trafficking her is reason enough."""

    victim_id: UUID
    guardian_ref: UUID
    reason: ExclusionReason


class RecordMandatoryReport(
    Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, DIRECTOR, IMPORTER}), records=MandatoryReportMade
):
    """We told the authority what the law obliges us to tell of her."""

    victim_id: UUID
    to_org_id: UUID


Command = RecordGuardianship | RecordGuardianExcluded | RecordMandatoryReport
Event = GuardianshipDetermined | GuardianExcluded | MandatoryReportMade

# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    fields, moment = command.fields(), command.occurred_on
    match command:
        case RecordGuardianship():
            return tell(case, command.victim_id, GuardianshipDetermined(**fields), moment)
        case RecordGuardianExcluded():
            if is_excluded(case, command.victim_id, command.guardian_ref):
                return []
            told = tell(case, command.victim_id, GuardianExcluded(**fields), moment)
            lapsed = of_guardian(case, command.victim_id, "guardian_excluded", command.guardian_ref)
            return [*told, *lapsed]
        case RecordMandatoryReport():
            return tell(case, command.victim_id, MandatoryReportMade(**fields), moment)
        case other:
            assert_never(other)


def is_excluded(case: Case, victim_id: UUID, guardian_ref: UUID) -> bool:
    victim = case.victims.get(victim_id)
    return victim is not None and any(told.guardian_ref == guardian_ref for told in victim.told(GuardianExcluded))


def appointed(case: Case, victim_id: UUID) -> bool:
    """Whether her guardian is the state's or a court's choice, not her family's."""
    victim = case.victims.get(victim_id)
    known = victim.latest(GuardianshipDetermined) if victim else None
    return known is not None and known.guardian in ("state", "court_appointed")


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return keep(case, event.victim_id, event)
