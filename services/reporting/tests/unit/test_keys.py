"""Ids that somebody names within one stream: what rows are of two streams that name the same."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import pytest
from casework import TaskDone, TaskOpened
from hypothesis import given as every
from hypothesis import strategies as st
from reporting.data_quality import DataQualityIssueRaised, DataQualityIssueResolved
from reporting.inbound import aftercare, held, legal
from reporting.programme import ReformAdopted, ReformProposed, SystemGapIdentified, TrainingDelivered
from reporting.projections.models import ALL
from throughline.domain import Metadata, Moment
from throughline.projection.model import fold

SPACE = UUID("5d0f2c6e-91b3-5e47-8a6c-2f1b7d9e4c30")
SAME, OTHER = uuid5(SPACE, "the same id"), uuid5(SPACE, "of somebody")
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def happened(event, stream, case, version):
    return event, Metadata(
        event_id=uuid5(stream, str(version)),
        event_type=type(event).__name__,
        schema_version=1,
        service="legal",
        stream_id=stream,
        stream_version=version,
        case_id=case,
        occurred_on=Moment.parse(f"2026-05-{version:02}"),
        recorded_at=AT + timedelta(minutes=version),
        actor_id=UUID(int=0),
        actor_role="",
        command_id=UUID(int=0),
        correlation_id=UUID(int=0),
        causation_id=UUID(int=0),
        office_id="PHL-MNL",
        jurisdiction="USA",
    )


def charges(statute, verdict):
    filed = legal.Charge(charge_id=SAME, statute=statute, counts=2)
    return (
        legal.ChargesFiled(accused_id=OTHER, charges=(filed,)),
        legal.ChargeAccepted(charge_id=SAME),
        legal.VerdictRecorded(accused_id=OTHER, charge_id=SAME, counts=2, verdict=verdict),
    )


def service(org, end):
    return aftercare.ServiceReferred(service_id=SAME, org_id=org), end(service_id=SAME)


def task(urgency):
    return TaskOpened(task_id=SAME, kind="look", role="hq_analyst", due_at=AT, urgency=urgency, because=())


HISTORIES = {
    "charge_facts": (charges("18 USC 1591", "guilty"), charges("18 USC 371", "not_guilty")),
    "hearing_facts": (
        (legal.HearingScheduled(hearing_id=SAME, type="bail"), legal.HearingHeld(hearing_id=SAME)),
        (legal.HearingScheduled(hearing_id=SAME, type="evidence"), legal.HearingVacated(hearing_id=SAME)),
    ),
    "appeals": (
        (legal.AppealFiled(appeal_id=SAME, accused_id=OTHER), legal.AppealDecided(appeal_id=SAME, result="affirmed")),
        (legal.AppealFiled(appeal_id=SAME, accused_id=SPACE), legal.AppealDecided(appeal_id=SAME, result="reversed")),
    ),
    "compensations": tuple(
        (
            legal.CompensationOrdered(order_id=SAME, amount=Decimal(amount), currency=currency),
            legal.CompensationReceived(order_id=SAME, amount=Decimal(amount), currency=currency),
        )
        for amount, currency in ((100, "PHP"), (7, "USD"))
    ),
    "service_facts": (
        service(OTHER, aftercare.ServiceAccepted),
        service(SPACE, aftercare.ServiceRejected),
    ),
    "held_facts": (
        (
            held.HeldInLegal(held_id=SAME, type="VerdictRecorded", code="ChargeNotAccepted"),
            held.DismissedInLegal(held_id=SAME),
        ),
        (held.HeldInLegal(held_id=SAME, type="SentencePassed", code="NoGuiltyVerdict"),),
    ),
    "data_quality_issues": (
        (
            DataQualityIssueRaised(issue_id=SAME, kind="held", source="own"),
            DataQualityIssueResolved(issue_id=SAME),
        ),
        (DataQualityIssueRaised(issue_id=SAME, kind="missing", source="import:a_set"),),
    ),
    "trainings": (
        (TrainingDelivered(training_id=SAME, audience="police", participants=9),),
        (TrainingDelivered(training_id=SAME, audience="judge", participants=3),),
    ),
    "gaps": (
        (SystemGapIdentified(gap_id=SAME, area="no_legal_aid", from_case_count=2),),
        (SystemGapIdentified(gap_id=SAME, area="adjournments", from_case_count=5),),
    ),
    "reforms": (
        (ReformProposed(reform_id=SAME, gap_id=OTHER), ReformAdopted(reform_id=SAME, kind="law")),
        (ReformProposed(reform_id=SAME, gap_id=SPACE),),
    ),
    "tasks": (
        (task("urgent"), TaskDone(task_id=SAME, outcome="done")),
        (task("routine"),),
    ),
}
STREAMS = (uuid5(SPACE, "one stream"), uuid5(SPACE, "another stream"))


def two(name, *, one_case):
    """Two histories of two streams, of one case or of a case each."""
    return [
        [
            happened(event, stream, SPACE if one_case else stream, number)
            for number, event in enumerate(history, start=1)
        ]
        for stream, history in zip(STREAMS, HISTORIES[name], strict=True)
    ]


PER_CASE = {"data_quality_issues", "trainings", "gaps", "reforms", "tasks"}
"""One stream a case, or a case of its own: there are never two of them in one case."""


@pytest.mark.parametrize("model", [model for model in ALL if model.name in HISTORIES], ids=lambda model: model.name)
class TestTwoStreamsThatNameTheSame:
    @every(data=st.data())
    def test_rows_do_not_depend_on_which_is_heard_of_first(self, model, data):
        one, other = two(model.name, one_case=model.name not in PER_CASE and data.draw(st.booleans()))
        heard, left = [], [list(one), list(other)]
        while any(left):
            heard.append(left[data.draw(st.sampled_from([n for n in (0, 1) if left[n]]))].pop(0))
        assert fold(model, heard) == fold(model, [*one, *other])

    def test_each_is_the_row_it_would_be_if_the_other_were_never_heard_of(self, model):
        one, other = two(model.name, one_case=False)
        alone = fold(model, one) | fold(model, other)
        assert len(alone) == 2
        assert fold(model, [*one, *other]) == alone


def test_every_read_model_with_an_id_of_somebodys_own_naming_is_tried_here():
    """Streams, cases and events have ids that are the same nowhere else; any other id needs one of them beside it."""
    unique = {"case_id", "prosecution_id", "survivor_id", "stream_id", "assessment_id", "study_id", "result_id"}
    bare = {model.name for model in ALL if not unique & set(model.key)}
    assert bare == set()
    named = {model.name for model in ALL if len(model.key) > 1 and any(part.endswith("_id") for part in model.key[1:])}
    keyed_by_persons = {"victim_facts", "accused_facts", "milestones", "compliance_facts", "erasures"}
    assert named - keyed_by_persons == set(HISTORIES)
