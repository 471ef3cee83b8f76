"""What is known of a whole case: everyone owed a warning, what was heard of the accused, and who is in care.

Frozen; built by folding CaseCare's events, in whatever order the other services' facts arrived. It decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from casework import NOTHING, Casework
from casework.codes import Effect
from throughline.domain import Command, Event, LegalBasis, Moment, before, latest

from aftercare.codes import (
    AgeBy,
    Assent,
    ChargeEnd,
    ConsentBy,
    HearingState,
    HearingType,
    IsChild,
    OrderState,
    Standing,
    Tell,
    VictimStatus,
    Warn,
)

CALLED_OFF: frozenset[HearingState] = frozenset({"adjourned", "vacated"})
WARNING_HEARINGS: frozenset[HearingType] = frozenset({"bail", "judgment", "appeal"})
TESTIMONIES: frozenset[HearingType] = frozenset({"testimony", "early_testimony"})


@dataclass(frozen=True, slots=True)
class Word:
    """One side's last word on what she is, and the day it is of."""

    status: VictimStatus
    on: Moment


@dataclass(frozen=True, slots=True)
class AgeWord:
    """What was last said of whether she is a child, by an assessment or by the band she was met in."""

    is_child: IsChild
    on: Moment


@dataclass(frozen=True, slots=True)
class Victim:
    """`legal_basis` is the one other than consent that the fact bringing her, or her asking, was recorded on.

    `ages`: by an assessment, and by the band she was met in; `is_child` is what they come to. `came_at`: when we last
    heard that she was brought or asks. `words`: of each side, on her status. `counsel`: the lawyers she mandated.
    """

    is_child: str | None = None
    ages: Mapping[AgeBy, AgeWord] = field(default_factory=dict)
    guardian: str | None = None
    words: Mapping[Standing, Word] = field(default_factory=dict)
    brought_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None
    came_at: datetime | None = None
    legal_basis: LegalBasis | None = None
    counsel: frozenset[UUID] = frozenset()

    @property
    def may_be_child(self) -> bool:
        """Doubt counts as yes: until somebody says that she is none."""
        return self.is_child != "no"

    @property
    def declined(self) -> bool:
        """A refusal stands until she asks for help herself."""
        if self.declined_on is None:
            return False
        return self.requested_on is None or before(self.requested_on, self.declined_on)

    @property
    def wants_care(self) -> bool:
        return not self.declined and self.came_on is not None

    @property
    def came_on(self) -> Moment | None:
        """When she was last brought to safety or asked for help."""
        return latest(self.brought_on, self.requested_on)

    @property
    def handed_over(self) -> bool:
        """Ours to answer for: here, asking, or held a possible or actual victim, and not declining.

        Who is neither here nor asks is out where the last official word says that she is no victim.
        """
        if self.declined or self.came_on:
            return not self.declined
        word = self.words.get("official") or self.words.get("agency_view")
        return word is not None and word.status != "NotAVictimOfTrafficking"


@dataclass(frozen=True, slots=True)
class Consent:
    """`subject_id` and `given_on` are None while only its end is known. `lapsed_on`: she came of age, for one."""

    subject_id: UUID | None = None
    purposes: frozenset[tuple[str, bool]] = frozenset()
    given_on: Moment | None = None
    expires_on: str | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    by: ConsentBy | None = None
    assent: Assent | None = None
    withhold_from: frozenset[UUID] = frozenset()

    @property
    def against_her_will(self) -> bool:
        """Somebody else agreed for her, and she herself did not."""
        return self.assent == "refused" and self.by != "self"


@dataclass(frozen=True, slots=True)
class Preference:
    warn: Warn
    noted_for: Moment
    tell: frozenset[Tell] = frozenset()


@dataclass(frozen=True, slots=True)
class CustodyChange:
    source_event_id: UUID
    accused_id: UUID | None
    change: str
    effect: Effect
    expected_on: Moment | None
    occurred_on: Moment
    historical: bool = False
    held_id: UUID | None = None
    appeal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChargeEnding:
    """`counts`: how many of it ended this way; None for all."""

    how: ChargeEnd
    counts: int | None
    on: Moment


