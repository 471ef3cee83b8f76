"""Every case stream that keeps disclosures asks to tell whoever heard of the people in an event that is wrong."""

from datetime import timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from aftercare import case_care
from casework import DataDisclosed, TaskOpened
from casework.roles import TaskRole
from intake import case
from legal import docket
from throughline.domain import Aggregate, CorrectFact, Event, Issued
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, fold, recorded

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
    (task,) = aggregate.corrected(fold(aggregate, [told_at(1)]), correct, wrong)
    assert isinstance(task, TaskOpened)
    assert (task.kind, task.role, task.subjects) == ("tell_recipients_corrected", role, (DISCLOSURE,))
    assert not list(aggregate.corrected(fold(aggregate, [told_at(-1)]), correct, wrong))
