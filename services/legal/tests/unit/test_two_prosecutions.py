"""One accused in two prosecutions: each has its own clocks, and asks for its own."""

from datetime import UTC, datetime
from uuid import UUID

from casework import TaskDone, TaskOpened
from legal import docket, prosecution
from legal.docket.state import Docket
from legal.prosecution.charges import ChargesFiled, FiledCharge, RecordChargesFiled
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import RemandOrdered
from legal.prosecution.milestones import MilestoneApproaching, TellMilestone
from legal.prosecution.registration import AccusedRegistered
from throughline.domain import Moment, OnStream, per_case_stream, stamp
from throughline.testing.given import CASE, scenario

given = scenario(prosecution.AGGREGATE)

P, OTHER, A, C, COURT = (UUID(int=number) for number in range(1, 6))
DOCKET = per_case_stream(CASE, "legal.Docket")
MAY_4, JUNE_18 = Moment.parse("2026-05-04"), datetime(2026, 6, 18, tzinfo=UTC)
remanded = RemandOrdered(accused_id=A, **{"from": MAY_4}, to=MAY_4, custody="judicial").on(MAY_4)
started = (
    ProsecutionStarted(jurisdiction_profile="IND"),
    AccusedRegistered(accused_id=A, named_by=COURT, basis="fir"),
    remanded,
)


def near(prosecution_id, known):
    """What the clock says in this prosecution, and the Docket after it."""
    tell = TellMilestone(
        case_id=CASE, prosecution_id=prosecution_id, accused_id=A, clock="charge_sheet", due_at=JUNE_18
    )
    outcome = given(*started).seeing({DOCKET: known}).at(JUNE_18).when(tell)
    said, _ = outcome.emits(MilestoneApproaching, TaskOpened)
    (asked,) = [item.event for item in outcome.decided if isinstance(item, OnStream)]
    return said, docket.evolve(known, stamp(outcome.command, asked, 1))


def test_what_is_asked_in_one_is_asked_in_the_other_too_and_ends_there_alone():
    said, known = near(P, Docket())
    _, known = near(OTHER, known)
    assert {task.subjects for task in known.casework.open_tasks} == {frozenset({A, P}), frozenset({A, OTHER})}
    file = RecordChargesFiled(
        case_id=CASE,
        prosecution_id=P,
        accused_id=A,
        charges=(FiledCharge(charge_id=C, statute="BNS s.143(2)", counts=1),),
    )
    _, done = given(*started, said).seeing({DOCKET: known}).when(file).emits(ChargesFiled, TaskDone)
    assert known.casework.tasks[done.task_id].subjects == {A, P}
