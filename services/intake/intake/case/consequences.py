"""What follows in the same append from what was decided: consents lapse, parts open, the case closes, or reopens.

Guarantees that a part is opened, or is at work again, with the fact that needs it, that the case closes in the very
append that leaves nothing to do, whatever came last, and that no closed case has anybody whom a part does not cover.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import casework
from casework import NOTHING
from throughline.domain import Command, Event, Mending, foresee
from throughline.domain.clearing import LaterEventsRestOnIt

from intake.case.age import of_children
from intake.case.asking import TAKE_UP, asked_by
from intake.case.closing import CaseClosed, CaseReopened
from intake.case.codes import FactReopening, PartName
from intake.case.guardians import of_guardians
from intake.case.parts import PartOpened
from intake.case.safety import AssistanceRequested, VictimBroughtToSafety
from intake.case.state import Case, Closed, Opened
from intake.case.status import VictimStatusDetermined
from intake.case.suspects import SuspectIdentified
from intake.case.victims import VictimEncountered

UNTOLD = Case()
PARTS: tuple[PartName, ...] = ("legal", "aftercare")
REOPENED_BY: Mapping[type[Event], FactReopening] = {
    AssistanceRequested: "assistance_requested",
    VictimBroughtToSafety: "brought_to_safety",
    VictimStatusDetermined: "status_determined",
    VictimEncountered: "new_victim",
    SuspectIdentified: "new_suspect",
}


def with_consequences(
    evolve: Callable[[Case, Any], Case], case: Case, command: Command, decided: Sequence[Event]
) -> list[Event]:
    """The decided events and those that they make true. A merged case neither closes nor reopens."""
    after = foresee(evolve, case, command, decided)
    decided = [*decided, *of_guardians(case, after), *of_children(case, after)]
    events = [*decided, *asked_by(case, command, decided)]
    after = foresee(evolve, case, command, events)
    if after.merged_into:
        return events
    needed = [PartOpened(part=part) for part in PARTS if part not in after.opened_parts and needs(after, part)]
    again = [PartOpened(part=part) for part in PARTS if has_work_again(case, after, part)]
    if isinstance(after.stage, Closed):
        if needed or again or not after.work_done:
            events.append(CaseReopened(reason=why(events)))
    else:
        events += again
    events += needed
    after = foresee(evolve, case, command, events)
    if isinstance(after.stage, Opened) and after.complete:
        events.append(CaseClosed(outcome="parts_completed" if after.opened_parts else "nothing_handed_over"))
    return events


def mended(evolve: Callable[[Case, Any], Case], mending: Mending[Case]) -> list[Event]:
    """What follows from a correction: who was told is told again, and the case stands as what is right leaves it.

    Nobody takes up a referral that there never was.
    Raises LaterEventsRestOnIt where a case would be left that was worked on and never referred.
    """
    case = mending.after
    if mending.before.referral and not case.referral and replace(case, casework=NOTHING) != UNTOLD:
        raise LaterEventsRestOnIt(mending.wrong)
    told = casework.after_correction(case.casework, mending, "social_worker")
    if not case.referral:
        told += casework.finish_tasks(case.casework, TAKE_UP)
    again = [] if isinstance(case.stage, Closed) else [p for p in PARTS if has_work_again(mending.before, case, p)]
    lapsed = of_guardians(mending.before, case)
    decided = [*told, *lapsed, *(PartOpened(part=part) for part in again)]
    return with_consequences(evolve, case, mending.command, decided)


def has_work_again(case: Case, after: Case, part: PartName) -> bool:
    """Whether a closed part has somebody more to answer for. It says so itself too, once it hears of it."""
    closed_with = case.closed_parts.get(part)
    if closed_with is None or after.closed_parts.get(part) != closed_with:
        return False
    if after.lacking(part) - case.lacking(part):
        return True
    return part == "aftercare" and any(
        victim.comes_again(case.victims[victim_id])
        for victim_id, victim in after.victims.items()
        if victim_id in closed_with and victim_id in case.victims
    )


def needs(case: Case, part: PartName) -> bool:
    """Whether the case has work for a part at all."""
    thought = {status for victim in case.victims.values() for status in victim.thought}
    if part == "legal":
        return bool(case.handed_over("legal")) or "ActualVictimOfTrafficking" in thought
    reached = any(victim.rescue or victim.asked_on for victim in case.victims.values())
    return reached or bool(thought & {"PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"})


def why(events: Sequence[Event]) -> FactReopening:
    """The reason code of a reopening, by the fact that weighs most among those that came."""
    came = {type(event) for event in events}
    return next((reason for fact, reason in REOPENED_BY.items() if fact in came), "not_covered")
