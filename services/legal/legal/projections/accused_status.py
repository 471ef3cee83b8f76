"""One row an accused and prosecution: custody, bail, proceedings, and the last sentence.

A fact of an earlier day that is learned late does not undo a later one, as in the Prosecution itself. What became of
the charges is in `charges` and `verdicts`, what appeals undid in `appeals`; the queries put them together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from throughline.domain import Event, Metadata, Moment, before
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    APPEALS,
    BESIDE,
    CHARGES,
    COMPENSATION,
    COMPLAINT,
    DOCKET,
    HEARINGS,
    HELD,
    TESTIMONY,
    Events,
    at,
)
from legal.prosecution import bail, custody, ending
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.charges import ChargesFiled
from legal.prosecution.order import placed
from legal.prosecution.registration import AccusedRegistered, AccusedRemoved, AccusedSummoned
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.state import Absconded, AtLarge, Custody, Detained, Move
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded

CUSTODY: dict[type[Custody], str] = {Detained: "detained", AtLarge: "at_large", Absconded: "absconded"}
BAILS: dict[type[Event], str] = {
    bail.BailGranted: "granted",
    bail.BailConditionsChanged: "granted",
    bail.BailBreached: "breached",
    bail.BailCancelled: "cancelled",
    bail.BailRefused: "refused",
}
PROCEEDINGS: dict[type[Event], str] = {
    ending.JudgmentBecameFinal: "final",
    ending.ProceedingsSuspended: "suspended",
    ending.ProceedingsResumed: "pending",
    ending.AccusedDied: "died",
    ending.ProsecutionDiscontinued: "discontinued",
}


@dataclass(frozen=True, slots=True)
class AccusedRow:
    prosecution_id: UUID
    accused_id: UUID
    case_id: UUID | None = None
    roles: tuple[str, ...] = ()
    named_on: datetime | None = None
    custody: str = "at_large"
    custody_since: datetime | None = None
    custody_precision: str | None = None
    custody_moves: tuple[Move, ...] = ()
    release_expected_on: datetime | None = None
    bail: str = "none"
    bail_kind: str | None = None
    bail_conditions: tuple[str, ...] = ()
    bail_since: datetime | None = None
    bail_precision: str | None = None
    arraigned: bool = False
    summoned: bool = False
    proceedings: str = "pending"
    proceedings_recorded_at: datetime | None = None
    disposition: str | None = None
    disposition_event_id: UUID | None = None
    sentence_event_id: UUID | None = None
    sentence_months: Decimal | None = None
    sentence_life: bool = False
    sentence_suspended: bool = False
    fine_amount: Decimal | None = None
    fine_currency: str | None = None
    sentenced_on: datetime | None = None


class AccusedStatus(ReadModel[AccusedRow]):
    name = "accused_status"
    row = AccusedRow
    key = ("prosecution_id", "accused_id")
    ignores = (
        (CHARGES - {ChargesFiled})
        | Events({PleaEntered, VerdictRecorded})
        | HELD
        | BESIDE
        | DOCKET
        | COMPLAINT
        | HEARINGS
        | TESTIMONY
        | COMPENSATION
        | APPEALS
    )

    @on(AccusedRegistered)
    def registered(self, event: AccusedRegistered, origin: Metadata) -> Iterator[Change]:
        def change(row: AccusedRow) -> AccusedRow:
            roles = tuple(sorted({*row.roles, *event.roles}))
            return replace(row, case_id=origin.case_id, roles=roles, named_on=row.named_on or at(origin.occurred_on))

        yield self.upsert((origin.stream_id, event.accused_id), change)

    @on(AccusedRemoved)
    def removed(self, event: AccusedRemoved, origin: Metadata) -> Iterator[Change]:
        yield self.delete((origin.stream_id, event.accused_id))

    @on(*custody.DOORS, custody.CustodyEnded)
    def moved(self, event: Any, origin: Metadata) -> Iterator[Change]:
        """As in the Prosecution: the history by day, and what it comes to."""

        def change(row: AccusedRow) -> AccusedRow:
            move = custody.move_of(event, origin.occurred_on)
            moves = placed(row.custody_moves, move) if move else row.custody_moves
            now = custody.custody_after(moves)
            since = now.since
            return replace(
                row,
                custody=CUSTODY[type(now)],
                custody_since=since.at if since else None,
                custody_precision=since.precision if since else None,
                custody_moves=moves,
            )

        yield self._of(event, origin, change)

    @on(custody.ReleaseExpected)
    def release_expected(self, event: custody.ReleaseExpected, origin: Metadata) -> Iterator[Change]:
        yield self._of(event, origin, lambda row: replace(row, release_expected_on=at(event.on_)))

    @on(*BAILS)
    def bailed(self, event: Any, origin: Metadata) -> Iterator[Change]:
        def change(row: AccusedRow) -> AccusedRow:
            if is_late(origin.occurred_on, row.bail_since, row.bail_precision):
                return row
            if isinstance(event, bail.BailRefused) and row.bail in ("granted", "breached"):
                return row
            since = origin.occurred_on
            return replace(
                row,
                bail=BAILS[type(event)],
                bail_kind=event.kind if isinstance(event, bail.BailGranted) else row.bail_kind,
                bail_conditions=getattr(event, "conditions", row.bail_conditions),
                bail_since=since.at,
                bail_precision=since.precision,
            )

        yield self._of(event, origin, change)

    @on(AccusedSummoned)
    def was_summoned(self, event: AccusedSummoned, origin: Metadata) -> Iterator[Change]:
        yield self._of(event, origin, lambda row: replace(row, summoned=True))

    @on(ArraignmentHeld)
    def arraigned(self, event: ArraignmentHeld, origin: Metadata) -> Iterator[Change]:
        yield self._of(event, origin, lambda row: replace(row, arraigned=True))

    @on(*PROCEEDINGS)
    def proceeded(self, event: Any, origin: Metadata) -> Iterator[Change]:
        """A discontinuation that names nobody is of a file against nobody."""
        if event.accused_id is None:
            return

        def change(row: AccusedRow) -> AccusedRow:
            if row.proceedings == "died":
                return row
            return replace(row, proceedings=PROCEEDINGS[type(event)], proceedings_recorded_at=origin.recorded_at)

        yield self._of(event, origin, change)

    @on(ChargesFiled)
    def charged(self, event: ChargesFiled, origin: Metadata) -> Iterator[Change]:
        """Whoever is charged is before the court again."""

        def change(row: AccusedRow) -> AccusedRow:
            return row if row.proceedings == "died" else replace(row, proceedings="pending")

        yield self._of(event, origin, change)

    @on(DispositionReported)
    def reported(self, event: DispositionReported, origin: Metadata) -> Iterator[Change]:
        yield self._of(
            event, origin, lambda row: replace(row, disposition=event.value, disposition_event_id=origin.event_id)
        )

    @on(SentencePassed)
    def sentenced(self, event: SentencePassed, origin: Metadata) -> Iterator[Change]:
        yield self._of(
            event,
            origin,
            lambda row: replace(
                row,
                sentence_event_id=origin.event_id,
                sentence_months=event.custodial_months,
                sentence_life=event.life,
                sentence_suspended=event.suspended,
                fine_amount=event.fine.amount if event.fine else None,
                fine_currency=event.fine.currency if event.fine else None,
                sentenced_on=at(origin.occurred_on),
            ),
        )

    def _of(self, event: Any, origin: Metadata, change: Any) -> Change:
        return self.upsert((origin.stream_id, event.accused_id), change)


def is_late(moment: Moment, since: datetime | None, precision: Any) -> bool:
    return since is not None and before(moment, Moment(since, precision))
