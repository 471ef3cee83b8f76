"""Open safety re-checks, the first thing a caseworker sees: one row a case, by person and cause, as decisions see it.

One row a case and not a person, because a hearing that is called off ends its cause for everyone at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from aftercare.case_care.consent import PreferenceNoted
from aftercare.case_care.corrections import CorrectionNoted
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.rechecks import (
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
)
from aftercare.case_care.state import CALLED_OFF
from aftercare.projections.events import ALL, RECHECKS

Open = Mapping[str, Any]
UNOWED: Open = {"owed": {}, "escalatedTo": None, "attempts": 0}


@dataclass(frozen=True, slots=True)
class RechecksRow:
    """`people`: by person {owed: {cause: {dueAt, acknowledged}}, escalatedTo, attempts}. `hearings`: their causes."""

    case_id: UUID
    office_id: str | None = None
    case_reference: str | None = None
    people: Mapping[str, Any] = field(default_factory=dict)
    hearings: Mapping[str, Any] = field(default_factory=dict)
    earliest_due: datetime | None = None


class SafetyRechecks(ReadModel[RechecksRow]):
    """`escalatedTo` is where it went last since anybody acknowledged it."""

    name = "safety_rechecks"
    row = RechecksRow
    ignores = ALL - RECHECKS - {HearingNoted, PreferenceNoted, CorrectionNoted}

    @on(SafetyRecheckFellDue)
    def fell_due(self, event: SafetyRecheckFellDue, origin: Metadata) -> Iterator[Change]:
        new = {str(cause): {"dueAt": event.due_at.isoformat(), "acknowledged": False} for cause in event.because}
        yield self._each(event.person_ids, origin, lambda known: {**known, "owed": new | known["owed"]}, opens=True)

    @on(SafetyRecheckAcknowledged)
    def acknowledged(self, event: SafetyRecheckAcknowledged, origin: Metadata) -> Iterator[Change]:
        yield self._each(event.person_ids, origin, lambda known: {**marked(known, True), "escalatedTo": None})

    @on(SafetyRecheckEscalated)
    def escalated(self, event: SafetyRecheckEscalated, origin: Metadata) -> Iterator[Change]:
        yield self._each(event.person_ids, origin, lambda known: {**known, "escalatedTo": event.to_role})

    @on(SafetyRecheckDone)
    def done(self, event: SafetyRecheckDone, origin: Metadata) -> Iterator[Change]:
        answered = {str(cause) for cause in event.answered}

        def change(known: Open) -> Open:
            if event.outcome == "not_reached":
                return {**marked(known, False), "attempts": known["attempts"] + 1}
            return without(known, answered)

        yield self._each((event.person_id,), origin, change)

    @on(PreferenceNoted)
    def preferred(self, event: PreferenceNoted, origin: Metadata) -> Iterator[Change]:
        if event.warn == "no":
            yield self._each((event.person_id,), origin, lambda known: UNOWED)

    @on(HearingNoted)
    def hearing_noted(self, event: HearingNoted, origin: Metadata) -> Iterator[Change]:
        hearing, named = str(event.hearing_id), event.type is not None
        cause = str(event.source_event_id or origin.causation_id)

        def change(row: RechecksRow) -> RechecksRow:
            hearings = {hearing: cause, **row.hearings} if named else row.hearings
            people = row.people
            if event.state in CALLED_OFF and hearing in hearings:
                people = {person: without(known, {hearings[hearing]}) for person, known in people.items()}
            return settled(replace(row, hearings=hearings), people)

        yield self.upsert(origin.case_id, change)

    @on(CorrectionNoted)
    def corrected(self, event: CorrectionNoted, origin: Metadata) -> Iterator[Change]:
        """A hearing that another event speaks of from now on is called off by its own cause."""
        wrong = str(event.replaces)

        def change(row: RechecksRow) -> RechecksRow:
            return replace(row, hearings={name: cause for name, cause in row.hearings.items() if cause != wrong})

        yield self.upsert(origin.case_id, change)

    def _each(
        self, people: tuple[UUID, ...], origin: Metadata, change: Callable[[Open], Open], *, opens: bool = False
    ) -> Change:
        """The same change for each of these people, where a re-check of theirs is open or this opens one."""

        def changed(row: RechecksRow) -> RechecksRow:
            named = (str(person) for person in people)
            touched = {p: change(row.people.get(p, UNOWED)) for p in named if opens or p in row.people}
            return settled(
                replace(
                    row,
                    office_id=origin.office_id or row.office_id,
                    case_reference=origin.case_reference or row.case_reference,
                ),
                {**row.people, **touched},
            )

        return self.upsert(origin.case_id, changed)


def marked(known: Open, acknowledged: bool) -> Open:
    return {**known, "owed": {cause: {**owed, "acknowledged": acknowledged} for cause, owed in known["owed"].items()}}


def without(known: Open, causes: set[str]) -> Open:
    return {**known, "owed": {cause: owed for cause, owed in known["owed"].items() if cause not in causes}}


def settled(row: RechecksRow, people: Mapping[str, Any]) -> RechecksRow:
    """The row with only those who are owed something, and the time of the most urgent."""
    still = {person: known for person, known in people.items() if known["owed"]}
    due = [owed["dueAt"] for known in still.values() for owed in known["owed"].values()]
    return replace(row, people=still, earliest_due=min(map(datetime.fromisoformat, due), default=None))
