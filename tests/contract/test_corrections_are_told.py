"""Every case stream that keeps disclosures asks to tell whoever heard of the people in an event that is wrong."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4, uuid5

import aftercare.service
import legal.service
import pytest
from aftercare import case_care
from casework import DataDisclosed, TaskOpened, TellOfCorrection
from casework.roles import TaskRole
from intake import case
from legal import docket
from throughline.commands import clearing
from throughline.domain import Aggregate, CorrectFact, Event, FactCorrected, Issued, Mending, StreamRef, named_by
from throughline.domain.aggregate import Decided
from throughline.eventstore import Folded
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, fold, recorded, scenario

WOMAN, ORG, DISCLOSURE = (uuid5(NAMESPACE, name) for name in ("woman", "org", "disclosure"))
STREAMS: list[tuple[Aggregate, TaskRole]] = [
    (case.AGGREGATE, "social_worker"),
    (docket.AGGREGATE, "lawyer"),
    (case_care.AGGREGATE, "social_worker"),
]


class SaidOfHer(Event):
    """Any fact about her."""

    person_id: UUID


def told_at(hours: int) -> Event:
    disclosed = DataDisclosed(
        disclosure_id=DISCLOSURE,
        subject_ids=(WOMAN,),
        to_org_id=ORG,
        purpose="service_delivery",
        categories=("contact",),
        legal_basis="vital_interest",
        form="verbal",
    )
    return recorded(disclosed, 1, at=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(("aggregate", "role"), STREAMS, ids=lambda one: getattr(one, "name", None))
def test_who_was_told_since_the_wrong_event_is_to_be_told_and_nobody_else(aggregate: Aggregate, role: TaskRole) -> None:
    wrong = recorded(SaidOfHer(person_id=WOMAN), 2)
    correct = CorrectFact(case_id=CASE, replaces=wrong.metadata.event_id, reason="wrong_person").issued(
        Issued(command_id=uuid4(), at=NOW + timedelta(days=1), actor=SOMEBODY)
    )

    def follows(*history: Event) -> list[Event]:
        state = fold(aggregate, [*history])
        return [*aggregate.corrected(Mending(correct, wrong, named_by(wrong), state, state))]  # type: ignore[list-item]

    (task,) = follows(told_at(1))
    assert isinstance(task, TaskOpened)
    assert (task.kind, task.role, task.subjects) == ("tell_recipients_corrected", role, (DISCLOSURE,))
    assert not follows(told_at(-1))


@pytest.mark.parametrize(("aggregate", "role"), STREAMS, ids=lambda one: getattr(one, "name", None))
def test_nor_does_it_matter_which_service_corrected_it(aggregate: Aggregate, role: TaskRole) -> None:
    tell = TellOfCorrection(case_id=CASE, about=(WOMAN,), since=NOW, correction=ORG, role=role)
    state = fold(aggregate, [told_at(1)])
    told = scenario(aggregate)(told_at(1)).when(tell, historical=True).decided or []
    (task,) = (event for event in told if isinstance(event, TaskOpened))
    assert (task.role, task.subjects, task.because) == (role, (DISCLOSURE,), (ORG,))
    assert task.owed_now
    assert state == scenario(aggregate)(told_at(1)).state
    later = tell.model_copy(update={"since": NOW + timedelta(hours=2)})
    assert not [event for event in scenario(aggregate)(told_at(1)).when(later).decided or [] if event.owed_now]


KEEPERS = {"legal": "Docket", "aftercare": "CaseCare"}
OF_NO_CASE = {"Unplaced"}
"""What a partner said of a case that nobody knows: whose data it was, nobody was told."""
BESIDE = [
    (service.name, aggregate, {one.name: one for one in service.aggregates})
    for service in (legal.service.service(), aftercare.service.service())
    for aggregate in service.aggregates
    if aggregate.name != KEEPERS[service.name] and aggregate.name not in OF_NO_CASE
]


@pytest.mark.parametrize(("service", "aggregate", "aggregates"), BESIDE, ids=lambda one: getattr(one, "name", None))
async def test_a_correction_on_any_other_stream_asks_on_the_one_that_keeps_disclosures(
    service: str, aggregate: Aggregate, aggregates: dict[str, Aggregate]
) -> None:
    """An import told the wrong event: the task that asks somebody today has its clock all the same."""
    wrong = recorded(aggregate.own_event_types[0].model_construct(person_id=WOMAN), 2)
    wrong = wrong.recorded(replace(wrong.metadata, stream_id=WOMAN, historical=True))
    correct = CorrectFact(case_id=CASE, replaces=wrong.metadata.event_id, reason="never_happened").issued(
        Issued(command_id=uuid4(), at=NOW + timedelta(days=1), actor=SOMEBODY, historical=True)
    )
    assert aggregate.tells is not None
    kept = aggregate.tells(correct)
    assert kept.aggregate == KEEPERS[service]
    silent = replace(aggregate, evolve=lambda state, event: state, deadlines=None, corrected=lambda _mending: ())
    case_of = clearing.Case(silent, StreamRef(aggregate.name, WOMAN), [wrong])
    told = Folded(fold(aggregates[kept.aggregate], [told_at(1)]), version=1, recorded_at=NOW, opened=True)
    entry = await clearing.entry_of(
        case_of,
        correct,
        None,
        {WOMAN: case_of.folded, kept.stream_id: told},
        as_it_is,
        service=service,
        aggregates={**aggregates, silent.name: silent},
        addressed=case_of.ref,
        traceparent=None,
    )
    correction, task = (written.event for written in entry.events)
    assert isinstance(correction, FactCorrected)
    assert (WOMAN in correction.about, correction.wrong_recorded_at) == (True, NOW)
    assert isinstance(task, TaskOpened)
    assert task.metadata.stream_id == kept.stream_id
    assert task.subjects == (DISCLOSURE,)
    assert [(row.stream_id, row.due_at) for row in entry.deadlines] == [(kept.stream_id, task.due_at)]
    assert not task.metadata.historical


async def as_it_is(decided: Decided) -> Decided:
    return decided
