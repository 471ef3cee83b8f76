"""One row an instance of something that is to be done, or done in time: whether it was; null while it is not yet due.

What is historical has no row: nobody watched its terms. Once late is late, whatever came of it afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Metadata
from throughline.inbound import Inbound
from throughline.projection import Change, ReadModel, on

from reporting import clocks
from reporting.inbound import aftercare, intake, legal
from reporting.projections.counting import Provenance, latest
from reporting.projections.own import OWN

STARTS: Mapping[type[Inbound], str] = {
    legal.SuspectArrested: "court_production",
    legal.RemandOrdered: "charge_sheet",
    legal.ArraignmentHeld: "judgment",
}
ENDS: Mapping[type[Inbound], str] = {
    legal.CourtProductionRecorded: "court_production",
    legal.ChargesFiled: "charge_sheet",
    legal.VerdictRecorded: "judgment",
}


@dataclass(frozen=True, slots=True)
class ComplianceFacts:
    measure: str
    stream_id: UUID
    subject_id: UUID
    case_id: UUID | None = None
    office_id: str | None = None
    counted_under: str = ""
    begun: bool = False
    met: bool | None = None
    recorded_at: datetime | None = None


class ComplianceFactsModel(ReadModel[ComplianceFacts]):
    name = "compliance_facts"
    row = ComplianceFacts
    key = ("measure", "stream_id", "subject_id")
    ignores = OWN

    @on(*STARTS)
    def begun(self, event: legal.OfAccused, origin: Metadata) -> Iterator[Change]:
        yield from self._term(STARTS[type(event)], event.accused_id, origin, begun=True)

    @on(*ENDS)
    def done(self, event: legal.OfAccused, origin: Metadata) -> Iterator[Change]:
        yield from self._term(ENDS[type(event)], event.accused_id, origin, met=True)

    @on(legal.MilestoneOverdue)
    def overdue(self, event: legal.MilestoneOverdue, origin: Metadata) -> Iterator[Change]:
        measure = clocks.MEASURE_OF.get(event.clock)
        if measure and event.accused_id:
            yield from self._said(measure, event.accused_id, origin, begun=True, met=False)

    @on(intake.OperationExecuted)
    def executed(self, event: intake.OperationExecuted, origin: Metadata) -> Iterator[Change]:
        met = event.social_worker_present
        yield from self._said("social_worker_at_operation", origin.event_id, origin, begun=True, met=met)

    @on(intake.VictimStatementTaken)
    def stated(self, event: intake.VictimStatementTaken, origin: Metadata) -> Iterator[Change]:
        met = event.support_person_present
        yield from self._said("support_person_at_statement", origin.event_id, origin, begun=True, met=met)

    @on(legal.TestimonyGiven)
    def testified(self, event: legal.TestimonyGiven, origin: Metadata) -> Iterator[Change]:
        met = event.support_person_present
        yield from self._said("support_person_at_testimony", origin.event_id, origin, begun=True, met=met)

    @on(intake.VictimBroughtToSafety, intake.LibertyChanged)
    def liberty(
        self, event: intake.VictimBroughtToSafety | intake.LibertyChanged, origin: Metadata
    ) -> Iterator[Change]:
        if event.liberty != "unknown":
            met = event.liberty != "detained"
            yield from self._said("victim_not_detained", event.victim_id, origin, begun=True, met=met)

    @on(aftercare.FollowUpVisited, aftercare.FollowUpMissed)
    def followed_up(
        self, event: aftercare.FollowUpVisited | aftercare.FollowUpMissed, origin: Metadata
    ) -> Iterator[Change]:
        met = isinstance(event, aftercare.FollowUpVisited)
        yield from self._said("follow_up", origin.event_id, origin, begun=True, met=met)

    def _term(self, measure: str, subject_id: UUID, origin: Metadata, **said: bool) -> Iterator[Change]:
        if origin.jurisdiction in clocks.WITH_TERM[measure]:
            yield from self._said(measure, subject_id, origin, **said)

    def _said(self, measure: str, subject_id: UUID, origin: Metadata, **said: bool) -> Iterator[Change]:
        if origin.historical:
            return
        found = Provenance.of(origin)

        def change(row: ComplianceFacts) -> ComplianceFacts:
            return replace(
                row,
                case_id=origin.case_id,
                office_id=row.office_id or found.office_id,
                counted_under=row.counted_under or found.counted_under,
                begun=row.begun or said.get("begun", False),
                met=False if row.met is False else said.get("met", row.met),
                recorded_at=latest(row.recorded_at, origin),
            )

        yield self.upsert((measure, origin.stream_id, subject_id), change)
