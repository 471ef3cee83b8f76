"""One row a prosecution: the furthest stage it reached. Whether it is over is for its accused to say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Event, Metadata
from throughline.projection import Change, ReadModel, on

from legal.projections.events import (
    APPEALS,
    BAIL,
    BESIDE,
    COMPENSATION,
    CUSTODY,
    DOCKET,
    HEARINGS,
    HELD,
    REGISTRATION,
    SENTENCE,
    Events,
    at,
)
from legal.prosecution.arraignment import ArraignmentHeld, PleaEntered
from legal.prosecution.charges import ChargeAccepted, ChargeAmended, ChargeRejected, ChargesFiled, ChargeWithdrawn
from legal.prosecution.complaint import (
    ComplaintRefused,
    ComplaintRegistered,
    InvestigationConcluded,
    InvestigationOpened,
    ProsecutionStarted,
)
from legal.prosecution.ending import (
    AccusedDied,
    JudgmentBecameFinal,
    ProceedingsResumed,
    ProceedingsSuspended,
    ProsecutionDiscontinued,
)
from legal.prosecution.testimony import TestimonyGiven, WitnessSummoned
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded

STAGES = ("file", "discontinued", "refused", "registered", "charged", "on_trial", "judged")
"""In order: a prosecution only ever moves on. `discontinued` is a file that was given up with nobody accused."""

REACHED: dict[type[Event], str] = {
    ProsecutionDiscontinued: "discontinued",
    ComplaintRefused: "refused",
    ComplaintRegistered: "registered",
    ChargesFiled: "charged",
    ArraignmentHeld: "on_trial",
    TestimonyGiven: "on_trial",
    VerdictRecorded: "judged",
    DispositionReported: "judged",
}


@dataclass(frozen=True, slots=True)
class ProsecutionRow:
    prosecution_id: UUID
    case_id: UUID | None = None
    jurisdiction_profile: str = ""
    stage: str = "file"
    started_on: datetime | None = None


class Prosecutions(ReadModel[ProsecutionRow]):
    name = "prosecutions"
    row = ProsecutionRow
    key = ("prosecution_id",)
    ignores = (
        Events(
            {
                InvestigationOpened,
                InvestigationConcluded,
                ChargeAmended,
                ChargeAccepted,
                ChargeRejected,
                ChargeWithdrawn,
                PleaEntered,
                WitnessSummoned,
                AccusedDied,
                JudgmentBecameFinal,
                ProceedingsResumed,
                ProceedingsSuspended,
            }
        )
        | HELD
        | BESIDE
        | DOCKET
        | REGISTRATION
        | CUSTODY
        | BAIL
        | HEARINGS
        | SENTENCE
        | COMPENSATION
        | APPEALS
    )

    @on(ProsecutionStarted)
    def started(self, event: ProsecutionStarted, origin: Metadata) -> Iterator[Change]:
        yield self.upsert(
            origin.stream_id,
            lambda row: replace(
                row,
                case_id=origin.case_id,
                jurisdiction_profile=event.jurisdiction_profile,
                started_on=at(origin.occurred_on),
            ),
        )

    @on(*REACHED)
    def reached(self, event: Event, origin: Metadata) -> Iterator[Change]:
        if isinstance(event, ProsecutionDiscontinued) and event.accused_id is not None:
            return
        if isinstance(event, DispositionReported) and event.value in ("pending", "unknown"):
            return
        stage = REACHED[type(event)]
        yield self.upsert(origin.stream_id, lambda row: replace(row, stage=max(row.stage, stage, key=STAGES.index)))
