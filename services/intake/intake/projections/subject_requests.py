"""One row a request of a person about her own data, to any team: by when it is to be answered, and how it was.

Serves the data protection officer's desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casework import SubjectRequestAnswered, SubjectRequestReceived
from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from intake.inbound.telling import (
    Answered,
    AnsweredByAftercare,
    AnsweredByLegal,
    Asked,
    AskedOfAftercare,
    AskedOfLegal,
)
from intake.projections.events import EVERY, day_of


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`service`: the team that was asked. `outcome` is null while she waits."""

    case_id: UUID
    request_id: UUID
    office_id: str | None = None
    reference: str | None = None
    service: str = ""
    subject_id: UUID | None = None
    kind: str = ""
    asked_by: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    outcome: str | None = None
    withheld: tuple[str, ...] = ()
    delivered_by: str | None = None
    answered_on: date | None = None


class SubjectRequests(ReadModel[RequestRow]):
    name = "subject_requests"
    row = RequestRow
    key = ("case_id", "request_id")
    ignores = EVERY - {SubjectRequestReceived, SubjectRequestAnswered}

    @on(SubjectRequestReceived, AskedOfLegal, AskedOfAftercare)
    def received(self, event: SubjectRequestReceived | Asked, origin: Metadata) -> Iterator[Change]:
        def change(row: RequestRow) -> RequestRow:
            return replace(
                row,
                office_id=origin.office_id,
                reference=origin.case_reference,
                service=origin.service,
                subject_id=event.subject_id,
                kind=event.kind,
                asked_by=event.by,
                asked_on=day_of(origin.occurred_on),
                due_on=event.due_on,
            )

        yield self.upsert((origin.case_id, event.request_id), change)

    @on(SubjectRequestAnswered, AnsweredByLegal, AnsweredByAftercare)
    def answered(self, event: SubjectRequestAnswered | Answered, origin: Metadata) -> Iterator[Change]:
        on = day_of(origin.occurred_on) or origin.recorded_at.date()

        def change(row: RequestRow) -> RequestRow:
            return replace(
                row,
                outcome=event.outcome,
                withheld=event.withheld,
                delivered_by=event.delivered_by,
                answered_on=on,
            )

        yield self.upsert((origin.case_id, event.request_id), change)
