"""What an operator asks for: a rebuild, the way back from one, an end of it, and how it stands."""

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asyncpg import LockNotAvailableError

from throughline.database import Conn, Pool
from throughline.projection.model import ReadModel
from throughline.rebuild.beginning import begin_beside
from throughline.rebuild.faults import NotYet
from throughline.rebuild.removing import build_in_state, close, remove
from throughline.rebuild.switching import switch
from throughline.sql import statements

sql = statements(__package__)


class NotPossible(Exception):
    """It cannot be done as things stand; the text says why, and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A read model of this service, and who asks for something about it, and why."""

    name: str
    actor_id: UUID
    reason: str


async def rebuilds(pool: Pool) -> Sequence[Mapping[str, Any]]:
    """The last rebuilds, newest first."""
    async with pool.acquire() as conn:
        return [dict(row) for row in await conn.fetch(sql("rebuilds"))]


async def begin(pool: Pool, models: Sequence[ReadModel[Any]], live: str, asked: Asked) -> None:
    """Begin to build the newest generation of a read model of `models` anew. Raises NotPossible."""
    newest = max(model.generation for model in models if model.name == asked.name)
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("lock_register"))
        if await build_in_state(conn, asked.name, "building"):
            raise NotPossible(f"a rebuild of {asked.name} is under way; wait for it, or give it up")
        if kept := await build_in_state(conn, asked.name, "kept"):
            raise NotPossible(f"{kept.relation} is kept for the way back; drop it first")
        if not await conn.fetchval(sql("relation_shown"), asked.name):
            raise NotPossible(f"{asked.name} has no public view, and could not be switched")
        await begin_beside(conn, asked.name, newest, live, reason=asked.reason, actor_id=asked.actor_id)


async def roll_back(pool: Pool, asked: Asked) -> None:
    """Let readers see the build again that was switched away from. Raises NotPossible."""
    async with pool.acquire() as conn, conn.transaction():
        live, kept = await build_in_state(conn, asked.name, "live"), await build_in_state(conn, asked.name, "kept")
        if live is None or kept is None:
            raise NotPossible(f"no other build of {asked.name} is kept; there is nothing to roll back to")
        if await conn.fetchval(sql("was_first"), asked.name):
            raise NotPossible(f"what was shown before {live.relation} never held all of {asked.name}; drop it")
        try:
            await switch(conn, live, kept)
        except NotYet as why:
            raise NotPossible(f"not now: {why}") from None
        await _note(conn, "roll back", asked)


async def give_up(pool: Pool, asked: Asked) -> None:
    """End a rebuild that is under way; readers never saw any of it. Raises NotPossible."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("lock_register"))
        build = await build_in_state(conn, asked.name, "building")
        if build is None:
            raise NotPossible(f"no rebuild of {asked.name} is under way")
        await _patiently(remove(conn, build))
        await conn.execute(sql("give_up"), build.name, build.generation, build.build)
        await _note(conn, "give up", asked)


async def drop(pool: Pool, asked: Asked) -> None:
    """Drop the build that was kept for a way back. Raises NotPossible."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("lock_register"))
        kept, shown = await build_in_state(conn, asked.name, "kept"), await build_in_state(conn, asked.name, "live")
        if kept is None or shown is None:
            raise NotPossible(f"no other build of {asked.name} is kept; there is nothing to drop")
        await _patiently(close(conn, kept, shown))
        await _note(conn, "drop", asked)


async def _patiently(work: Coroutine[Any, Any, None]) -> None:
    """Do it unless a table or a lane stays busy."""
    try:
        await work
    except LockNotAvailableError:
        raise NotPossible("not now: its table is being read for long, or a lane is busy") from None


async def _note(conn: Conn, what: str, asked: Asked) -> None:
    await conn.execute(sql("note_last_step"), asked.name, what, asked.actor_id, asked.reason)
