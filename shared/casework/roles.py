"""The roles of the agency and its partners, as tokens name them, and which of them a shared command is for."""

from collections.abc import Mapping
from typing import Literal

INVESTIGATOR = "investigator"
LAWYER = "lawyer"
SOCIAL_WORKER = "social_worker"
DUTY_OFFICER = "duty_officer"
DIRECTOR = "director"
COUNSEL = "counsel"
HQ_ANALYST = "hq_analyst"
DPO = "data_protection_officer"
OPERATOR = "operator"
GOVERNMENT_PARTNER = "government_partner"
SURVIVOR = "survivor"
IMPORTER = "importer"

CASEWORKERS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})
"""Who works on cases: they raise safety risks and finish tasks."""
FINISHERS = CASEWORKERS | {DPO}
DISCLOSERS = frozenset({LAWYER, SOCIAL_WORKER, DIRECTOR})
DATA_PROTECTION = frozenset({DPO})

TaskRole = Literal[
    "investigator",
    "lawyer",
    "social_worker",
    "duty_officer",
    "director",
    "data_protection_officer",
    "hq_analyst",
    "hq_duty",
]
"""Whom a task is for. `hq_duty` is headquarters' duty desk, the last to be asked; no token names it."""

NEXT: Mapping[TaskRole, TaskRole] = {
    "investigator": "director",
    "lawyer": "director",
    "social_worker": "director",
    "duty_officer": "director",
    "data_protection_officer": "director",
    "director": "hq_duty",
    "hq_analyst": "hq_duty",
    "hq_duty": "hq_duty",
}
"""Who is asked when a task was not done in time."""
