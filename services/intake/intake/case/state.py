"""What a case remembers to decide by: its stage, and the people, operations, consents and parts in it.

Where only "said before?" matters, the last event itself is kept. Guarantees nothing by itself: the rules stand with
their commands. Holds no personal data, only opaque ids and codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from casework import NOTHING, Casework
from casework.htcds import TraffickingStatus
from throughline.domain import Event, Moment, before, latest

from intake.case.codes import CaseOutcome, PartName, Side, Standing

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class NotReferred:
    pass


@dataclass(frozen=True, slots=True)
class Referred:
    pass


@dataclass(frozen=True, slots=True)
class Screened:
    screening: Event
    meets: bool


@dataclass(frozen=True, slots=True)
class Declined:
    refusal: Event


@dataclass(frozen=True, slots=True)
class Opened:
    pass


@dataclass(frozen=True, slots=True)
class Closed:
    outcome: CaseOutcome


Stage = NotReferred | Referred | Screened | Declined | Opened | Closed


@dataclass(frozen=True, slots=True)
class NotAuthorised:
    pass


@dataclass(frozen=True, slots=True)
class Authorised:
    scope: str


@dataclass(frozen=True, slots=True)
class Reported:
    outcome: str


Investigation = NotAuthorised | Authorised | Reported


@dataclass(frozen=True, slots=True)
class Agreement:
    org_id: UUID
    unit: str
    agreed_on: Moment


@dataclass(frozen=True, slots=True)
class Planned:
    planned_by: UUID
    approved: Mapping[Side, Moment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aborted:
    pass


@dataclass(frozen=True, slots=True)
class Executed:
    report: Event
    approved: Mapping[Side, Moment] = field(default_factory=dict)


Operation = Planned | Aborted | Executed


@dataclass(frozen=True, slots=True)
class Determination:
    """One word on somebody's status."""

    standing: Standing
    status: TraffickingStatus
    on: Moment
    said: Event


@dataclass(frozen=True, slots=True)
class Victim:
    """`rescued_on` and `declined_on` are the latest known; a later request takes a refusal back.

    `facts`: whatever else was told of her, as it was told: age, liberty, exploitation, guardianship, statements.
    """

    encounter: Event
    rescue: Event | None = None
    rescued_on: Moment | None = None
    refusal: Event | None = None
    declined_on: Moment | None = None
    asks: frozenset[Moment] = frozenset()
    determinations: tuple[Determination, ...] = ()
    facts: tuple[Event, ...] = ()

    def told(self, kind: type[E]) -> list[E]:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def latest(self, kind: type[E]) -> E | None:
        """The fact of this kind that is latest by its day; of one day, the last recorded."""
        word: E | None = None
        for one in self.told(kind):
            if word is None or latest(word.occurred_on, one.occurred_on) == one.occurred_on:
                word = one
        return word

    def repeats(self, again: Event, moment: Moment | None) -> bool:
        """Whether it was told before: as the last word of the day it names, else as the latest there is."""
        if moment is None:
            known = self.latest(type(again))
            return known is not None and known.model_dump() == again.model_dump()
        of_the_day = [fact for fact in self.told(type(again)) if fact.occurred_on == moment]
        return bool(of_the_day) and of_the_day[-1].model_dump() == again.model_dump()

    @property
    def asked_on(self) -> Moment | None:
        return latest(*self.asks)

    @property
    def declines(self) -> bool:
        if self.declined_on is None:
            return False
        return self.asked_on is None or before(self.asked_on, self.declined_on)

    @property
    def thought(self) -> frozenset[TraffickingStatus]:
        """Every status that anybody ever gave her."""
        return frozenset(one.status for one in self.determinations)

    def status(self, standing: Standing) -> Determination | None:
        """The latest word by its day, whatever was recorded first; of one day, the last recorded."""
        word: Determination | None = None
        for one in self.determinations:
            if one.standing == standing and (word is None or latest(word.on, one.on) == one.on):
                word = one
        return word

    @property
    def handed_over(self) -> bool:
        """Aftercare's to answer for: in safety, asking, or held possible or actual, and not declining.

        Who was neither rescued nor asks is out where the latest official word says that she is no victim.
        """
        if self.declines:
            return False
        if self.rescue or self.asks:
            return True
        word = self.status("official") or self.status("agency_view")
        return word is not None and word.status != "NotAVictimOfTrafficking"

    @property
    def accounted_for(self) -> bool:
        """Somebody has said what became of her."""
        return bool(self.rescue or self.asks or self.declined_on or self.determinations)

    def comes_again(self, known: "Victim") -> bool:
        """Whether she was brought or asked for help later than was `known` of her."""
        return (self.rescued_on, self.asked_on) != (known.rescued_on, known.asked_on) and self.handed_over


