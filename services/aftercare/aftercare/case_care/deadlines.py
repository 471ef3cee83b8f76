"""Which facts start and stop the clock of a safety re-check: one deadline for each event that makes somebody wait.

Guarantees that a re-check nobody acknowledged is escalated when it is due and every four hours after, and that an
attempt which did not reach her is not taken for one that did.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

import casework
from casework.markers import CaseworkEvent
from throughline.domain import Deadline, DeadlineMet, Event

from aftercare.case_care.consent import ConsentNoted, PreferenceNoted
from aftercare.case_care.corrections import CorrectionNoted
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.joining import VictimRecordsJoinNoted
from aftercare.case_care.merging import CARRY_OVER, CONSENTS, MergedCaseNoted
from aftercare.case_care.people import VictimNoted
from aftercare.case_care.rechecks import (
    REPEAT,
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
)
from aftercare.case_care.state import CaseCare
from aftercare.case_care.statements import SafetyConcernStated

CLOCK = "safety_recheck"
CARRIED = (
    VictimNoted,
    PreferenceNoted,
    HearingNoted,
    CustodyChangeNoted,
    CorrectionNoted,
    VictimRecordsJoinNoted,
    casework.SafetyRiskRaised,
    casework.OfficialThreatNoted,
    SafetyConcernStated,
)
"""What a merged case learns, and the case that goes on has to."""


def named(care: CaseCare, event: Event) -> Iterator[Deadline | DeadlineMet]:
    """`care` is the state after the event."""
    if care.merged_into and isinstance(event, CARRIED):
        yield Deadline(CARRY_OVER, str(care.merged_into), event.metadata.recorded_at)
    if isinstance(event, ConsentNoted | MergedCaseNoted):
        for merged in sorted(care.merged_from):
            yield Deadline(CONSENTS, str(merged), event.metadata.recorded_at)
    match event:
        case SafetyRecheckFellDue():
            yield Deadline(CLOCK, str(event.metadata.event_id), event.due_at)
        case SafetyRecheckEscalated():
            yield Deadline(CLOCK, str(event.metadata.event_id), event.metadata.recorded_at + REPEAT)
        case SafetyRecheckDone(outcome="not_reached"):
            if recheck := care.rechecks.get(event.person_id):
                again = max(event.metadata.recorded_at + REPEAT, recheck.due_at)
                yield Deadline(CLOCK, str(event.metadata.event_id), again)
        case SafetyRecheckDone():
            yield from met(care, (event.person_id,))
        case SafetyRecheckAcknowledged():
            yield from met(care, event.person_ids)
        case PreferenceNoted(warn="no"):
            yield from met(care, (event.person_id,))
        case CaseworkEvent():
            yield from casework.deadlines(care.casework, event)


def met(care: CaseCare, people: Iterable[UUID]) -> Iterator[DeadlineMet]:
    """The deadlines about these people that nobody waits for any more."""
    waiting = {person for person, recheck in care.rechecks.items() if not recheck.acknowledged}
    for alarm, about in care.alarms.items():
        if not about.isdisjoint(people) and about.isdisjoint(waiting):
            yield DeadlineMet(CLOCK, str(alarm))
