"""A correction, like what it corrects, says nothing that has not happened yet."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from throughline.domain import Actor, CorrectFact, Issued, Right

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def correction(occurred_on: object, right: bool = True) -> CorrectFact:
    said = {"occurredOn": occurred_on} if occurred_on is not None else {}
    command = CorrectFact(
        case_id=uuid4(),
        replaces=uuid4(),
        reason="wrong_date",
        right=Right(type="RecordArrest", fields=said) if right else None,
    )
    return command.issued(Issued(command_id=uuid4(), at=NOW, actor=Actor(uuid4(), "director")))


@pytest.mark.parametrize("day", ["2026-06-03", "2027", (NOW + timedelta(hours=25)).isoformat()])
def test_what_is_right_does_not_lie_in_the_future(day: str) -> None:
    assert correction(day).is_ahead


@pytest.mark.parametrize("day", ["2026-06-02", "2026", "2019-03", "unknown", "next week", None, 7])
def test_what_has_happened_or_is_no_moment_is_not_refused_for_that(day: object) -> None:
    assert not correction(day).is_ahead
    assert not correction(None, right=False).is_ahead
