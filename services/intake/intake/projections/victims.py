"""One row a victim of a case: coded profile, what became of her, and both views of her status. Names nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args
from uuid import UUID

from throughline.domain import Metadata, Moment, before, latest
from throughline.projection import Change, ReadModel, on

from intake.case.age import AgeAssessed
from intake.case.codes import Basis
from intake.case.exploitation import ExploitationDetermined
from intake.case.guardianship import GuardianshipDetermined
from intake.case.liberty import LibertyChanged
from intake.case.records import VictimRecordsJoined
from intake.case.safety import AssistanceRequested, VictimBroughtToSafety, VictimDeclinedAssistance
from intake.case.status import VictimStatusDetermined
from intake.case.victims import VictimEncountered
from intake.inbound.aftercare import SurvivorEnrolled
from intake.projections.events import (
    AUTHORITIES,
    CLOSING,
    CONSENTS,
    CONTACT,
    DISCLOSURES,
    INVESTIGATION,
    NOTED,
    OPENING,
    OPERATIONS,
    REFERRAL,
    RISKS,
    SUSPECTS,
    TASKS,
    day_of,
)

BASES: tuple[str, ...] = get_args(Basis)
UNKNOWN = (None, "unknown", "NonSpecifiedUnknown", ())


@dataclass(frozen=True, slots=True)
class VictimRow:
    case_id: UUID
    victim_id: UUID
    operation_id: UUID | None = None
    household_id: UUID | None = None
    age_band: str = "unknown"
    gender: str = "NonSpecifiedUnknown"
    citizenship: tuple[str, ...] = ()
    language_needed: str | None = None
    profile_ref: UUID | None = None
    encountered_on: date | None = None
    safety: str = "encountered"
    safe_on: date | None = None
    placement_type: str | None = None
    liberty: str | None = None
    wish: str | None = None
    self_escaped: bool | None = None
    agency_role: str | None = None
    declined_on: str | None = None
    asked_on: str | None = None
    official_status: str | None = None
    official_decided_by: str | None = None
    official_on: str | None = None
    agency_view: str | None = None
    agency_view_on: str | None = None
    is_child: str | None = None
    exploitation: tuple[str, ...] = ()
    exploitation_basis: str | None = None
    relationship: str | None = None
    guardian: str | None = None
    joined_to: UUID | None = None
    handed_over: bool = False
    handed_over_on: date | None = None
    enrolled_on: date | None = None


class Victims(ReadModel[VictimRow]):
    """`safety`: encountered, in_safety, declining or asking, by what weighs most now. What was once known of her
    stays known when she is met again by somebody who could not tell."""

    name = "victims"
    row = VictimRow
    key = ("case_id", "victim_id")
    ignores = (
        REFERRAL
        | OPENING
        | AUTHORITIES
        | INVESTIGATION
        | OPERATIONS
        | SUSPECTS
        | NOTED
        | CONSENTS
        | CONTACT
        | CLOSING
        | TASKS
        | RISKS
        | DISCLOSURES
    )

    @on(VictimEncountered)
    def encountered(self, event: VictimEncountered, origin: Metadata) -> Iterator[Change]:
        told = event.model_dump(exclude={"victim_id"})
        profile = {name: value for name, value in told.items() if value not in UNKNOWN}
        met_on = day_of(origin.occurred_on)
        yield self.upsert(
            (origin.case_id, event.victim_id),
            lambda row: replace(row, encountered_on=row.encountered_on or met_on, **profile),
        )

    @on(VictimBroughtToSafety)
    def brought_to_safety(self, event: VictimBroughtToSafety, origin: Metadata) -> Iterator[Change]:
        yield self._set(
            event.victim_id,
            origin,
            safe_on=day_of(origin.occurred_on) or origin.recorded_at.date(),
            placement_type=event.placement_type,
            liberty=event.liberty,
            wish=event.wish,
            self_escaped=event.self_escaped,
            agency_role=event.agency_role,
        )

    @on(VictimDeclinedAssistance)
    def declined(self, event: VictimDeclinedAssistance, origin: Metadata) -> Iterator[Change]:
        def change(row: VictimRow) -> VictimRow:
            return _weighed(replace(row, declined_on=_latest(row.declined_on, origin.occurred_on)), origin)

        yield self.upsert((origin.case_id, event.victim_id), change)

    @on(AssistanceRequested)
    def requested(self, event: AssistanceRequested, origin: Metadata) -> Iterator[Change]:
        def change(row: VictimRow) -> VictimRow:
            return _weighed(replace(row, asked_on=_latest(row.asked_on, origin.occurred_on)), origin)

        yield self.upsert((origin.case_id, event.victim_id), change)

    @on(VictimStatusDetermined)
    def determined(self, event: VictimStatusDetermined, origin: Metadata) -> Iterator[Change]:
        """The latest word by its day counts, whatever was learned of first."""
        on = origin.occurred_on

        def change(row: VictimRow) -> VictimRow:
            if event.standing == "official":
                if _latest(row.official_on, on) != str(on):
                    return row
                return replace(
                    row, official_status=event.status, official_decided_by=event.decided_by, official_on=str(on)
                )
            if _latest(row.agency_view_on, on) != str(on):
                return row
            return replace(row, agency_view=event.status, agency_view_on=str(on))

        yield self.upsert((origin.case_id, event.victim_id), lambda row: _weighed(change(row), origin))

    @on(AgeAssessed)
    def age_assessed(self, event: AgeAssessed, origin: Metadata) -> Iterator[Change]:
        def change(row: VictimRow) -> VictimRow:
            band = row.age_band if event.age_band == "unknown" else event.age_band
            return replace(row, is_child=event.is_child, age_band=band)

        yield self.upsert((origin.case_id, event.victim_id), change)

    @on(LibertyChanged)
    def liberty_changed(self, event: LibertyChanged, origin: Metadata) -> Iterator[Change]:
        yield self._set(event.victim_id, origin, liberty=event.liberty)

    @on(ExploitationDetermined)
    def exploitation_determined(self, event: ExploitationDetermined, origin: Metadata) -> Iterator[Change]:
        """What is better founded is not overwritten by what is less so, nor a type by a fact that names none."""

        def change(row: VictimRow) -> VictimRow:
            if BASES.index(event.basis) < BASES.index(row.exploitation_basis or BASES[0]):
                return row
            row = replace(row, relationship=event.relationship or row.relationship)
            return replace(row, exploitation=event.types, exploitation_basis=event.basis) if event.types else row

        yield self.upsert((origin.case_id, event.victim_id), change)

    @on(GuardianshipDetermined)
    def guardianship(self, event: GuardianshipDetermined, origin: Metadata) -> Iterator[Change]:
        yield self._set(event.victim_id, origin, guardian=event.guardian)

    @on(VictimRecordsJoined)
    def joined(self, event: VictimRecordsJoined, origin: Metadata) -> Iterator[Change]:
        yield self._set(event.joined_victim_id, origin, joined_to=event.kept_victim_id)

    @on(SurvivorEnrolled)
    def enrolled(self, event: SurvivorEnrolled, origin: Metadata) -> Iterator[Change]:
        on = origin.recorded_at.date()
        key = (origin.case_id, event.survivor_id)
        yield self.upsert(key, lambda row: replace(row, enrolled_on=max(row.enrolled_on or on, on)))

    def _set(self, victim_id: UUID, origin: Metadata, **values: Any) -> Change:
        return self.upsert((origin.case_id, victim_id), lambda row: _weighed(replace(row, **values), origin))


def _latest(known: str | None, new: Moment) -> str:
    return str(latest(new, Moment.parse(known) if known else None))


def _weighed(row: VictimRow, origin: Metadata) -> VictimRow:
    """With what follows of the row: her safety, and since when aftercare has to answer for her."""
    row = _with_safety(row)
    word = row.official_status or row.agency_view
    held = row.safety == "encountered" and word not in (None, "NotAVictimOfTrafficking")
    handed_over = row.safety in ("in_safety", "asking") or held
    since = (row.handed_over_on or origin.recorded_at.date()) if handed_over else None
    return replace(row, handed_over=handed_over, handed_over_on=since)


def _with_safety(row: VictimRow) -> VictimRow:
    """A refusal weighs more than a place of safety, and a later request more than a refusal."""
    declines = row.declined_on is not None and (
        row.asked_on is None or before(Moment.parse(row.asked_on), Moment.parse(row.declined_on))
    )
    if declines:
        return replace(row, safety="declining")
    if row.safe_on is not None:
        return replace(row, safety="in_safety")
    return replace(row, safety="asking" if row.asked_on else "encountered")
