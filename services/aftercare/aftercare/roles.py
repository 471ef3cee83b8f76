"""Who may ask aftercare for what, by the role in their token. Offices and assignments: elsewhere."""

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

CARERS = frozenset({SOCIAL_WORKER, DIRECTOR})
RECORDERS = CARERS | {IMPORTER}
DATA_PROTECTION = frozenset({DPO})
SUPERVISORS = frozenset({DIRECTOR})
GUARDS = CARERS | {DUTY_OFFICER}
OVERSEERS = frozenset({DIRECTOR, IMPORTER})
