"""What is known of one criminal case: per accused, per charge, per hearing. Frozen; unions where a thing has stages.

Custody is custody in this prosecution: nobody is at liberty who is held in another. Bail stands beside it and opens no
door.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from uuid import UUID

from throughline.domain import Moment

from legal.prosecution.repeated import Content, Said

# Custody


@dataclass(frozen=True, slots=True)
class AtLarge:
    """No custody is open that we know of; `since` is None where none ever was."""

    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class Detained:
    since: Moment


@dataclass(frozen=True, slots=True)
class Absconded:
    since: Moment


Custody = AtLarge | Detained | Absconded

# Bail


@dataclass(frozen=True, slots=True)
class NoBail:
    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class OnBail:
    kind: str
    conditions: tuple[str, ...]
    since: Moment


Bail = NoBail | OnBail

# The proceedings against one accused


@dataclass(frozen=True, slots=True)
class Pending:
    pass


@dataclass(frozen=True, slots=True)
class Suspended:
    reason: str


@dataclass(frozen=True, slots=True)
class Discontinued:
    pass


@dataclass(frozen=True, slots=True)
class Final:
    pass


@dataclass(frozen=True, slots=True)
class Dead:
    """Death ends the proceedings for good: also final."""

    on: Moment


Proceedings = Pending | Suspended | Discontinued | Final | Dead


@dataclass(frozen=True, slots=True)
class Sentence:
    event_id: UUID
    custodial: bool
    effective: bool = True


@dataclass(frozen=True, slots=True)
class Disposition:
    """What a source says of an accused; `event_id` is what an appeal names."""

    event_id: UUID
    value: str


@dataclass(frozen=True, slots=True)
class Accused:
    accused_id: UUID
    custody: Custody = AtLarge()
    moved: Content | None = None
    bail: Bail = NoBail()
    proceedings: Proceedings = Pending()
    sentences: tuple[Sentence, ...] = ()
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)


# Charges

Level = Literal["first_instance", "appeal"]
GUILTY = frozenset({"guilty", "guilty_lesser"})


@dataclass(frozen=True, slots=True)
class Verdict:
    event_id: UUID
    counts: int
    verdict: str
    court: Level
    effective: bool = True

    @property
    def is_guilty(self) -> bool:
        return self.effective and self.verdict in GUILTY


@dataclass(frozen=True, slots=True)
class Charge:
    """Its counts may part ways: every count filed is pending, accepted, withdrawn or rejected."""

    charge_id: UUID
    accused_id: UUID
    pending: int
    accepted: int = 0
    withdrawn: int = 0
    rejected: int = 0
    verdicts: tuple[Verdict, ...] = ()
    victim_ids: tuple[UUID, ...] = ()

    @property
    def filed(self) -> int:
        return self.pending + self.accepted + self.withdrawn + self.rejected

    def decided(self, court: Level) -> int:
        """Accepted counts that have an effective verdict of this level of court."""
        return sum(verdict.counts for verdict in self.verdicts if verdict.effective and verdict.court == court)

    def undecided(self, court: Level = "first_instance") -> int:
        return self.accepted - self.decided(court)

    @property
    def open(self) -> int:
        """Counts that nobody has decided, withdrawn or rejected yet."""
        decided = max(self.decided("first_instance"), self.decided("appeal"))
        return self.pending + self.accepted - decided


# The rest


@dataclass(frozen=True, slots=True)
class Hearing:
    scheduled: Content
    on: Moment
    state: Literal["scheduled", "held", "adjourned", "vacated"] = "scheduled"
    continues: UUID | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order of compensation."""

    ordered: Content
    currency: str
    received: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Appeal:
    accused_id: UUID
    against: frozenset[UUID]
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Prosecution:
    """`complaint` is what became of it at the authority; a file is no prosecution before one is registered."""

    profile: str = ""
    complaint: Literal["none", "refused", "registered"] = "none"
    complaints: frozenset[Content] = frozenset()
    discontinued: bool = False
    accused: Mapping[UUID, Accused] = field(default_factory=dict)
    charges: Mapping[UUID, Charge] = field(default_factory=dict)
    hearings: Mapping[UUID, Hearing] = field(default_factory=dict)
    witnesses: Mapping[UUID, str] = field(default_factory=dict)
    orders: Mapping[UUID, Order] = field(default_factory=dict)
    appeals: Mapping[UUID, Appeal] = field(default_factory=dict)
    said: Mapping[UUID, Said] = field(default_factory=dict)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was recorded but its opening."""
        return bool(self.profile) and sum(map(len, self.said.values())) <= 1

    def charges_of(self, accused_id: UUID) -> list[Charge]:
        return [charge for charge in self.charges.values() if charge.accused_id == accused_id]

    def appeals_pending(self, accused_id: UUID) -> list[UUID]:
        return [id for id, appeal in self.appeals.items() if appeal.accused_id == accused_id and appeal.result is None]
