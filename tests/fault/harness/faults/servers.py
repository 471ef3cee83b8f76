"""Faults of the broker and of the database server. Their keeper starts them again, with their data."""

import asyncio
import os
import signal
from contextlib import suppress
from random import Random
from time import monotonic
from typing import ClassVar

import psycopg

from harness.arena import Arena
from harness.faults.fault import NOTHING


class _Ended:
    """One server is sent a signal that it does not survive."""

    server: ClassVar[str]
    signal: ClassVar[int]
    private = True

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        sent = False
        while not sent:  # another fault may just have ended it
            await arena.server_ready(self.server, 0)
            before = arena.server(self.server)
            sent = before.process is not None and before.process.send(self.signal)
        await arena.server_ready(self.server, before.starts)
        return [self.server]


class BrokerKilled(_Ended):
    name, number, causes = "broker killed", 3, NOTHING
    server, signal = "kafka", signal.SIGKILL


class PostgresKilled(_Ended):
    name, number, causes = "Postgres killed", 2, NOTHING
    server, signal = "postgres", signal.SIGKILL


class PostgresStoppedAtOnce(_Ended):
    """What `pg_ctl stop -m immediate` sends."""

    name, number, causes = "Postgres stopped at once", 2, NOTHING
    server, signal = "postgres", signal.SIGQUIT


class BrokerStalls:
    """The broker keeps every connection and answers nothing, as behind a broken switch."""

    name, number, private, causes = "broker stalls", 12, True, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        await arena.server_ready("kafka", 0)
        broker = arena.server("kafka").process
        assert broker
        broker.send(signal.SIGSTOP)
        try:
            await asyncio.sleep(chance.uniform(2, 8))
        finally:
            broker.send(signal.SIGCONT)
        return ["broker"]


class LongTransaction:
    """Somebody else's write stays open in another database of the cluster, so that no dead row can be removed."""

    name, number, private, causes = "long transaction elsewhere", 13, True, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        hold, held = chance.uniform(5, 30), list[str]()
        await arena.server_ready("postgres", 0)
        with suppress(psycopg.OperationalError):  # where another fault ends the server meanwhile, none was held
            async with await psycopg.AsyncConnection.connect(arena.stack.admin_dsn) as connection:
                await connection.execute("create table if not exists elsewhere (n int)")
                await connection.execute("insert into elsewhere values (1)")
                await asyncio.sleep(hold)
                await arena.probe("a write transaction that is open elsewhere")
                await asyncio.sleep(hold)
                await connection.rollback()
                held.append("transaction")
        return held


class DiskFull:
    """Not a byte is left for Postgres, for some seconds; where nothing can be mounted there is no such disk."""

    name, number, private, causes = "disk full", 10, True, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        disk = arena.stack.layout.var / "postgres"
        if not disk.is_mount():
            return []
        ballast = disk / "ballast"
        try:
            size = 0
            with ballast.open("wb") as file:
                for piece in (2**24, 2**12):
                    with suppress(OSError):
                        while True:
                            os.posix_fallocate(file.fileno(), size, piece)
                            size += piece
            refused, until = False, monotonic() + chance.uniform(3, 10)
            while monotonic() < until:
                refused = refused or await self._refuses(arena)
                await asyncio.sleep(0.2)
        finally:
            ballast.unlink()
        return ["disk"] if refused else []

    async def _refuses(self, arena: Arena) -> bool:
        """Whether Postgres has no room left for what somebody writes; otherwise nothing was done to it."""
        try:
            async with await psycopg.AsyncConnection.connect(arena.stack.admin_dsn, connect_timeout=5) as connection:
                await connection.execute("create temp table more as select generate_series(1, 300000)")
        except psycopg.errors.DiskFull:
            return True
        except psycopg.OperationalError:  # another fault has ended it
            return False
        return False
