"""Court preparation that is asked for: a survivor who testifies is prepared in time.

Guarantees that it is asked for once per hearing, two weeks before it, or at once where less is left. What came of it is
in readiness.py.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Moment, before

from aftercare.case_care.state import Hearing
from aftercare.codes import Ready
from aftercare.survivor.state import Preparation, Survivor

AHEAD = timedelta(days=14)
ASKED_AGAIN = timedelta(days=30)

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


def carried_over(survivor: Survivor, hearing: Hearing, now: datetime) -> Ready | None:
    """What she said of the hearing that this one continues, where that is less than 30 days ago."""
    known = survivor.preparations.get(hearing.continues) if hearing.continues else None
    if known is None or known.last is None:
        return None
    on, ready = known.last
    return ready if on.precision != "unknown" and now < on.at + ASKED_AGAIN else None


# What the events change


def court_preparation_fell_due(survivor: Survivor, event: CourtPreparationFellDue) -> Survivor:
    known = survivor.preparations.get(event.hearing_id, Preparation())
    prepared = {**survivor.preparations, event.hearing_id: replace(known, due_on=event.due_on)}
    return replace(survivor, preparations=prepared)
