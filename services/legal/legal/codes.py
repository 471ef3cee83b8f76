"""The coded values that legal's events share. A code's form leaves no room for free text."""

from decimal import Decimal
from typing import Annotated, Literal

from casework.htcds import RoleInProcess, TraffickingStatus
from throughline.domain import Field, Message

Code = Annotated[
    str,
    Field(
        pattern=r"^(?:[a-z0-9][a-z0-9_.:/-]{0,79}|[A-Z]{2,8}|[a-z0-9][a-z0-9_.:/-]{0,39}#[A-Za-z0-9_-]{1,39})$",
        examples=["no_contact"],
    ),
]
"""A coded word of the office's lists, as `no_contact`, `PHL` or `import:set#US-12`. No word begins like a name."""

_ABBREVIATION = r"[A-Z]{1,6}"
_WORD = (
    r"(?:[Aa]rt|[Aa]rts|[Aa]rticle|[Aa]rtículo|[Ss]|[Ss]s|[Ss]ec|[Ss]ection|[Cc]ap|[Cc]h|[Cc]hapter|[Aa]ct|[Cc]ode|"
    r"[Dd]ecree|[Dd]ecreto|[Ll]aw|[Ll]ey|[Nn]o|[Oo]rder|[Pp]ara|[Pp]art|[Rr]ule|[Ss]ch|[Tt]itle|bis|ter|quater|de|of|to)"
)
_NUMBER = r"\d{1,6}[A-Za-z]{0,2}(?:(?:[./-]|to)\d{1,6}[A-Za-z]{0,2})*"
_PART = rf"(?:{_WORD}\.?|{_ABBREVIATION}|{_NUMBER}|\([0-9A-Za-z]{{1,4}}\))"
_GAP = r"[ .,:;/§]{0,4}"

Statute = Annotated[
    str,
    Field(
        pattern=rf"^§? ?(?:(?:{_WORD}\.?|{_ABBREVIATION}){_GAP}){{0,6}}{_NUMBER}(?:{_GAP}{_PART}){{0,12}}$",
        max_length=80,
        examples=["RA 9208 s.4(a)"],
    ),
]
"""A provision as its jurisdiction cites it, as `RA 9208 s.4(a)` or `18 USC 1591`: numbers, abbreviations, no names."""

OfficeId = Annotated[str, Field(pattern=r"^[A-Z]{3}-[A-Z]{3}$", examples=["PHL-MNL"])]
Jurisdiction = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["PHL"], description="ISO 3166 alpha-3")]

Iccs = Annotated[str, Field(pattern=r"^\d{2,8}$")]
"""A code of the International Classification of Crime for Statistical Purposes, as `0204`."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
Counts = Annotated[int, Field(ge=1, le=10_000)]

Role = RoleInProcess
VictimStatus = TraffickingStatus
Standing = Literal["official", "agency_view"]
Ready = Literal["yes", "no", "declined"]
Assent = Literal["given", "refused", "not_able"]


class Money(Message):
    amount: Amount
    currency: Currency