@dataclass(frozen=True, slots=True)
class Consent:
    """`purposes` holds those agreed to; `ended_on` when it was withdrawn or lapsed, `withdrawn_on` when she did so."""

    given: Event
    subject_id: UUID
    purposes: frozenset[str]
    withheld_from: frozenset[UUID]
    guardian_ref: UUID | None
    by_guardian: bool
    by_self: bool
    expires_on: str | None
    given_on: Moment
    ended_on: Moment | None = None
    refused: frozenset[str] = frozenset()
    withdrawn_on: Moment | None = None
    against_her_will: bool = False

    @property
    def ended(self) -> bool:
        return self.ended_on is not None


@dataclass(frozen=True)
class Case:
    """`closed_parts` holds whom each closed part has covered; a part that is at work, or again, is not in it.

    `joined`: victims whose records were joined to another's, by the id that was given up. `team`: who planned and
    carried out operations. `merged_from`: cases that go on here. `withdrawn`: when consents that are recorded in one of
    those were taken back here. `capacity`: whether care places are reserved for an operation.
    """

    stage: Stage = NotReferred()
    referral: Event | None = None
    investigation: Investigation = NotAuthorised()
    agreements: frozenset[Agreement] = frozenset()
    operations: Mapping[UUID, Operation] = field(default_factory=dict)
    victims: Mapping[UUID, Victim] = field(default_factory=dict)
    capacity: Mapping[UUID, bool] = field(default_factory=dict)
    team: frozenset[UUID] = frozenset()
    joined: Mapping[UUID, UUID] = field(default_factory=dict)
    links: frozenset[tuple[UUID, UUID, str]] = frozenset()
    suspects: Mapping[UUID, Event] = field(default_factory=dict)
    unlinked: frozenset[UUID] = frozenset()
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    preferences: Mapping[UUID, Event] = field(default_factory=dict)
    opened_parts: frozenset[PartName] = frozenset()
    closed_parts: Mapping[PartName, frozenset[UUID]] = field(default_factory=dict)
    intake_closed: bool = False
    merged_into: UUID | None = None
    merged_from: frozenset[UUID] = frozenset()
    withdrawn: Mapping[UUID, Moment] = field(default_factory=dict)
    split_off: frozenset[UUID] = frozenset()
    taken_over: date | None = None
    casework: Casework = NOTHING

    def handed_over(self, part: PartName) -> frozenset[UUID]:
        """Everyone a part has to cover before the case may close."""
        if part == "legal":
            return frozenset(self.suspects) - self.unlinked
        return frozenset(victim_id for victim_id, victim in self.victims.items() if victim.handed_over)

    def lacking(self, part: PartName) -> frozenset[UUID]:
        """Everyone handed over whom the part, as it has closed, does not cover."""
        return self.handed_over(part) - self.closed_parts.get(part, frozenset())

    def covered(self, part: PartName, person: UUID) -> bool:
        return person in self.closed_parts.get(part, frozenset())

    @property
    def unaccounted_for(self) -> frozenset[UUID]:
        return frozenset(victim_id for victim_id, victim in self.victims.items() if not victim.accounted_for)

    @property
    def pending_operations(self) -> frozenset[UUID]:
        return frozenset(key for key, operation in self.operations.items() if isinstance(operation, Planned))

    def kept(self, victim_id: UUID) -> UUID:
        """The id under which somebody's records are kept."""
        return self.joined.get(victim_id, victim_id)

    def ids(self, victim_id: UUID) -> tuple[UUID, ...]:
        """Every id that her records ever had, the kept one first."""
        kept = self.kept(victim_id)
        return (kept, *sorted(old for old, now in self.joined.items() if now == kept))

    @property
    def complete(self) -> bool:
        """Nothing is left to do, and nobody is in danger or asked to act at once."""
        return self.work_done and not self.casework.stands_open

    @property
    def work_done(self) -> bool:
        """Intake's part is closed and every opened part has covered everyone handed over."""
        if not self.intake_closed or self.unaccounted_for or self.pending_operations:
            return False
        return all(part in self.closed_parts and not self.lacking(part) for part in self.opened_parts)


def said_before(known: Event | None, again: Event, moment: Moment | None) -> bool:
    """The same thing said again: equal fields, and no other day named."""
    if known is None or known.model_dump() != again.model_dump():
        return False
    return moment is None or moment == known.occurred_on
