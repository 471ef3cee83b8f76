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

from casework import risks, tasks
from casework.codes import RiskSubject
from casework.deadlines import CLOCK, deadlines
from casework.ledger import Ledger
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.risks import RecordSafetyRisk, RecordSafetyRiskMitigated, SafetyRiskMitigated, SafetyRiskRaised
from casework.state import NOTHING, Casework
from casework.tasks import (
    EscalateTask,
    FinishTask,
    TaskDone,
    TaskEscalated,
    TaskOpened,
    finish_tasks,
    open_task,
    own_event,
)

__all__ = [
    "CLOCK",
    "NOTHING",
    "Casework",
    "CaseworkCommand",
    "CaseworkEvent",
    "Command",
    "EscalateTask",
    "Event",
    "FinishTask",
    "Ledger",
    "RecordSafetyRisk",
    "RecordSafetyRiskMitigated",
    "RiskSubject",
    "SafetyRiskMitigated",
    "SafetyRiskRaised",
    "TaskDone",
    "TaskEscalated",
    "TaskOpened",
    "deadlines",
    "decide",
    "evolve",
    "finish_tasks",
    "open_task",
    "own_event",
]

Command = FinishTask | EscalateTask | RecordSafetyRisk | RecordSafetyRiskMitigated
Event = TaskOpened | TaskDone | TaskEscalated | SafetyRiskRaised | SafetyRiskMitigated


def decide(casework: Casework, command: Command, ledger: Ledger) -> list[AnyEvent]:
    match command:
        case FinishTask():
            return tasks.finish(casework, command)
        case EscalateTask():
            return tasks.escalate(casework, command)
        case RecordSafetyRisk():
            return risks.record(casework, command)
        case RecordSafetyRiskMitigated():
            return risks.mitigated(casework, command)
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
        case other:
            assert_never(other)
