"""One row an accused and prosecution: what was reported of him, his first sentence, and what stopped his trial.

A person accused in two prosecutions is two rows, as the figures count accused, not persons. What became of the charges
is in charge_facts; `accused_dispositions` puts both together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.inbound import legal
from reporting.projections.counting import Provenance, latest
from reporting.projections.own import OWN


@dataclass(frozen=True, slots=True)
class AccusedFacts:
    prosecution_id: UUID
    accused_id: UUID
    case_id: UUID | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    counted_under: str = ""
    registered: bool = False
    reported: str | None = None
    reported_version: int = 0
    sentenced: bool = False
    sentence_months: Decimal | None = None
    sentence_life: bool = False
    sentence_suspended: bool = False
    remanded: bool = False
    released: bool = False
    suspended: bool = False
    discontinued: bool = False
    died: bool = False
    final: bool = False
    recorded_at: datetime | None = None


class AccusedFactsModel(ReadModel[AccusedFacts]):
    name = "accused_facts"
    row = AccusedFacts
    generation = 2
    key = ("prosecution_id", "accused_id")
    ignores = OWN

    @on(legal.AccusedRegistered)
    def registered(self, event: legal.AccusedRegistered, origin: Metadata) -> Iterator[Change]:
        """Under what he is counted is set once: a source that names him later does not move him."""
        found, touched = Provenance.of(origin), self._touch(event, origin, registered=True)

        def counted(row: AccusedFacts) -> AccusedFacts:
            if row.counted_under:
                return row
            return replace(
                row, office_id=found.office_id, jurisdiction=found.jurisdiction, counted_under=found.counted_under
            )

        yield Change(touched.key, lambda row: counted(touched.apply(row)))

    @on(legal.AccusedRemoved)
    def removed(self, event: legal.AccusedRemoved, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, registered=False)

    @on(legal.DispositionReported)
    def reported(self, event: legal.DispositionReported, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, reported=event.value, reported_version=origin.stream_version)

    @on(legal.SentencePassed)
    def sentenced(self, event: legal.SentencePassed, origin: Metadata) -> Iterator[Change]:
        """The first sentence counts; what an appeal made of it is another matter."""

        def first(row: AccusedFacts) -> AccusedFacts:
            if row.sentenced:
                return row
            return replace(
                row,
                sentenced=True,
                sentence_months=event.custodial_months,
                sentence_life=event.life,
                sentence_suspended=event.suspended,
            )

        touched = self._touch(event, origin)
        yield Change(touched.key, lambda row: first(touched.apply(row)))

    @on(legal.RemandOrdered, legal.BailRefused)
    def remanded(self, event: legal.RemandOrdered | legal.BailRefused, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, remanded=True)

    @on(legal.SuspectReleased)
    def released(self, event: legal.SuspectReleased, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, released=True)

    @on(legal.ProceedingsSuspended, legal.ProceedingsResumed)
    def stayed(
        self, event: legal.ProceedingsSuspended | legal.ProceedingsResumed, origin: Metadata
    ) -> Iterator[Change]:
        yield self._touch(event, origin, suspended=isinstance(event, legal.ProceedingsSuspended))

    @on(legal.AccusedDied)
    def died(self, event: legal.AccusedDied, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, died=True, final=True)

    @on(legal.JudgmentBecameFinal)
    def final(self, event: legal.JudgmentBecameFinal, origin: Metadata) -> Iterator[Change]:
        yield self._touch(event, origin, final=True)

    @on(legal.ProsecutionDiscontinued)
    def discontinued(self, event: legal.ProsecutionDiscontinued, origin: Metadata) -> Iterator[Change]:
        if event.accused_id is not None:
            yield self._change(event.accused_id, origin, discontinued=True)

    def _touch(self, event: legal.OfAccused, origin: Metadata, **changed: object) -> Change:
        return self._change(event.accused_id, origin, **changed)

    def _change(self, accused_id: UUID, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            (origin.stream_id, accused_id),
            lambda row: replace(
                row,
                **changed,  # type: ignore[arg-type]
                case_id=origin.case_id,
                recorded_at=latest(row.recorded_at, origin),
            ),
        )
