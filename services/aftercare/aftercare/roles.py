"""Who may ask aftercare for what, by the role in their token. Offices and assignments: elsewhere."""

from casework.roles import DIRECTOR, DUTY_OFFICER, IMPORTER, SOCIAL_WORKER

CARERS = frozenset({SOCIAL_WORKER, DIRECTOR})
RECORDERS = CARERS | {IMPORTER}
SUPERVISORS = frozenset({DIRECTOR})
GUARDS = CARERS | {DUTY_OFFICER}
OVERSEERS = frozenset({DIRECTOR, IMPORTER})