@dataclass(frozen=True, slots=True)
class Charge:
    """`counts` is None until somebody said how many were filed. `endings` by the event that said so."""

    accused_id: UUID | None = None
    prosecution_id: UUID | None = None
    counts: int | None = None
    endings: Mapping[UUID, ChargeEnding] = field(default_factory=dict)

    @property
    def open_counts(self) -> int:
        """How many are surely still open."""
        ended = [ending.counts for ending in self.endings.values()]
        return 0 if self.counts is None or None in ended else max(0, self.counts - sum(filter(None, ended)))


@dataclass(frozen=True, slots=True)
class Retrial:
    """Ordered on appeal, of whom and in which prosecution where that is known, and not over yet."""

    accused_id: UUID | None
    prosecution_id: UUID | None
    on: Moment


@dataclass(frozen=True, slots=True)
class Hearing:
    """`source` is the foreign event that said what hearing this is: the cause of the re-check it asks for."""

    hearing_id: UUID
    type: HearingType | None
    on: Moment | None
    witness_ids: tuple[UUID, ...]
    state: HearingState
    source: UUID
    historical: bool = False
    testified: frozenset[UUID] = frozenset()
    continues: UUID | None = None

    @property
    def called_off(self) -> bool:
        return self.state in CALLED_OFF

    @property
    def warns(self) -> bool:
        return self.type in WARNING_HEARINGS and not self.called_off

    @property
    def still_warns(self) -> bool:
        """Whether somebody who is noted now is warned of it: what came of a hearing that was held is said elsewhere."""
        return self.warns and self.state != "held"

    @property
    def wants_preparation(self) -> bool:
        return self.type in TESTIMONIES and self.state == "scheduled"


@dataclass(frozen=True, slots=True)
class Enrolment:
    consent_id: UUID | None
    legal_basis: LegalBasis | None
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class Transfer:
    """To whom her care is to go; exactly one is set."""

    to_office_id: str | None
    to_org_id: UUID | None


@dataclass(frozen=True, slots=True)
class Order:
    """A protection order. `told`: every state it was said to be in, and of which day."""

    protects: UUID | None
    until: Moment | None
    told: frozenset[tuple[OrderState, Moment]]


@dataclass(frozen=True, slots=True)
class Owed:
    """One cause of a re-check that is not answered yet."""

    due_at: datetime
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Recheck:
    """One person's open re-check, by cause. `level`: how often it was escalated since anybody acknowledged it."""

    owed: Mapping[UUID, Owed]
    level: int = 0
    escalated_at: datetime | None = None
    tried_on: Moment | None = None

    @property
    def due_at(self) -> datetime:
        return min(owed.due_at for owed in self.owed.values())

    @property
    def acknowledged(self) -> bool:
        return all(owed.acknowledged for owed in self.owed.values())

    def overdue(self, at: datetime) -> bool:
        """Due, and nobody has said that they see to it."""
        return any(not owed.acknowledged and owed.due_at <= at for owed in self.owed.values())


@dataclass(frozen=True, slots=True)
class Noted:
    """What one note said that was not known, and the foreign event it came from: what a correction goes by."""

    source: UUID
    event: Event


