"""Who reaches what of a case here, and opens which document. Nothing that is not named is shown."""

from collections.abc import Mapping

from casework.reach import ON_DUTY, OUT_OF_REACH
from casework.roles import (
    COUNSEL,
    DIRECTOR,
    DPO,
    DUTY_OFFICER,
    GOVERNMENT_PARTNER,
    IMPORTER,
    LAWYER,
)

READ_LOGS = frozenset({DPO})
REACH: Mapping[str, str] = ON_DUTY
HIDES: Mapping[str, str] = OUT_OF_REACH
"""A duty officer reaches those in danger, and for 72 hours: nobody else's case or document is there."""

NUMBERS = ("ComplaintNumber", "ReferenceNumber")
READS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    **{number: frozenset({LAWYER}) for number in NUMBERS},
    "SafetyRiskDetail": frozenset({LAWYER, DIRECTOR, DUTY_OFFICER, COUNSEL}),
}
DEPOSITS_DOCUMENTS: Mapping[str, frozenset[str]] = {
    number: frozenset({LAWYER, GOVERNMENT_PARTNER, IMPORTER}) for number in NUMBERS
}
