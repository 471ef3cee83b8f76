"""One row a victim of a case: who brought her to safety, by whose lead, and how her care went on.

Attribution is derived from what was written down of the first day she was safe, never entered. Under what she is
counted is set once, by the first record of it, so that nothing backfilled later moves her out of a figure. A victim in
two cases is two rows: ids are of a case, and no figure here may call victims of several cases persons.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata, Moment, before
from throughline.projection import Change, ReadModel, on

from reporting.inbound import aftercare, intake
from reporting.projections.counting import Provenance, known_day, latest
from reporting.projections.own import OWN

ATTRIBUTION = {"present": "agency_present", "planned_with": "agency_planned", "trained_only": "partner_trained"}


@dataclass(frozen=True, slots=True)
class VictimFacts:
    case_id: UUID
    victim_id: UUID
    office_id: str | None = None
    jurisdiction: str | None = None
    counted_under: str = ""
    age_band: str | None = None
    gender: str | None = None
    exploitation: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    official_status: str | None = None
    brought_to_safety_on: date | None = None
    safe: str | None = None
    safe_version: int = 0
    attribution: str | None = None
    led_by_org_id: UUID | None = None
    declined_on: date | None = None
    declined: str | None = None
    declined_version: int = 0
    later_declined: bool = False
    enrolled: bool = False
    enrolled_on: date | None = None
    restored: bool = False
    restored_on: date | None = None
    revictimised: int = 0
    exited: bool = False
    exited_on: date | None = None
    exit_reason: str | None = None
    recorded_at: datetime | None = None


def counted(row: VictimFacts, found: Provenance) -> VictimFacts:
    return replace(row, office_id=found.office_id, jurisdiction=found.jurisdiction, counted_under=found.counted_under)


def first_known(one: str | None, other: str | None) -> bool:
    """Whether the one moment was surely before the other; a known one comes before one that nobody knows."""
    if one is None or other is None:
        return other is None and one is not None
    if "unknown" in (one, other):
        return one != other and other == "unknown"
    return before(Moment.parse(one), Moment.parse(other))


def declined_after(row: VictimFacts) -> bool:
    """Whether her last refusal came after she was safe: by the days known, else as they were recorded."""
    if row.safe is None or row.declined is None:
        return False
    known = "unknown" not in (row.safe, row.declined)
    if known and first_known(row.safe, row.declined):
        return True
    if known and first_known(row.declined, row.safe):
        return False
    return row.declined_version > row.safe_version


def attribution(event: intake.VictimBroughtToSafety) -> str:
    """`agency_present`, `agency_planned`, `partner_trained`, `none`, or `self` where she freed herself."""
    return "self" if event.self_escaped else ATTRIBUTION.get(event.agency_role, "none")


class VictimFactsModel(ReadModel[VictimFacts]):
    name = "victim_facts"
    row = VictimFacts
    generation = 3
    key = ("case_id", "victim_id")
    ignores = OWN

    @on(intake.VictimEncountered)
    def encountered(self, event: intake.VictimEncountered, origin: Metadata) -> Iterator[Change]:
        yield self._known(event.victim_id, origin, age_band=event.age_band or None, gender=event.gender or None)

    @on(intake.AgeAssessed)
    def assessed(self, event: intake.AgeAssessed, origin: Metadata) -> Iterator[Change]:
        yield self._known(event.victim_id, origin, age_band=event.age_band or None)

    @on(intake.VictimBroughtToSafety)
    def brought_to_safety(self, event: intake.VictimBroughtToSafety, origin: Metadata) -> Iterator[Change]:
        """The first time counts, whenever it was told: she is brought to safety once."""
        when, found = str(origin.occurred_on), Provenance.of(origin)
        day = {
            "safe": when,
            "safe_version": origin.stream_version,
            "brought_to_safety_on": known_day(origin.occurred_on),
            "attribution": attribution(event),
            "led_by_org_id": event.led_by_org_id,
        }

        def first(row: VictimFacts) -> VictimFacts:
            if row.safe is None:
                row = counted(row, found)
            if row.safe is None or first_known(when, row.safe):
                row = replace(row, **day)  # type: ignore[arg-type]
            return replace(row, later_declined=declined_after(row))

        known = self._touch(event.victim_id, origin)
        yield Change(known.key, lambda row: first(known.apply(row)))

    @on(intake.VictimDeclinedAssistance)
    def declined(self, event: intake.VictimDeclinedAssistance, origin: Metadata) -> Iterator[Change]:
        when = str(origin.occurred_on)
        refusal = {
            "declined": when,
            "declined_version": origin.stream_version,
            "declined_on": known_day(origin.occurred_on),
        }

        def last(row: VictimFacts) -> VictimFacts:
            if row.declined is None or not first_known(when, row.declined):
                row = replace(row, **refusal)  # type: ignore[arg-type]
            return replace(row, later_declined=declined_after(row))

        known = self._known(event.victim_id, origin)
        yield Change(known.key, lambda row: last(known.apply(row)))

    @on(intake.VictimStatusDetermined)
    def status(self, event: intake.VictimStatusDetermined, origin: Metadata) -> Iterator[Change]:
        if event.standing == "official":
            yield self._known(event.victim_id, origin, official_status=event.status)

    @on(intake.ExploitationDetermined)
    def exploited(self, event: intake.ExploitationDetermined, origin: Metadata) -> Iterator[Change]:
        """A later fact that names no type, or no means, says nothing about those of before."""
        told = {"exploitation": tuple(sorted(set(event.types))), "means": tuple(sorted(set(event.means)))}
        yield self._known(event.victim_id, origin, **{name: several for name, several in told.items() if several})

    @on(aftercare.SurvivorEnrolled)
    def enrolled(self, event: aftercare.SurvivorEnrolled, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event.survivor_id, origin, enrolled=True, enrolled_on=known_day(origin.occurred_on))

    @on(aftercare.SurvivorRestored)
    def restored(self, event: aftercare.SurvivorRestored, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin.stream_id, origin, restored=True, restored_on=known_day(origin.occurred_on))

    @on(aftercare.RestorationReversed)
    def reversed(self, event: aftercare.RestorationReversed, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin.stream_id, origin, restored=False, restored_on=None)

    @on(aftercare.RevictimisationReported)
    def revictimised(self, event: aftercare.RevictimisationReported, origin: Metadata) -> Iterator[Change]:
        touched = self._touch(origin.stream_id, origin)
        yield Change(touched.key, lambda row: replace(touched.apply(row), revictimised=row.revictimised + 1))

    @on(aftercare.SurvivorExited)
    def exited(self, event: aftercare.SurvivorExited, origin: Metadata) -> Iterator[Change]:
        day = known_day(origin.occurred_on)
        yield self._touch(origin.stream_id, origin, exited=True, exited_on=day, exit_reason=event.reason)

    def _known(self, victim_id: UUID, origin: Metadata, **changed: object) -> Change:
        """A fact of intake, which owns whom a victim is counted under; the care team's facts never say that."""
        found = Provenance.of(origin)
        touched = self._touch(victim_id, origin, **changed)
        return Change(
            touched.key,
            lambda row: touched.apply(row) if row.counted_under else counted(touched.apply(row), found),
        )

    def _touch(self, victim_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.case_id, victim_id),
            lambda row: replace(row, **changed, recorded_at=latest(row.recorded_at, origin)),  # type: ignore[arg-type]
        )
