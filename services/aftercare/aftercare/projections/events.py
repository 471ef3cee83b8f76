"""The events of aftercare in groups, so that each read model says what it leaves out."""

import casework
from throughline.domain import Event
from throughline.domain.aggregate import members

from aftercare import assessment, case_care, survivor
from aftercare.case_care.charges import ChargesNoted
from aftercare.case_care.consent import ConsentNoted, PreferenceNoted
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.orders import ProtectionOrderNoted
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.rechecks import (
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
)
from aftercare.case_care.statements import ReadinessStated, SafetyConcernStated

Events = frozenset[type[Event]]

CASE_CARE: Events = frozenset(members(case_care.Event))
SURVIVOR: Events = frozenset(members(survivor.Event))
ASSESSMENT: Events = frozenset(members(assessment.Event))
ALL = CASE_CARE | SURVIVOR | ASSESSMENT

NOTES: Events = frozenset(
    {
        CareOpened,
        VictimNoted,
        ConsentNoted,
        PreferenceNoted,
        CustodyChangeNoted,
        ChargesNoted,
        HearingNoted,
        ProtectionOrderNoted,
    }
)
TASKS: Events = frozenset({casework.TaskOpened, casework.TaskDone, casework.TaskEscalated})
RECHECKS: Events = frozenset(
    {SafetyRecheckFellDue, SafetyRecheckAcknowledged, SafetyRecheckDone, SafetyRecheckEscalated}
)
STATEMENTS: Events = frozenset({ReadinessStated, SafetyConcernStated})
