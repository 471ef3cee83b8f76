"""Erasure takes the document, never the history: events hold references, and fold as before."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from throughline import envelope
from throughline.database import Pool
from throughline.domain import Actor, Aggregate, Decision, Document, Event, Issued, stamp
from throughline.vault import DocumentErased, Vault

pytestmark = pytest.mark.stack
SealOne = Callable[..., Awaitable[UUID]]
CANARY = "Maria Santos"


class Statement(Document):
    kind = "Narrative"
    text: str


class StatementTaken(Event):
    statement_ref: UUID | None


class TakeStatement(Decision):
    statement: Statement


@dataclass(frozen=True)
class Interview:
    statements: tuple[UUID | None, ...] = ()


AGGREGATE: Aggregate[Interview] = Aggregate(
    name="interview",
    topic="test.events",
    initial=Interview(),
    commands=TakeStatement,
    events=StatementTaken,
    decide=lambda _state, command: [StatementTaken(statement_ref=command.ref("statement"))],
    evolve=lambda state, event: Interview((*state.statements, event.statement_ref)),
    stream_id=lambda command: command.case_id,
)


async def test_a_stream_folds_on_after_its_documents_are_erased(
    vault: Vault, pool: Pool, case: UUID, investigator: Actor
) -> None:
    her, stored, refs = uuid4(), [], []
    for number in range(3):
        command = TakeStatement(case_id=case, statement=Statement(subjects=frozenset({her}), text=CANARY)).issued(
            Issued(command_id=uuid4(), at=datetime.now(UTC), actor=investigator)
        )
        (event,) = AGGREGATE.judge(Interview(), command, {})
        assert isinstance(event, Event)
        async with pool.acquire() as conn, conn.transaction():
            await vault.seal_command(conn, command)
        stored.append(envelope.of(stamp(command, event, 0, version=number + 1)))
        refs.append(command.ref("statement"))
    assert refs[0] is not None
    assert (await vault.read(refs[0], investigator, "interview")).content == {"text": CANARY}

    await vault.destroy_key(her)

    state = AGGREGATE.initial
    for record in stored:
        assert CANARY.encode() not in record.body
        state = AGGREGATE.fold(state, StatementTaken.model_validate_json(record.body))
    assert state.statements == tuple(refs)
    for ref in refs:
        assert ref is not None
        with pytest.raises(DocumentErased):
            await vault.read(ref, investigator, "interview")
