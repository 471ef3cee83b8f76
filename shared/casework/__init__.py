"""What every per-case stream has in common: tasks, safety risks, disclosures and requests.

A service's aggregate embeds it; the wire names are the same in every service. It knows no service and no stream.

    Command = RecordArrest | … | casework.Command          Event = SuspectArrested | … | casework.Event

    class Docket: …; casework: Casework = NOTHING           # a field of the frozen state

    case CaseworkCommand():                                 # in decide; the ledger is made of the service's state
        return casework.decide(docket.casework, command, Ledger(covers=…, held=…))
    case CaseworkEvent():                                   # in evolve
        return replace(docket, casework=casework.evolve(docket.casework, event))
    case CaseworkEvent():                                   # in the function that names deadlines
        yield from casework.deadlines(docket.casework, event)

    Service(…, clock={**deadlines.COMMANDS, **casework.CLOCK})

None of its commands is refused because a part is closed: a service guards its own decisions only. A rule of the service
asks somebody to act with `open_task` and takes it back with `finish_tasks`, on the state as it will be.
"""

from typing import assert_never

from throughline.domain import Event as AnyEvent

from casework import corrections, disclosures, erasure, requests, risks, tasks, threats
from casework.clocks import CLOCK, deadlines
from casework.codes import RiskSubject
from casework.corrections import AskToMend, TakeBackNotes, TellOfCorrection, after_correction, corrected_elsewhere
from casework.disclosures import (
    DataDisclosed,
    DiscloseData,
    RecipientsToldOfChange,
    TellRecipientsOfChange,
    concerning,
    tell_recipients,
    under_consent,
)
from casework.erasure import (
    EraseSubject,
    ErasureDeferred,
    NoteSubjectErased,
    RetentionReviewFellDue,
    ReviewRetention,
    SubjectErased,
    retention_review,
)
from casework.ledger import Ledger, Sharing
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.requests import (
    AnswerSubjectRequest,
    BreakGlassUsed,
    NoteBrokenGlass,
    RecordSubjectRequest,
    SubjectRequestAnswered,
    SubjectRequestReceived,
)
from casework.risks import RecordSafetyRisk, RecordSafetyRiskMitigated, SafetyRiskMitigated, SafetyRiskRaised
from casework.state import NOTHING, Casework
from casework.takeover import clocks_at_takeover, owed_at_takeover
from casework.tasks import (
    EndTasksAbout,
    EscalateTask,
    FinishTask,
    TaskDone,
    TaskEscalated,
    TaskOpened,
    finish_tasks,
    of_today,
    open_task,
    own_event,
)
from casework.threats import (
    NoteOfficialThreat,
    OfficialThreatNoted,
    official_threat,
    threat_in_risk,
    threat_noted_elsewhere,
)

__all__ = [
    "CLOCK",
    "NOTHING",
    "AnswerSubjectRequest",
    "AskToMend",
    "BreakGlassUsed",
    "Casework",
    "CaseworkCommand",
    "CaseworkEvent",
    "Command",
    "DataDisclosed",
    "DiscloseData",
    "EndTasksAbout",
    "EraseSubject",
    "ErasureDeferred",
    "EscalateTask",
    "Event",
    "FinishTask",
    "Ledger",
    "NoteBrokenGlass",
    "NoteOfficialThreat",
    "NoteSubjectErased",
    "OfficialThreatNoted",
    "RecipientsToldOfChange",
    "RecordSafetyRisk",
    "RecordSafetyRiskMitigated",
    "RecordSubjectRequest",
    "RetentionReviewFellDue",
    "ReviewRetention",
    "RiskSubject",
    "SafetyRiskMitigated",
    "SafetyRiskRaised",
    "Sharing",
    "SubjectErased",
    "SubjectRequestAnswered",
    "SubjectRequestReceived",
    "TakeBackNotes",
    "TaskDone",
    "TaskEscalated",
    "TaskOpened",
    "TellOfCorrection",
    "TellRecipientsOfChange",
    "after_correction",
    "clocks_at_takeover",
    "concerning",
    "corrected_elsewhere",
    "deadlines",
    "decide",
    "evolve",
    "finish_tasks",
    "of_today",
    "official_threat",
    "open_task",
    "owed_at_takeover",
    "own_event",
    "retention_review",
    "tell_recipients",
    "threat_in_risk",
    "threat_noted_elsewhere",
    "under_consent",
]

Command = (
    FinishTask
    | EscalateTask
    | EndTasksAbout
    | RecordSafetyRisk
    | RecordSafetyRiskMitigated
    | NoteOfficialThreat
    | DiscloseData
    | TellRecipientsOfChange
    | RecordSubjectRequest
    | AnswerSubjectRequest
    | NoteBrokenGlass
    | EraseSubject
    | NoteSubjectErased
    | ReviewRetention
    | TellOfCorrection
    | AskToMend
)
Event = (
    TaskOpened
    | TaskDone
    | TaskEscalated
    | SafetyRiskRaised
    | SafetyRiskMitigated
    | OfficialThreatNoted
    | DataDisclosed
    | RecipientsToldOfChange
    | SubjectRequestReceived
    | SubjectRequestAnswered
    | BreakGlassUsed
    | SubjectErased
    | ErasureDeferred
    | RetentionReviewFellDue
)


def decide(casework: Casework, command: Command, ledger: Ledger) -> list[AnyEvent]:
    match command:
        case FinishTask():
            return tasks.finish(casework, command)
        case EscalateTask():
            return tasks.escalate(casework, command)
        case EndTasksAbout():
            return tasks.end_about(casework, command)
        case RecordSafetyRisk():
            return risks.record(casework, command)
        case RecordSafetyRiskMitigated():
            return risks.mitigated(casework, command)
        case NoteOfficialThreat():
            return threats.note(casework, command)
        case DiscloseData():
            return disclosures.disclose(casework, command, ledger)
        case TellRecipientsOfChange():
            return disclosures.tell_of_change(casework, command)
        case RecordSubjectRequest():
            return requests.received(casework, command)
        case AnswerSubjectRequest():
            return requests.answer(casework, command, ledger)
        case NoteBrokenGlass():
            return requests.glass_broken(casework, command)
        case EraseSubject() | NoteSubjectErased():
            return erasure.erase(casework, command, ledger)
        case ReviewRetention():
            return erasure.review(casework, command)
        case TellOfCorrection():
            return corrections.tell_elsewhere(casework, command)
        case AskToMend():
            return corrections.ask_to_mend(casework, command)
        case other:
            assert_never(other)


def evolve(casework: Casework, event: Event) -> Casework:
    match event:
        case TaskOpened():
            return tasks.opened(casework, event)
        case TaskDone():
            return tasks.done(casework, event)
        case TaskEscalated():
            return tasks.escalated(casework, event)
        case SafetyRiskRaised():
            return risks.risk_raised(casework, event)
        case SafetyRiskMitigated():
            return risks.risk_mitigated(casework, event)
        case OfficialThreatNoted():
            return threats.noted(casework, event)
        case DataDisclosed():
            return disclosures.disclosed(casework, event)
        case RecipientsToldOfChange():
            return disclosures.recipients_told(casework, event)
        case SubjectRequestReceived():
            return requests.request_received(casework, event)
        case SubjectRequestAnswered():
            return requests.request_answered(casework, event)
        case BreakGlassUsed():
            return requests.broken_glass(casework, event)
        case SubjectErased():
            return erasure.subject_erased(casework, event)
        case ErasureDeferred():
            return erasure.erasure_deferred(casework, event)
        case RetentionReviewFellDue():
            return erasure.review_fell_due(casework, event)
        case other:
            assert_never(other)
