"""Who may ask legal for what, by the role in their token. Offices are checked elsewhere."""

from casework.roles import COUNSEL, DIRECTOR, DPO, DUTY_OFFICER, IMPORTER, INVESTIGATOR, LAWYER, SOCIAL_WORKER, SURVIVOR

RECORDERS = frozenset({LAWYER, IMPORTER})
OPENERS = frozenset({LAWYER, IMPORTER})
CLOSERS = frozenset({LAWYER, DIRECTOR})
CLEARERS = frozenset({DIRECTOR})
MANDATORS = frozenset({LAWYER})
DISCLOSERS = frozenset({LAWYER, DIRECTOR})
"""Who tells others what legal knows: nobody who only reads here."""

READERS = frozenset({LAWYER, DIRECTOR})
STATUS_READERS = READERS | {INVESTIGATOR}
CUSTODY_READERS = READERS | {INVESTIGATOR, SOCIAL_WORKER}
TASK_READERS = READERS | {INVESTIGATOR, SOCIAL_WORKER, DUTY_OFFICER, DPO}
"""Whoever may be asked to do something; each sees what their role is asked."""
REFERENCE_READERS = READERS | {IMPORTER}
HEARING_READERS = READERS | {SOCIAL_WORKER}
COUNSELS = frozenset({COUNSEL})
"""Who has clients here: a mandated counsel, of whose mandate the consent holds."""
PERSONS = frozenset({SURVIVOR})
