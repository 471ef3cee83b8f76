"""One row a person known in a case: victim, witness or both, whether warned and whether in care. Names nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from throughline.domain import Metadata, Moment, latest
from throughline.projection import Change, ReadModel, on

from aftercare.case_care.consent import PreferenceNoted
from aftercare.case_care.corrections import PersonRestated
from aftercare.case_care.enrolment import SurvivorEnrolled
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.people import VictimNoted
from aftercare.projections.events import ALL


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Days as precisely as they are known, as text."""

    case_id: UUID
    person_id: UUID
    victim: bool = False
    witness: bool = False
    is_child: str | None = None
    guardian: str | None = None
    status: str | None = None
    brought_on: str | None = None
    requested_on: str | None = None
    declined_on: str | None = None
    warn: str | None = None
    enrolled: bool = False
    consent_id: UUID | None = None
    legal_basis: str | None = None


class People(ReadModel[PersonRow]):
    """`warn` is None where nobody asked: a refusal is never inferred."""

    name = "people"
    row = PersonRow
    key = ("case_id", "person_id")
    ignores = ALL - {VictimNoted, PreferenceNoted, HearingNoted, SurvivorEnrolled, PersonRestated}

    @on(VictimNoted)
    def noted(self, event: VictimNoted, origin: Metadata) -> Iterator[Change]:
        def change(row: PersonRow) -> PersonRow:
            return replace(
                row,
                victim=True,
                is_child=event.is_child or row.is_child,
                guardian=event.guardian or row.guardian,
                status=event.status or row.status,
                brought_on=later(row.brought_on, event.brought_to_safety_on),
                requested_on=later(row.requested_on, event.requested_on),
                declined_on=later(row.declined_on, event.declined_on),
            )

        yield self.upsert((origin.case_id, event.victim_id), change)

    @on(PreferenceNoted)
    def preferred(self, event: PreferenceNoted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert((origin.case_id, event.person_id), lambda row: replace(row, warn=event.warn))

    @on(HearingNoted)
    def summoned(self, event: HearingNoted, origin: Metadata) -> Iterator[Change]:
        for witness in event.witness_ids:
            yield self.upsert((origin.case_id, witness), lambda row: replace(row, witness=True))

    @on(SurvivorEnrolled)
    def enrolled(self, event: SurvivorEnrolled, origin: Metadata) -> Iterator[Change]:
        def change(row: PersonRow) -> PersonRow:
            basis = event.legal_basis
            return replace(row, victim=True, enrolled=True, consent_id=event.consent_id, legal_basis=basis)

        yield self.upsert((origin.case_id, event.survivor_id), change)

    @on(PersonRestated)
    def restated(self, event: PersonRestated, origin: Metadata) -> Iterator[Change]:
        """What is left of her facts after a correction, in place of what was known."""

        def change(row: PersonRow) -> PersonRow:
            return replace(
                row,
                is_child=event.is_child,
                guardian=event.guardian,
                status=event.status,
                brought_on=later(None, event.brought_to_safety_on),
                requested_on=later(None, event.requested_on),
                declined_on=later(None, event.declined_on),
                warn=event.warn,
            )

        yield self.upsert((origin.case_id, event.person_id), change)


def later(known: str | None, new: Moment | None) -> str | None:
    last = latest(Moment.parse(known) if known else None, new)
    return str(last) if last else None
