"""Faults of the database are waited out; what no waiting mends is ours."""

import asyncpg
import pytest
from throughline.commands.bus import _outcome
from throughline.database import StoreBehind, StoreUnavailable, is_away, reachable
from throughline.eventstore import RecordTooLarge

AWAY = [
    ConnectionRefusedError(),
    TimeoutError(),
    asyncpg.ConnectionDoesNotExistError(),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"),
    asyncpg.CannotConnectNowError(),
]
OURS = [ValueError(), asyncpg.DataError(), asyncpg.UniqueViolationError()]


@pytest.mark.parametrize("fault", AWAY, ids=lambda fault: type(fault).__name__)
async def test_a_server_that_is_gone_is_waited_for(fault: Exception) -> None:
    assert is_away(fault)
    with pytest.raises(StoreUnavailable):
        async with reachable():
            raise fault


@pytest.mark.parametrize("fault", OURS, ids=lambda fault: type(fault).__name__)
async def test_a_fault_of_a_statement_is_told_as_it_is(fault: Exception) -> None:
    assert not is_away(fault)
    with pytest.raises(type(fault)):
        async with reachable():
            raise fault


@pytest.mark.parametrize(
    ("no", "outcome"),
    [
        (StoreUnavailable(), "unavailable"),
        (StoreBehind(), "unavailable"),
        (RecordTooLarge("CaseOpened is larger than 900 KiB"), "refused"),
        (KeyError("count"), "failed"),
    ],
)
def test_only_a_fault_of_ours_counts_as_a_command_that_failed(no: Exception, outcome: str) -> None:
    assert _outcome(no) == outcome
