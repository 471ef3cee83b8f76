"""What legal knows of a whole case: foreign facts in whatever order they came, and the prosecutions opened.

Foreign facts are kept as sets of what was said and of which day, so that their order of arrival cannot matter; what
holds now is the last thing said. Where two were said of the same moment, the more cautious one holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from casework import NOTHING, Casework
from throughline.domain import Event, Moment

DOCKET = "Docket"
PROSECUTION = "Prosecution"

CAUTION = {"yes": 0, "declined": 1, "no": 2}


@dataclass(frozen=True, slots=True)
class Status:
    """What somebody decided about a victim's status; official decisions and our own view stand side by side.

    What an import told of the past is `historical`: told live, the same asks for work.
    """

    status: str
    standing: str
    on: Moment
    historical: bool = False

    @property
    def asks_for_a_prosecution(self) -> bool:
        return (self.status, self.standing) == ("ActualVictimOfTrafficking", "official") and not self.historical


@dataclass(frozen=True, slots=True)
class Readiness:
    ready: str
    on: Moment


@dataclass(frozen=True, slots=True)
class Consent:
    subject_id: UUID | None = None
    purposes: frozenset[tuple[str, bool]] = frozenset()
    expires_on: Moment | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    given_on: Moment | None = None
    withhold_from: frozenset[UUID] = frozenset()
    against_her_will: bool = False


@dataclass(frozen=True, slots=True)
class Detention:
    """How many people an operation took, as intake was told; `unconfirmed` says that nobody confirmed it in time.

    One that an import told of the past is `historical`: no clock waits for its people.
    """

    suspects: int
    on: Moment
    unconfirmed: Event | None = None
    historical: bool = False


@dataclass(frozen=True, slots=True)
class Entitlement:
    victim_id: UUID
    amount: Decimal
    currency: str
    received: tuple[tuple[Decimal, Moment], ...] = ()

    @property
    def paid(self) -> Decimal:
        return sum((amount for amount, _ in self.received), Decimal(0))


@dataclass(frozen=True, slots=True)
class Docket:
    """`covers` is what the part was last closed for, None while it is open. `taken_over`: history is owed like news.

    `heard`: the other services' events that something was noted of, each of which stands by itself.
    """

    opened: bool = False
    suspects: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    victims: Mapping[UUID, frozenset[Status]] = field(default_factory=dict)
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    readiness: Mapping[tuple[UUID, UUID], frozenset[Readiness]] = field(default_factory=dict)
    prosecutions: tuple[UUID, ...] = ()
    covers: frozenset[UUID] | None = None
    unlinked: frozenset[UUID] = frozenset()
    detentions: Mapping[UUID, Detention] = field(default_factory=dict)
    merged_into: UUID | None = None
    split_off: frozenset[UUID] = frozenset()
    taken_over: bool = False
    entitlements: Mapping[UUID, Entitlement] = field(default_factory=dict)
    counsel: frozenset[tuple[UUID, UUID, UUID]] = frozenset()
    papers: frozenset[tuple[str, ...]] = frozenset()
    heard: frozenset[UUID] = frozenset()
    casework: Casework = NOTHING

    @property
    def is_closed(self) -> bool:
        return self.covers is not None

    def knows_victim(self, person_id: UUID) -> bool:
        """Whether she is noted here at all: by a status, a consent of hers, or her readiness to testify."""
        return (
            person_id in self.victims
            or any(consent.subject_id == person_id for consent in self.consents.values())
            or any(witness_id == person_id for _, witness_id in self.readiness)
            or any(victim_id == person_id for victim_id, _, _ in self.counsel)
            or any(entitlement.victim_id == person_id for entitlement in self.entitlements.values())
        )

    def readiness_of(self, hearing_id: UUID, witness_id: UUID) -> Readiness | None:
        """What was last said of a witness's readiness for a hearing."""
        said = self.readiness.get((hearing_id, witness_id), frozenset())
        return max(said, key=lambda readiness: (readiness.on, CAUTION[readiness.ready]), default=None)
