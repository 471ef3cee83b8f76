"""A database of reporting's own, and a way to put histories into its read models as the projector would."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid5

import asyncpg
import pytest
from reporting import api
from reporting.service import service
from throughline.domain import Actor, Metadata, Moment
from throughline.http import Ask
from throughline.inbound import Inbound
from throughline.projection.model import fold
from throughline.projection.table import Table

SPACE = UUID("0c4f6c2e-7d5b-5a35-9d3b-6f8a7e1b2c05")
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def an_id(name: str) -> UUID:
    return uuid5(SPACE, name)


def happened(event, *, stream="stream", case="case", on="2026-05-04", **other):
    """An event with the metadata it would have come with."""
    foreign = isinstance(event, Inbound)
    known = {
        "event_id": uuid5(SPACE, f"{type(event).__name__} {stream} {event!r}"),
        "event_type": event.name if foreign else type(event).__name__,
        "schema_version": 1,
        "service": event.source if foreign else "reporting",
        "stream_id": an_id(stream),
        "stream_version": 1,
        "case_id": an_id(case),
        "occurred_on": Moment.parse(on),
        "recorded_at": AT,
        "actor_id": UUID(int=0),
        "actor_role": "lawyer",
        "command_id": UUID(int=0),
        "correlation_id": UUID(int=0),
        "causation_id": UUID(int=0),
        "office_id": "PHL-MNL",
        "jurisdiction": "PHL",
    }
    return event, Metadata(**known | other)


def lines(answer):
    """The values of a figure by what they are of."""
    return {line.what: line.values for line in answer.values}


@pytest.fixture(scope="module")
def dsn(stack) -> str:
    dsn: str = stack.database_of("reporting")
    return dsn


@pytest.fixture
async def database(dsn):
    pool = await asyncpg.create_pool(dsn, min_size=1, max_size=2)
    yield pool
    await pool.execute("; ".join(f"delete from {model.table}" for model in service().read_models))
    await pool.close()


@pytest.fixture
def record(database) -> Callable[..., Awaitable[None]]:
    """Fold a history and write every row."""

    async def recorded(*history) -> None:
        async with database.acquire() as conn:
            for model in service().read_models:
                if model.name != "timeline":
                    for write in Table(model).writes(list(fold(model, history).values()), []):
                        await conn.execute(write.text, *write.args)

    return recorded


class Positions:
    def within(self, database):
        return self

    async def positions(self):
        return {"legal.events": (4, 0)}


@pytest.fixture
def figure(database):
    """A figure as an analyst of all offices reads it, or somebody else."""

    async def read(name, offices=("*",), **how):
        actor = Actor(UUID(int=1), "hq_analyst", frozenset(offices))
        return await api.figure(Ask(actor, database, Positions(), "reporting"), name, **how)

    return read


@pytest.fixture
def table(database):
    """The true counts of a figure, as an analyst drafts a release from them."""

    async def read(name, **how):
        actor = Actor(UUID(int=1), "hq_analyst", frozenset({"*"}))
        return await api.table(Ask(actor, database, Positions(), "reporting"), name, **how)

    return read