@dataclass(frozen=True, slots=True)
class CaseCare:
    """`alarms`: by event id, whom each running deadline is about. `answered`: by person, the causes done with.

    `corrected`: foreign events that were wrong. `capacity`: by operation, the last word on it.
    `appeals`: about which accused each is. `contested`: the judgments each is against. `retrials`: by the appeal that
    ordered it. `joined`: records of one woman, by the id that goes on.
    `merged_from`: cases that go on here. `taken_over`: history that is told is owed like anything else.
    """

    opened: bool = False
    victims: Mapping[UUID, Victim] = field(default_factory=dict)
    witnesses: frozenset[UUID] = frozenset()
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    preferences: Mapping[UUID, Preference] = field(default_factory=dict)
    changes: Mapping[UUID, CustodyChange] = field(default_factory=dict)
    charges: Mapping[UUID, Charge] = field(default_factory=dict)
    appeals: Mapping[UUID, UUID] = field(default_factory=dict)
    contested: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    retrials: Mapping[UUID, Retrial] = field(default_factory=dict)
    hearings: Mapping[UUID, Hearing] = field(default_factory=dict)
    enrolled: Mapping[UUID, Enrolment] = field(default_factory=dict)
    rechecks: Mapping[UUID, Recheck] = field(default_factory=dict)
    answered: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    alarms: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    covers: tuple[UUID, ...] | None = None
    corrected: frozenset[UUID] = frozenset()
    orders: Mapping[UUID, Order] = field(default_factory=dict)
    capacity: Mapping[UUID, str] = field(default_factory=dict)
    transfers: Mapping[UUID, Transfer] = field(default_factory=dict)
    merged_into: UUID | None = None
    merged_from: frozenset[UUID] = frozenset()
    split_off: frozenset[UUID] = frozenset()
    joined: Mapping[UUID, UUID] = field(default_factory=dict)
    taken_over: bool = False
    notes: tuple[Noted, ...] = ()
    casework: Casework = NOTHING

    @property
    def before_court(self) -> bool:
        """Whether a count is open, an appeal is not decided that was filed, or somebody is to be tried again."""
        if self.retrials or any(charge.open_counts for charge in self.charges.values()):
            return True
        decided = {change.appeal_id for change in self.changes.values() if change.held_id is None}
        return bool(self.appeals.keys() - decided)

    @property
    def closed(self) -> bool:
        return self.covers is not None

    def kept(self, person: UUID) -> UUID:
        """The id under which this person goes on."""
        return self.joined.get(person, person)

    def ids_of(self, person: UUID) -> list[UUID]:
        """Every id of this person, the one that goes on first."""
        kept = self.kept(person)
        return [kept, *sorted(joined for joined, to in self.joined.items() if to == kept)]

    def last_words(self, person: UUID) -> list[Preference]:
        """What she last wished, under any id of hers: several where it is not sure which came last."""
        words = [self.preferences[each] for each in self.ids_of(person) if each in self.preferences]
        return [word for word in words if not any(before(word.noted_for, other.noted_for) for other in words)]

    def hears_anew(self, said: Event, command: Command) -> bool:
        """Whether this is another service's event that nothing of this kind has been noted of yet."""
        source = command.issue.causation_id
        return source is not None and not any(
            noted.source == source and type(noted.event) is type(said) for noted in self.notes
        )

    def refuses_warnings(self, person: UUID) -> bool:
        """Whether her last word is no; where it is not sure which word came last, she is warned."""
        last = self.last_words(person)
        return bool(last) and all(word.warn == "no" for word in last)

    def knows(self, person: UUID) -> bool:
        return person in self.victims or person in self.witnesses

    def everyone_owed(self) -> list[UUID]:
        """Whom a warning is owed to: everyone known here, noted to restored, every witness, and whoever asked for it.

        But who refused it. Of records that were joined, the one that goes on.
        """
        asking = {person for person, preference in self.preferences.items() if preference.warn == "yes"}
        refused = {self.kept(person) for person, preference in self.preferences.items() if preference.warn == "no"}
        everyone = self.victims.keys() | self.witnesses | asking
        people = {self.kept(person) for person in everyone} if self.joined else everyone
        refusing = {person for person in people & refused if self.refuses_warnings(person)}
        return sorted(people - refusing, key=attrgetter("int"))

    def was_asked(self, person: UUID, cause: UUID) -> bool:
        """Whether a re-check of this person for this cause is open or answered."""
        return any(
            cause in self.answered.get(each, ()) or (each in self.rechecks and cause in self.rechecks[each].owed)
            for each in self.ids_of(person)
        )


UNOPENED = CaseCare()
