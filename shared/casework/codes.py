"""The coded values of the shared events. A code never holds a name or free text: its form leaves no room for one.

Codes are stored: add some, never rename or remove one.
"""

from typing import Annotated, Literal
from uuid import UUID

from throughline.domain import Field, Message

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:#/-]{0,79}$")]
"""A coded word, as `review_bail_conditions`."""

Urgency = Literal["routine", "urgent", "immediate"]
TaskOutcome = Literal["done", "not_needed", "not_possible", "cause_gone"]

RiskLevel = Literal["low", "med", "high", "immediate"]
RiskSubjectKind = Literal["victim", "family", "witness", "informant", "staff"]
RiskFrom = Literal["accused", "associate", "family", "official", "self", "unknown"]

DisclosureForm = Literal["extract", "topic", "verbal", "court_filing"]
DisclosureChange = Literal["withdrawn", "corrected", "erased"]

Effect = Literal["at_liberty", "held", "unknown"]
"""What is known of an accused after a change of custody."""

RequestKind = Literal["access", "rectification", "erasure", "objection"]
RequestBy = Literal["self", "guardian", "counsel", "court"]
RequestOutcome = Literal["granted", "partly_granted", "refused"]
Withheld = Literal["third_party", "evidence", "safety"]
DeliveredBy = Literal["in_person", "safe_channel", "guardian", "counsel", "none"]
"""How the answer reached her; `none` where there was no safe way."""


class RiskSubject(Message):
    """Somebody in danger, and what they are to the case."""

    kind: RiskSubjectKind
    id: UUID
