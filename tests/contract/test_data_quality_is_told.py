"""Whoever owns what is wrong with the data is asked to look, and is not asked any more once that is settled."""

from uuid import uuid5

import pytest
from aftercare.service import service as aftercare
from casework import EndTasksAbout, TaskDone, TaskOpened
from intake.case.age import RecordAgeAssessed
from intake.case.referral import RecordReferral
from intake.service import service as intake
from legal.service import service as legal
from reporting.data_quality import DataQualityIssueRaised, DataQualityIssueResolved
from reporting.service import service as reporting
from throughline.domain import Actor, DismissHeldFact, FactHeld
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario
from throughline.testing.memory import Exchange

DIRECTOR = Actor(uuid5(NAMESPACE, "director"), "director", frozenset({"*"}))
NOBODY = uuid5(NAMESPACE, "of whom nobody has heard")


def opened(between: Exchange) -> None:
    referral = {"case_id": CASE, "office_id": "PHL-MNL", "channel": "ngo", "alleged_victims": 1, "urgency": "low"}
    between.act("intake", RecordReferral.model_validate({**referral, "allegation_types": ()}), DIRECTOR)


def test_a_fact_that_is_held_is_its_teams_task_until_it_is_settled():
    between = Exchange([intake(), reporting()])
    opened(between)

    contradicts = {"age_band": "9--17", "is_child": "no", "method": "interview"}
    between.act("intake", RecordAgeAssessed(case_id=CASE, victim_id=NOBODY, **contradicts), DIRECTOR)
    between.drain()
    (fact,) = between.members["intake"].events(FactHeld)
    (raised,) = between.members["reporting"].events(DataQualityIssueRaised)
    (task,) = (one for one in between.members["intake"].events(TaskOpened) if "quality" in one.kind)
    assert task.subjects == (raised.issue_id,)
    between.act("intake", DismissHeldFact(case_id=CASE, held_id=fact.held_id, reason="duplicate"), DIRECTOR)
    between.drain()
    (resolved,) = between.members["reporting"].events(DataQualityIssueResolved)
    assert resolved.source_event_id == fact.metadata.event_id
    ended = [one for one in between.members["intake"].events(TaskDone) if one.task_id == task.task_id]
    assert [one.outcome for one in ended] == ["cause_gone"]
    assert between.parked == []


def test_of_what_an_import_tells_the_issue_is_listed_and_nobody_is_asked():
    between = Exchange([intake(), reporting()])
    opened(between)
    contradicts = {"age_band": "9--17", "is_child": "no", "method": "interview", "occurred_on": "1998"}
    aged = RecordAgeAssessed.model_validate({"case_id": CASE, "victim_id": NOBODY, **contradicts})
    between.act("intake", aged, DIRECTOR, historical=True, source="import:us-federal#7")
    between.drain()
    (raised,) = between.members["reporting"].events(DataQualityIssueRaised)
    assert (raised.source, raised.row) == ("import:us-federal", "7")
    assert [one.kind for one in between.members["intake"].events(TaskOpened) if "quality" in one.kind] == []
    assert between.parked == []


@pytest.mark.parametrize("service", [intake(), legal(), aftercare()], ids=lambda service: service.name)
def test_every_team_asks_for_it_and_ends_it_by_the_same_kind_and_the_issue(service):
    issue, event = uuid5(NAMESPACE, "issue"), uuid5(NAMESPACE, "event")
    by_name = {one.name: one for one in service.reactions}
    ends = by_name["data_quality_issue_resolved"]
    assert (ends.event.source, ends.event.name, ends.about) == (
        "reporting",
        "DataQualityIssueResolved",
        "source_event_id",
    )
    origin = recorded(DataQualityIssueResolved(issue_id=issue), 1).metadata
    per_case = next(one for one in service.aggregates if EndTasksAbout in one.command_types)
    asks = by_name["data_quality_issue_raised"]
    (ask,) = asks(asks.event(issue_id=issue, source_event_id=event), origin)
    (end,) = ends(ends.event(issue_id=issue, source_event_id=event), origin)
    (task,) = (one for one in scenario(per_case)().when(ask).decided or () if isinstance(one, TaskOpened))
    assert (task.kind, task.subjects) == (end.kind, (end.subject,))
