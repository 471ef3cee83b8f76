"""One row a charge of a prosecution: how its counts ended at first instance, and what a conviction counts as.

Guarantees that counts never have two verdicts at once: a verdict on counts that had one already replaces it, as after a
retrial. Guilty counts are kept by what they count as; which of them were tried again nobody says, so it is taken to
have been the gravest, and no figure claims a core conviction that may be gone. Verdicts of a court of appeal are not
counted here. Whoever files a charge names it, so two prosecutions may use one id: they are two charges.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting import statutes
from reporting.inbound import legal
from reporting.projections.counting import earliest, known_day, latest
from reporting.projections.own import OWN

# What a second verdict on the same counts takes the place of, in this order.
GUILTY_GROUPS = tuple(f"{how}/{standing}" for how in ("trial", "plea") for standing in statutes.GRAVEST_FIRST)
REPLACED_FIRST = ("hung", *GUILTY_GROUPS, "dismissed", "not_guilty")
VERDICTS = {"not_guilty": "not_guilty", "dismissed": "dismissed", "hung": "hung"}
GUILTY = frozenset({"guilty", "guilty_lesser"})


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    prosecution_id: UUID
    charge_id: UUID
    case_id: UUID | None = None
    accused_id: UUID | None = None
    jurisdiction: str | None = None
    statute: str = ""
    iccs: str | None = None
    counts: int = 0
    guilty: Mapping[str, int] = field(default_factory=dict)
    guilty_by_trial: int = 0
    guilty_by_plea: int = 0
    not_guilty: int = 0
    dismissed: int = 0
    hung: int = 0
    withdrawn: int = 0
    rejected: int = 0
    convicted_of: str | None = None
    accepted_on: date | None = None
    verdict_version: int = 0
    verdict_on: date | None = None
    dropped_version: int = 0
    statutes_version: str = statutes.VERSION
    recorded_at: datetime | None = None

    @property
    def ended(self) -> int:
        return (
            sum((self.guilty_by_trial, self.guilty_by_plea, self.not_guilty, self.dismissed, self.hung)) + self.dropped
        )

    @property
    def dropped(self) -> int:
        return self.withdrawn + self.rejected

    @property
    def open(self) -> int:
        return max(self.counts - self.ended, 0)

    def of_fate(self, fate: str) -> int:
        return self.guilty.get(fate, 0) if fate in GUILTY_GROUPS else int(getattr(self, fate))

    def with_fate(self, fate: str, counts: int) -> "ChargeFacts":
        """The row with so many counts of one fate, and what follows of it."""
        if fate not in GUILTY_GROUPS:
            return replace(self, **{fate: counts})  # type: ignore[arg-type]
        guilty = {group: known for group, known in {**self.guilty, fate: counts}.items() if known}
        held_for = {group.partition("/")[2] for group in guilty}
        return replace(
            self,
            guilty=guilty,
            guilty_by_trial=sum(known for group, known in guilty.items() if group.startswith("trial/")),
            guilty_by_plea=sum(known for group, known in guilty.items() if group.startswith("plea/")),
            convicted_of=next((standing for standing in statutes.GRAVEST_FIRST if standing in held_for), None),
        )

    def freed(self, counts: int) -> "ChargeFacts":
        """The row with room for that many counts: verdicts that a new one replaces are taken away."""
        row, excess = self, self.ended + counts - self.counts
        for fate in REPLACED_FIRST:
            taken = min(row.of_fate(fate), max(excess, 0))
            if taken:
                row, excess = row.with_fate(fate, row.of_fate(fate) - taken), excess - taken
        return row


class ChargeFactsModel(ReadModel[ChargeFacts]):
    name = "charge_facts"
    row = ChargeFacts
    generation = 3
    key = ("prosecution_id", "charge_id")
    ignores = OWN

    @on(legal.ChargesFiled)
    def filed(self, event: legal.ChargesFiled, origin: Metadata) -> Iterator[Change]:
        for charge in event.charges:
            yield self._touch(
                charge.charge_id,
                origin,
                accused_id=event.accused_id,
                jurisdiction=origin.jurisdiction,
                statute=charge.statute,
                iccs=charge.iccs,
                counts=charge.counts,
            )

    @on(legal.ChargeAmended)
    def amended(self, event: legal.ChargeAmended, origin: Metadata) -> Iterator[Change]:
        if event.counts is not None:
            yield self._touch(event.charge_id, origin, counts=event.counts)

    @on(legal.ChargeAccepted)
    def accepted(self, event: legal.ChargeAccepted, origin: Metadata) -> Iterator[Change]:
        touched, day = self._touch(event.charge_id, origin), known_day(origin.occurred_on)

        def first(row: ChargeFacts) -> ChargeFacts:
            return replace(row, accepted_on=earliest(row.accepted_on, day))

        yield Change(touched.key, lambda row: first(touched.apply(row)))

    @on(legal.ChargeWithdrawn, legal.ChargeRejected)
    def dropped(self, event: legal.ChargeWithdrawn | legal.ChargeRejected, origin: Metadata) -> Iterator[Change]:
        fate = "withdrawn" if isinstance(event, legal.ChargeWithdrawn) else "rejected"

        def drop(row: ChargeFacts) -> ChargeFacts:
            return row.with_fate(fate, row.of_fate(fate) + (row.open if event.counts is None else event.counts))

        touched = self._touch(event.charge_id, origin, dropped_version=origin.stream_version)
        yield Change(touched.key, lambda row: drop(touched.apply(row)))

    @on(legal.VerdictRecorded)
    def verdict(self, event: legal.VerdictRecorded, origin: Metadata) -> Iterator[Change]:
        if event.court == "first_instance":
            touched = self._touch(
                event.charge_id, origin, verdict_version=origin.stream_version, verdict_on=known_day(origin.occurred_on)
            )
            yield Change(touched.key, lambda row: decided(touched.apply(row), event))

    def _touch(self, charge_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.stream_id, charge_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )


def decided(row: ChargeFacts, event: legal.VerdictRecorded) -> ChargeFacts:
    """The row after a verdict of the first instance."""
    row = row.freed(event.counts)
    if event.verdict in GUILTY:
        fate = f"{'plea' if event.by_plea else 'trial'}/{conviction(row, event)}"
    else:
        fate = VERDICTS[event.verdict]
    return row.with_fate(fate, row.of_fate(fate) + event.counts)


def conviction(row: ChargeFacts, event: legal.VerdictRecorded) -> statutes.Standing:
    """What a guilty verdict counts as: by the offence convicted of, which for a lesser one is not the one charged."""
    if event.convicted_of is not None:
        return statutes.standing(event.convicted_of.statute, event.convicted_of.iccs, row.jurisdiction)
    return "other" if event.verdict == "guilty_lesser" else statutes.standing(row.statute, row.iccs, row.jurisdiction)
