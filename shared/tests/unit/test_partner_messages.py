"""What a partner's message may hold: a fact with references to the vault, never what belongs into the vault itself."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from throughline.domain import Document, Event, Fact
from throughline.partner.message import Message, Unreadable, fact

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OFFICES = frozenset({"*"})


class StatementTaken(Event):
    pass


class Statement(Document):
    text: str


class RecordStatement(Fact, records=StatementTaken):
    statement: Statement | None = None


FACTS = {"StatementTaken": RecordStatement}


def message(body: str) -> Message:
    return Message("hotline", "partner.hotline.in", "m-1", "StatementTaken", body.encode())


def test_a_fact_is_the_organisations_own_and_always_gets_the_same_id() -> None:
    body = f'{{"caseId": "{uuid4()}"}}'
    first, again = fact(message(body), FACTS, NOW, OFFICES), fact(message(body), FACTS, NOW, OFFICES)
    assert first.issue.source == "partner:hotline"
    assert first.issue.command_id == again.issue.command_id


def test_personal_data_in_the_clear_is_refused_and_not_repeated() -> None:
    body = f'{{"caseId": "{uuid4()}", "statement": {{"text": "very private"}}}}'
    with pytest.raises(Unreadable) as refused:
        fact(message(body), FACTS, NOW, OFFICES)
    assert refused.value.field == "statement"
    assert "very private" not in refused.value.reason


@pytest.mark.parametrize("occurred_on", ["she who called", "2026-03-04T10:00:00"])
def test_a_wrong_value_is_not_repeated_either(occurred_on: str) -> None:
    body = f'{{"caseId": "{uuid4()}", "occurredOn": "{occurred_on}"}}'
    with pytest.raises(Unreadable) as refused:
        fact(message(body), FACTS, NOW, OFFICES)
    assert refused.value.field == "occurredOn"
    assert occurred_on not in refused.value.reason
