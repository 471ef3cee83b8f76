"""One row a charge: how many of its counts ended in which way at first instance, and what a conviction counts as.

Guarantees that counts never have two verdicts at once: a verdict on counts that had one already replaces it, as after a
retrial. Verdicts of a court of appeal are not counted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting import statutes
from reporting.inbound import legal
from reporting.projections.counting import latest
from reporting.projections.own import OWN

# What a second verdict on the same counts takes the place of, in this order.
REPLACED_FIRST = ("hung", "guilty_by_trial", "guilty_by_plea", "dismissed", "not_guilty")
VERDICTS = {"not_guilty": "not_guilty", "dismissed": "dismissed", "hung": "hung"}
GUILTY = frozenset({"guilty", "guilty_lesser"})


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    charge_id: UUID
    case_id: UUID | None = None
    prosecution_id: UUID | None = None
    accused_id: UUID | None = None
    jurisdiction: str | None = None
    statute: str = ""
    iccs: str | None = None
    counts: int = 0
    guilty_by_trial: int = 0
    guilty_by_plea: int = 0
    not_guilty: int = 0
    dismissed: int = 0
    hung: int = 0
    withdrawn: int = 0
    rejected: int = 0
    convicted_of: str | None = None
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

    def freed(self, counts: int) -> "ChargeFacts":
        """The row with room for that many counts: verdicts that a new one replaces are taken away."""
        row, excess = self, self.ended + counts - self.counts
        for fate in REPLACED_FIRST:
            taken = min(getattr(row, fate), max(excess, 0))
            row, excess = replace(row, **{fate: getattr(row, fate) - taken}), excess - taken
        return row if row.guilty_by_trial + row.guilty_by_plea else replace(row, convicted_of=None)


class ChargeFactsModel(ReadModel[ChargeFacts]):
    name = "charge_facts"
    row = ChargeFacts
    key = ("charge_id",)
    ignores = OWN

    @on(legal.ChargesFiled)
    def filed(self, event: legal.ChargesFiled, origin: Metadata) -> Iterator[Change]:
        for charge in event.charges:
            yield self._touch(
                charge.charge_id,
                origin,
                prosecution_id=origin.stream_id,
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

    @on(legal.ChargeWithdrawn, legal.ChargeRejected)
    def dropped(self, event: legal.ChargeWithdrawn | legal.ChargeRejected, origin: Metadata) -> Iterator[Change]:
        fate = "withdrawn" if isinstance(event, legal.ChargeWithdrawn) else "rejected"

        def drop(row: ChargeFacts) -> ChargeFacts:
            return replace(row, **{fate: getattr(row, fate) + (row.open if event.counts is None else event.counts)})

        touched = self._touch(event.charge_id, origin)
        yield Change(touched.key, lambda row: drop(touched.apply(row)))

    @on(legal.VerdictRecorded)
    def verdict(self, event: legal.VerdictRecorded, origin: Metadata) -> Iterator[Change]:
        if event.court == "first_instance":
            touched = self._touch(event.charge_id, origin)
            yield Change(touched.key, lambda row: decided(touched.apply(row), event))

    def _touch(self, charge_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            charge_id,
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
    if event.verdict not in GUILTY:
        fate = VERDICTS[event.verdict]
        return replace(row, **{fate: getattr(row, fate) + event.counts})
    fate = "guilty_by_plea" if event.by_plea else "guilty_by_trial"
    known: statutes.Standing | None = row.convicted_of  # type: ignore[assignment]
    return replace(
        row,
        **{fate: getattr(row, fate) + event.counts},
        convicted_of=statutes.gravest(known, conviction(row, event)),
    )


def conviction(row: ChargeFacts, event: legal.VerdictRecorded) -> statutes.Standing:
    """What a guilty verdict counts as: by the offence convicted of, which for a lesser one is not the one charged."""
    if event.convicted_of is not None:
        return statutes.standing(event.convicted_of.statute, event.convicted_of.iccs, row.jurisdiction)
    return "other" if event.verdict == "guilty_lesser" else statutes.standing(row.statute, row.iccs, row.jurisdiction)
