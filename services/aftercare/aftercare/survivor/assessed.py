"""Which assessments of hers are complete: what her own stream keeps of them, without a score.

Guarantees that a restoration can see whether a newer one exists, and the clock which one comes next (deadlines.py).
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Moment, before

from aftercare.codes import AssessmentKind
from aftercare.months import later
from aftercare.survivor.state import Assessed, Survivor

INTAKE_WITHIN = timedelta(days=30)

# Events. These names and fields are the storage format: never rename, add a V2.


class AssessmentNoted(AnyEvent):
    """`completed_on` is the day she was assessed; `corrects` the assessment in whose place it stands."""

    assessment_id: UUID
    kind: AssessmentKind
    completed_on: Moment
    corrects: UUID | None = None


# Rules


def newer_than(survivor: Survivor, assessment_id: UUID) -> UUID | None:
    """A complete assessment of hers that was made, or may have been made and was recorded, after this one."""
    this = survivor.assessments.get(assessment_id)
    for other_id, other in sorted(survivor.assessments.items()):
        if other.corrects == assessment_id:
            return other_id
        if this is None or other_id in (assessment_id, this.corrects):
            continue
        if before(this.on, other.on) or (not before(other.on, this.on) and other.at > this.at):
            return other_id
    return None


def next_due(survivor: Survivor) -> tuple[AssessmentKind, date]:
    """Of somebody in care: within 30 days at first, six months after that one, then a year after the last."""
    corrected = {known.corrects for known in survivor.assessments.values()}
    standing = [known for key, known in survivor.assessments.items() if key not in corrected]
    regular = [known.on.day for known in standing if known.kind in ("six_month", "annual")]
    if regular:
        return "annual", later(max(regular), 12)
    first = [known.on.day for known in standing if known.kind == "intake"]
    if first:
        return "six_month", later(min(first), 6)
    started = survivor.started_at or datetime.min
    return "intake", (started + INTAKE_WITHIN).date()


# What the events change


def assessment_noted(survivor: Survivor, event: AssessmentNoted) -> Survivor:
    known = Assessed(event.kind, event.completed_on, event.metadata.recorded_at, event.corrects)
    return replace(survivor, assessments={**survivor.assessments, event.assessment_id: known})
