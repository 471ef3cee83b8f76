"""The coded values that legal's events share. A code's form leaves no room for free text."""

from decimal import Decimal
from typing import Annotated, Literal

from throughline.domain import Field, Message

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:#/-]{0,79}$")]
"""A coded word of the office's lists, as `no_contact` or `import:set#12`."""

Statute = Annotated[str, Field(pattern=r"^[A-Za-z0-9§][A-Za-z0-9§ .,:()/-]{0,79}$")]
"""A provision as its jurisdiction cites it, as `RA 9208 s.4(a)` or `18 USC 1591`."""

Iccs = Annotated[str, Field(pattern=r"^\d{2,8}$")]
"""A code of the International Classification of Crime for Statistical Purposes, as `0204`."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
Counts = Annotated[int, Field(ge=1, le=10_000)]

Role = Literal[
    "TravellingPartner",
    "Transporter",
    "RecruiterOrIntermediary",
    "BrokerTravelAgent",
    "TransferredIndividual",
    "HarbouredIndividual",
    "SoldIndividual",
    "BoughtIndividual",
    "ReceivedIndividual",
    "ControlledIndividual",
    "Smuggler",
    "Abuser",
    "Kidnapper",
    "Exploiter",
    "Other",
]
"""HTCDS per_RoleInProcess."""

VictimStatus = Literal["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"]
Standing = Literal["official", "agency_view"]
Ready = Literal["yes", "no", "declined"]


class Money(Message):
    amount: Amount
    currency: Currency
