"""What is known of a whole case: everyone owed a warning, what was heard of the accused, and who is in care.

Frozen; built by folding CaseCare's events, in whatever order the other services' facts arrived. It decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from throughline.domain import LegalBasis, Moment

from aftercare.codes import Effect, HearingState, HearingType, Warn
from aftercare.days import before

CALLED_OFF: frozenset[HearingState] = frozenset({"adjourned", "vacated"})
WARNING_HEARINGS: frozenset[HearingType] = frozenset({"bail", "judgment", "appeal"})
TESTIMONIES: frozenset[HearingType] = frozenset({"testimony", "early_testimony"})


@dataclass(frozen=True, slots=True)
class Victim:
    """`legal_basis` is the one other than consent that the fact bringing her, or her asking, was recorded on."""

    is_child: str | None = None
    guardian: str | None = None
    status: str | None = None
    brought_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None
    legal_basis: LegalBasis | None = None

    @property
    def declined(self) -> bool:
        """A refusal stands until she asks for help herself."""
        if self.declined_on is None:
            return False
        return self.requested_on is None or before(self.requested_on, self.declined_on)

    @property
    def wants_care(self) -> bool:
        return not self.declined and (self.brought_on is not None or self.requested_on is not None)


@dataclass(frozen=True, slots=True)
class Consent:
    """`subject_id` and `given_on` are None while only its withdrawal is known."""

    subject_id: UUID | None
    purposes: frozenset[tuple[str, bool]]
    given_on: Moment | None
    expires_on: str | None
    withdrawn_on: Moment | None

    def gives(self, purpose: str) -> bool:
        return (purpose, True) in self.purposes

    def in_force(self, now: Moment) -> bool:
        """Not withdrawn, not expired: it holds to the end of the month it names."""
        return self.withdrawn_on is None and (self.expires_on is None or str(now.at)[:7] <= self.expires_on)

    def valid_on(self, moment: Moment) -> bool:
        """Whether it held on that day. A day of slack before it was given: the world's calendars do not agree."""
        return (
            self.given_on is not None
            and not before(moment.plus(1), self.given_on)
            and (self.withdrawn_on is None or before(moment, self.withdrawn_on))
            and (self.expires_on is None or str(moment.at)[:7] <= self.expires_on)
        )


@dataclass(frozen=True, slots=True)
class Preference:
    warn: Warn
    noted_for: Moment


@dataclass(frozen=True, slots=True)
class CustodyChange:
    source_event_id: UUID
    accused_id: UUID | None
    change: str
    effect: Effect
    expected_on: Moment | None
    occurred_on: Moment


@dataclass(frozen=True, slots=True)
class Hearing:
    """`source` is the foreign event that said what hearing this is: the cause of the re-check it asks for."""

    hearing_id: UUID
    type: HearingType | None
    on: Moment | None
    witness_ids: tuple[UUID, ...]
    state: HearingState
    source: UUID

    @property
    def called_off(self) -> bool:
        return self.state in CALLED_OFF

    @property
    def warns(self) -> bool:
        return self.type in WARNING_HEARINGS and not self.called_off

    @property
    def wants_preparation(self) -> bool:
        return self.type in TESTIMONIES and self.state == "scheduled"


@dataclass(frozen=True, slots=True)
class Enrolment:
    consent_id: UUID | None
    legal_basis: LegalBasis | None
    enrolled_at: datetime


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
class CaseCare:
    """`alarms`: by event id, whom each running deadline is about. `answered`: by person, the causes done with."""

    opened: bool = False
    victims: Mapping[UUID, Victim] = field(default_factory=dict)
    witnesses: frozenset[UUID] = frozenset()
    consents: Mapping[UUID, Consent] = field(default_factory=dict)
    preferences: Mapping[UUID, Preference] = field(default_factory=dict)
    changes: Mapping[UUID, CustodyChange] = field(default_factory=dict)
    hearings: Mapping[UUID, Hearing] = field(default_factory=dict)
    enrolled: Mapping[UUID, Enrolment] = field(default_factory=dict)
    rechecks: Mapping[UUID, Recheck] = field(default_factory=dict)
    answered: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    alarms: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    covers: tuple[UUID, ...] | None = None

    @property
    def closed(self) -> bool:
        return self.covers is not None

    def refuses_warnings(self, person: UUID) -> bool:
        preference = self.preferences.get(person)
        return preference is not None and preference.warn == "no"

    def knows(self, person: UUID) -> bool:
        return person in self.victims or person in self.witnesses

    def everyone_owed(self) -> list[UUID]:
        """Whom a warning is owed to: everyone known here, noted to restored, and every witness, but who refused it."""
        return sorted(p for p in self.victims.keys() | self.witnesses if not self.refuses_warnings(p))

    def was_asked(self, person: UUID, cause: UUID) -> bool:
        """Whether a re-check of this person for this cause is open or answered."""
        recheck = self.rechecks.get(person)
        return cause in self.answered.get(person, ()) or (recheck is not None and cause in recheck.owed)


UNOPENED = CaseCare()
