"""What other services' facts become here: each kind of note, and the rule that says what is new in it."""

from collections.abc import Sequence
from typing import assert_never

from throughline.domain import Event as AnyEvent
from throughline.domain import OnStream, Seen

from aftercare.case_care import (
    capacity,
    carrying,
    charges,
    closing,
    consent,
    consequences,
    corrections,
    custody,
    hearings,
    joining,
    merging,
    orders,
    people,
    taking_over,
    threats,
    told,
)
from aftercare.case_care.capacity import (
    NoteOperationOver,
    NoteOperationPlanned,
)
from aftercare.case_care.charges import NoteCharges
from aftercare.case_care.closing import ReopenAftercare
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.corrections import NoteCorrection, NoteHeldFactDismissed
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.joining import NoteVictimRecordsJoined
from aftercare.case_care.merging import (
    NoteCaseMerge,
    NoteCaseSplit,
    NoteConsentsElsewhere,
    NoteMergedCase,
)
from aftercare.case_care.orders import NoteProtectionOrder
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.state import CaseCare
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.case_care.threats import NoteSafetyRisk
from aftercare.case_care.told import NoteDataQualityIssue, NoteMoneyAwarded, NoteOutcomeInCourt
from aftercare.survivor.state import here, wherever

Note = (
    NoteVictim
    | NoteConsent
    | NotePreference
    | NoteCustodyChange
    | NoteCharges
    | NoteHearing
    | NoteProtectionOrder
    | NoteSafetyRisk
    | NoteCorrection
    | NoteHeldFactDismissed
    | NoteOperationPlanned
    | NoteOperationOver
    | NoteOutcomeInCourt
    | NoteMoneyAwarded
    | NoteDataQualityIssue
    | NoteCaseMerge
    | NoteCaseSplit
    | NoteMergedCase
    | NoteConsentsElsewhere
    | NoteVictimRecordsJoined
    | NoteCaseTakenOver
    | ReopenAftercare
)


def note(care: CaseCare, command: Note, seen: Seen) -> Sequence[AnyEvent | OnStream]:
    """What comes of an event that was found to be wrong is no note any more."""
    if command.issue.causation_id in care.corrected:
        return []
    match command:
        case NoteVictim():
            return people.note_victim(care, command, wherever(seen, command.victim_id))
        case NoteConsent():
            return consent.note_consent(care, command)
        case NotePreference():
            return consent.note_preference(care, command)
        case NoteCustodyChange():
            return custody.note_custody_change(care, command)
        case NoteCharges():
            return charges.note_charges(care, command)
        case NoteHearing():
            return hearings.note_hearing(care, command)
        case NoteProtectionOrder():
            return orders.note_order(care, command)
        case NoteSafetyRisk():
            return threats.note_risk(care, command)
        case NoteCorrection() | NoteHeldFactDismissed():
            return corrections.note_correction(care, command)
        case NoteOperationPlanned():
            return capacity.note_planned(care, command)
        case NoteOperationOver():
            return capacity.note_over(care, command)
        case NoteOutcomeInCourt():
            return told.outcome_in_court(care, command, {person: here(seen, person) for person in care.enrolled})
        case NoteMoneyAwarded():
            return told.money_awarded(care, command, {person: here(seen, person) for person in care.enrolled})
        case NoteDataQualityIssue():
            return told.data_quality_issue(care, command)
        case NoteCaseMerge():
            return merging.note_merge(care, command)
        case NoteCaseSplit():
            return merging.note_split(care, command)
        case NoteMergedCase():
            return carrying.carried(care, command, consequences.other_case(command, seen))
        case NoteConsentsElsewhere():
            return [*carrying.consents(care, command, consequences.other_case(command, seen))]
        case NoteVictimRecordsJoined():
            return joining.note_joined(care, command)
        case NoteCaseTakenOver():
            return taking_over.note_taken_over(care, command, {person: here(seen, person) for person in care.enrolled})
        case ReopenAftercare():
            return closing.reopen(care, command)
        case other:
            assert_never(other)
