"""Who reads what of a case here: the roles of each question and document. Nothing that is not named is shown."""

from collections.abc import Mapping

from casework.reach import ON_DUTY, OUT_OF_REACH
from casework.roles import (
    COUNSEL,
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    IMPORTER,
    INVESTIGATOR,
    LAWYER,
    SOCIAL_WORKER,
    SURVIVOR,
)

READ_CASES = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_VICTIMS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_SUSPECTS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})
READ_OPERATIONS = frozenset({INVESTIGATOR, LAWYER, DIRECTOR})

READ_CASELOAD = frozenset({INVESTIGATOR, SOCIAL_WORKER, DIRECTOR})
READ_TASKS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, DPO})
READ_CASE_TASKS = frozenset({INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR})
READ_RISKS = frozenset({INVESTIGATOR, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR})

READ_LOGS = frozenset({DPO})
READ_REQUESTS = frozenset({DPO, DIRECTOR})
DISCLOSURES_OF: Mapping[str, frozenset[str]] = {
    DPO: frozenset({"intake", "legal", "aftercare"}),
    DIRECTOR: frozenset({"intake", "legal", "aftercare"}),
    LAWYER: frozenset({"intake", "legal"}),
    SOCIAL_WORKER: frozenset({"intake", "aftercare"}),
}
"""Whose disclosures each role sees: its own team's and intake's, whose tasks ask it to tell recipients of a change."""

READ_CLIENTS = frozenset({COUNSEL})
READ_ONESELF = frozenset({SURVIVOR})

REACH: Mapping[str, str] = {**ON_DUTY, LAWYER: "handed_to_legal"}
"""A lawyer has the cases that legal works on, or is called to; a duty officer those where somebody is in danger."""
HIDES: Mapping[str, str] = {**OUT_OF_REACH, DPO: "not_asked_for", LAWYER: "not_a_lawyers"}
"""A duty officer reaches those in danger, and for 72 hours, a data protection officer whoever waits for an answer about
her own data: nobody else's documents are there for them."""

READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR, COUNSEL}),
    "EvidencePackage": frozenset({INVESTIGATOR}),
    "OperationPlan": frozenset({INVESTIGATOR, SOCIAL_WORKER, DIRECTOR}),
    "SuspectProfile": frozenset({INVESTIGATOR, LAWYER, DPO}),
    "VictimProfile": frozenset({SOCIAL_WORKER, DPO, COUNSEL, SURVIVOR}),
    "Guardian": frozenset({SOCIAL_WORKER, COUNSEL, SURVIVOR}),
    "SafeChannel": frozenset({SOCIAL_WORKER, DUTY_OFFICER, DPO, COUNSEL, SURVIVOR}),
    "SafetyRiskDetail": frozenset({INVESTIGATOR, SOCIAL_WORKER, DUTY_OFFICER, DIRECTOR, COUNSEL}),
}
NAMED_READERS: Mapping[str, tuple[str, ...]] = {"OperationPlan": ("team", "readers")}
"""Documents that are for those whom they name, of the roles above, and for whoever wrote them; a director who is not
named breaks the glass."""
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    "Narrative": frozenset({INVESTIGATOR, SOCIAL_WORKER, GOVERNMENT_PARTNER, IMPORTER}),
    "SuspectProfile": frozenset({INVESTIGATOR, IMPORTER}),
    "VictimProfile": frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}),
    "Guardian": frozenset({SOCIAL_WORKER}),
    "SafeChannel": frozenset({SOCIAL_WORKER}),
}
