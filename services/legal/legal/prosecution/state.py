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

from legal.prosecution.clocks import Clocks
from legal.prosecution.repeated import Content, Told

# Custody


@dataclass(frozen=True, slots=True)
class AtLarge:
    """No custody is open that we know of; `since` is None where none ever was."""

    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class Detained:
    """`implied` by a remand, where nobody has told of the arrest yet."""

    since: Moment
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Absconded:
    since: Moment


Custody = AtLarge | Detained | Absconded


@dataclass(frozen=True, slots=True)
class Move:
    """One fact that moved somebody into custody, kept him there, or let him out."""

    on: Moment
    to: Literal["detained", "remanded", "at_large", "absconded"]


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


@dataclass(frozen=True, slots=True)
class BailStep:
    """Bail granted, its conditions changed, or bail cancelled."""

    on: Moment
    to: Literal["granted", "changed", "cancelled"]
    kind: str = ""
    conditions: tuple[str, ...] = ()


# The proceedings against one accused


@dataclass(frozen=True, slots=True)
class Pending:
    pass


@dataclass(frozen=True, slots=True)
class Suspended:
    reason: str


@dataclass(frozen=True, slots=True)
class Discontinued:
    """`event_id` is what an appeal against it names."""

    event_id: UUID


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
    moves: tuple[Move, ...] = ()
    bail: Bail = NoBail()
    bails: tuple[BailStep, ...] = ()
    proceedings: Proceedings = Pending()
    sentences: tuple[Sentence, ...] = ()
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)


# Charges

Level = Literal["first_instance", "appeal"]
GUILTY = frozenset({"guilty", "guilty_lesser"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`undone` is how a higher court took it away, if one did. A hung jury decides nothing."""

    event_id: UUID
    counts: int
    verdict: str
    court: Level
    undone: Literal["no", "reversed", "retrial"] = "no"

    @property
    def effective(self) -> bool:
        return self.undone == "no"

    @property
    def decides(self) -> bool:
        return self.effective and self.verdict != "hung"


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
    statute: str = ""

    @property
    def filed(self) -> int:
        return self.pending + self.accepted + self.withdrawn + self.rejected

    def decided(self, court: Level) -> int:
        """Accepted counts that have an effective verdict of this level of court."""
        return sum(verdict.counts for verdict in self.verdicts if verdict.decides and verdict.court == court)

    def undecided(self, court: Level = "first_instance") -> int:
        return self.accepted - self.decided(court)

    @property
    def settled(self) -> int:
        """Accepted counts decided at any level; what a higher court reversed it has decided itself."""
        levels: tuple[Level, ...] = ("first_instance", "appeal")
        return min(self.accepted, max(self.decided(court) + self._reversed(court) for court in levels))

    @property
    def open(self) -> int:
        """Counts that nobody has decided, withdrawn or rejected yet."""
        return self.pending + self.accepted - self.settled

    def found(self, *verdicts: str) -> int:
        """Counts so decided as it stands: the higher court's word, the first court's on counts that it left alone."""
        above = [v for v in self.verdicts if v.decides and v.court == "appeal"]
        below = [v for v in self.verdicts if v.decides and v.court == "first_instance"]
        left = sum(v.counts for v in below if v.verdict in verdicts) - sum(v.counts for v in above)
        return sum(v.counts for v in above if v.verdict in verdicts) + max(0, left)

    def _reversed(self, court: Level) -> int:
        return sum(
            v.counts for v in self.verdicts if v.undone == "reversed" and v.verdict != "hung" and v.court == court
        )


# The rest


@dataclass(frozen=True, slots=True)
class Hearing:
    scheduled: Content
    on: Moment
    state: Literal["scheduled", "held", "adjourned", "vacated"] = "scheduled"
    continues: UUID | None = None
    type: str = ""
    witness_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order of compensation, and what was received of it, amount by amount. `about`: whom it names."""

    ordered: Content
    amount: Decimal
    currency: str
    received: tuple[tuple[Decimal, Moment], ...] = ()
    about: tuple[UUID, ...] = ()

    @property
    def paid(self) -> Decimal:
        return sum((amount for amount, _ in self.received), Decimal(0))


@dataclass(frozen=True, slots=True)
class ProtectionOrder:
    """`extended_on` is when `until` was last said: None where it is what the order itself says."""

    protects: UUID
    against: UUID
    until: Moment
    expired: bool = False
    extended_on: Moment | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """`decision` is the event that decided it: a judgment too, until a higher court undoes it."""

    accused_id: UUID
    against: frozenset[UUID]
    result: str | None = None
    decision: UUID | None = None
    undone: bool = False

    @property
    def judges(self) -> bool:
        return self.result not in (None, "retrial") and not self.undone


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
    protection: Mapping[UUID, ProtectionOrder] = field(default_factory=dict)
    references: frozenset[tuple[str, ...]] = frozenset()
    clocks: Clocks = field(default_factory=Clocks)
    told: Told = field(default_factory=Told)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was recorded but its opening."""
        return bool(self.profile) and self.told.number <= 1

    def charges_of(self, accused_id: UUID) -> list[Charge]:
        return [charge for charge in self.charges.values() if charge.accused_id == accused_id]

    def appeals_of(self, accused_id: UUID) -> list[Appeal]:
        return [appeal for appeal in self.appeals.values() if appeal.accused_id == accused_id]

    def appeals_pending(self, accused_id: UUID) -> list[UUID]:
        return [id for id, appeal in self.appeals.items() if appeal.accused_id == accused_id and appeal.result is None]
