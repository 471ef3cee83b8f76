"""Who reads what of a case here: the roles of each question and document, and what the timeline shows of each team.

Nothing that is not named is shown. Other teams learn of readiness and safety, never why.
"""

from collections.abc import Mapping

from casework.need_to_know import CORRECTIONS, GRANTED, REQUESTS, Granted, of_teams
from casework.reach import ON_DUTY, OUT_OF_REACH
from casework.roles import COUNSEL, DIRECTOR, DPO, DUTY_OFFICER, INVESTIGATOR, LAWYER, SOCIAL_WORKER, SURVIVOR
from throughline.domain.aggregate import members

from aftercare import assessment, case_care, survivor

READ_CASES = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_RECHECKS = frozenset({SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})
READ_CASELOAD = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_ASSESSMENTS = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_LOGS = frozenset({DPO})
READ_TASKS = frozenset({SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, DPO})
READ_CASE_TASKS = frozenset({SOCIAL_WORKER, DIRECTOR})
READ_CLIENTS = frozenset({COUNSEL})
READ_ONESELF = frozenset({SURVIVOR})
OF_OTHERS: Mapping[str, str] = {SOCIAL_WORKER: "survivors_of_others"}
"""Whom a caseworker does not see: those whom somebody else looks after, and she does not cover for them."""
REACH: Mapping[str, str] = ON_DUTY
HIDES: Mapping[str, str] = {**OF_OTHERS, **OUT_OF_REACH}
"""A duty officer reaches those in danger, and for 72 hours: nobody else's case or document is there."""

CLINICAL = frozenset(event.__name__ for event in members(assessment.Event))
CHARGES = frozenset({"ChargesNoted"})
EVERYTHING = frozenset(event.__name__ for event in (*members(case_care.Event), *members(survivor.Event)))
OWN_WORK = (EVERYTHING | CORRECTIONS) - CLINICAL - CHARGES - REQUESTS
"""What a caseworker sees of care: scores she reads of her own survivors, and no timeline shows them to her."""

VISIBLE: Mapping[str, Granted] = {
    SOCIAL_WORKER: {**GRANTED[SOCIAL_WORKER], "aftercare": OWN_WORK},
    DIRECTOR: GRANTED[DIRECTOR],
    DPO: GRANTED[DPO],
    LAWYER: of_teams(GRANTED[LAWYER], "legal", "aftercare"),
    INVESTIGATOR: of_teams(GRANTED[INVESTIGATOR], "aftercare"),
    DUTY_OFFICER: of_teams(GRANTED[DUTY_OFFICER], "aftercare"),
}
"""Which cases of intake's a lawyer, an investigator or a duty officer may look into, intake alone knows."""

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Facility": frozenset({SOCIAL_WORKER}),
    "SafetyPlanDocument": frozenset({SOCIAL_WORKER, COUNSEL, SURVIVOR}),
    "SafetyRiskDetail": frozenset({SOCIAL_WORKER, DUTY_OFFICER, COUNSEL}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {"Facility": frozenset({SOCIAL_WORKER})}
