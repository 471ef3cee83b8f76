"""Which facts of a prosecution change whether an accused is at large, or may soon be: checked against every event.

Data for whoever warns people. Guarantees, by a test, that every event of a prosecution is on one side or the other. A
held fact of any of these kinds warns as well: what it would have said is not known to be wrong.
"""

from collections.abc import Callable, Mapping

from throughline.domain import Event

from legal.prosecution.appeals import AppealDecided, AppealFiled
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.bail import BailBreached, BailCancelled, BailConditionsChanged, BailGranted, BailRefused
from legal.prosecution.charges import ChargeAccepted, ChargeRejected, ChargesFiled, ChargeWithdrawn
from legal.prosecution.compensation import CompensationOrdered, CompensationReceived
from legal.prosecution.complaint import ComplaintRefused, ComplaintRegistered, InvestigationOpened, ProsecutionStarted
from legal.prosecution.custody import (
    AccusedAbsconded,
    AccusedRecaptured,
    AccusedSurrendered,
    CustodyEnded,
    ReleaseExpected,
    RemandOrdered,
    SuspectArrested,
    SuspectReleased,
)
from legal.prosecution.ending import (
    AccusedDied,
    JudgmentBecameFinal,
    ProceedingsResumed,
    ProceedingsSuspended,
    ProsecutionDiscontinued,
)
from legal.prosecution.hearings import HearingAdjourned, HearingHeld, HearingScheduled, HearingVacated
from legal.prosecution.registration import AccusedRegistered, AccusedSummoned
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.state import GUILTY, Prosecution
from legal.prosecution.testimony import TestimonyGiven, WitnessSummoned
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded

ALWAYS: frozenset[type[Event]] = frozenset(
    {
        SuspectArrested,
        RemandOrdered,
        BailGranted,
        BailConditionsChanged,
        BailBreached,
        BailCancelled,
        SuspectReleased,
        AccusedAbsconded,
        AccusedRecaptured,
        AccusedSurrendered,
        CustodyEnded,
        AppealDecided,
        ProsecutionDiscontinued,
        ProceedingsSuspended,
        AccusedDied,
    }
)


def verdict_frees(_after: Prosecution, event: Event) -> bool:
    return isinstance(event, VerdictRecorded) and event.verdict not in GUILTY


def sentence_frees(_after: Prosecution, event: Event) -> bool:
    """A term that nobody stated may be none."""
    return isinstance(event, SentencePassed) and not event.custodial


def was_last_charge(after: Prosecution, event: Event) -> bool:
    if not isinstance(event, ChargeRejected | ChargeWithdrawn):
        return False
    accused_id = after.charges[event.charge_id].accused_id
    return not any(charge.open for charge in after.charges_of(accused_id))


DEPENDS: Mapping[type[Event], Callable[[Prosecution, Event], bool]] = {
    VerdictRecorded: verdict_frees,
    SentencePassed: sentence_frees,
    ChargeRejected: was_last_charge,
    ChargeWithdrawn: was_last_charge,
}

NEVER: frozenset[type[Event]] = frozenset(
    {
        ProsecutionStarted,
        InvestigationOpened,
        ComplaintRegistered,
        ComplaintRefused,
        AccusedRegistered,
        AccusedSummoned,
        BailRefused,
        ReleaseExpected,
        ChargesFiled,
        ChargeAccepted,
        ArraignmentHeld,
        PleaEntered,
        HearingScheduled,
        HearingHeld,
        HearingAdjourned,
        HearingVacated,
        WitnessSummoned,
        TestimonyGiven,
        DispositionReported,
        CompensationOrdered,
        CompensationReceived,
        AppealFiled,
        JudgmentBecameFinal,
        ProceedingsResumed,
    }
)
"""An expected release, and hearings on bail, judgment or appeal, are announced ahead by rules of their own."""


def is_liberty_fact(after: Prosecution, event: Event) -> bool:
    """`after` is the prosecution with the event folded in."""
    return type(event) in ALWAYS or (type(event) in DEPENDS and DEPENDS[type(event)](after, event))
