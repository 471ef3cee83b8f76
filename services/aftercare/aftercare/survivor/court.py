"""Court preparation that is asked for: a survivor who testifies is prepared in time.

Guarantees that it is asked for once per hearing, two weeks before it, or at once where less is left. What came of it is
in readiness.py.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Moment, before

from aftercare.survivor.state import Preparation, Survivor

AHEAD = timedelta(days=14)

# Events. These names and fields are the storage format: never rename, add a V2.


class CourtPreparationFellDue(AnyEvent):
    hearing_id: UUID
    due_on: date


# Rules


def due_on(hearing_on: Moment | None, now: datetime) -> date | None:
    """The day by which she should be prepared; None for a hearing that surely is over."""
    if hearing_on is None or hearing_on.precision == "unknown":
        return now.date()
    if before(hearing_on, Moment(now)):
        return None
    return max((hearing_on.at - AHEAD).date(), now.date())


# What the events change


def court_preparation_fell_due(survivor: Survivor, event: CourtPreparationFellDue) -> Survivor:
    known = survivor.preparations.get(event.hearing_id, Preparation())
    prepared = {**survivor.preparations, event.hearing_id: replace(known, due_on=event.due_on)}
    return replace(survivor, preparations=prepared)
