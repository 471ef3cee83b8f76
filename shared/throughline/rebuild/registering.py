"""What a start finds in the register of builds, and what it adds: a generation or a read model that is new is built.

Which build readers see is the public view's to say; where a migration has moved it, the register follows. What this
release cannot keep up to date is no way back any more, and a rebuild of what is older than it ends for what is newer.
"""

import asyncio
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import structlog
from asyncpg import LockNotAvailableError

from throughline.database import Conn, Pool
from throughline.projection.model import ReadModel
from throughline.rebuild.beginning import begin_beside
from throughline.rebuild.removing import build_in_state, close, remove
from throughline.rebuild.view import show
from throughline.sql import statements

TRY_AGAIN_AFTER = 0.5

sql = statements(__package__)
log = structlog.get_logger()


class ReadModelMissing(SystemExit):
    """The generation that readers see is not in this release, which could not keep it up to date."""


async def register_read_models(pool: Pool, models: Iterable[ReadModel[Any]], feed: str) -> None:
    """Note what is shown as live, on `feed` where it is new; begin to build what this release has anew.

    An installation without any events has nothing to build: its newest generations are shown at once.
    """
    by_name = dict[str, dict[int, ReadModel[Any]]]()
    for model in models:
        by_name.setdefault(model.name, {})[model.generation] = model
    while True:
        try:
            await _register_all(pool, by_name, feed)
            return
        except LockNotAvailableError:
            log.info("register_of_read_models_waits")  # another process is at work on a build that has to go
            await asyncio.sleep(TRY_AGAIN_AFTER)


async def _register_all(pool: Pool, by_name: Mapping[str, Collection[int]], feed: str) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("lock_register"))
        empty: bool = await conn.fetchval(sql("holds_nothing"), feed)
        for name, generations in by_name.items():
            await _register(conn, name, generations, feed, empty)


async def _register(conn: Conn, name: str, generations: Collection[int], feed: str, empty: bool) -> None:
    newest, known = max(generations), await conn.fetch(sql("builds_of"), name)
    generation, build = _parsed(name, await conn.fetchval(sql("relation_shown"), name)) or (newest, 0)
    if empty and generation < newest:
        await show(conn, name, newest, 0)
        generation, build = newest, 0
    if generation not in generations:
        here = ", ".join(str(one) for one in sorted(generations))
        raise ReadModelMissing(
            f"readers see generation {generation} of the read model {name}, and this release has only {here}: it could"
            " not keep it up to date. Start a release that has both, or roll back first."
        )
    await conn.execute(sql("note_shown"), name, generation, build, feed)
    if empty:
        return
    kept = await build_in_state(conn, name, "kept")
    if kept and kept.generation not in generations:
        await _close(conn, name, "this release lacks its generation, and cannot keep it up to date")
    if not known:  # a read model that is new here: what has been before is still to be folded
        await begin_beside(conn, name, generation, feed, reason="a new read model", first=True)
    elif newest > generation and newest not in {row["generation"] for row in known}:
        await _close(conn, name, "a newer generation is built")
        await _give_up(conn, name, "a newer generation is built")
        await begin_beside(conn, name, newest, feed, reason="a new generation")


async def _close(conn: Conn, name: str, reason: str) -> None:
    """Close the way back from what is shown, where it is open."""
    kept, shown = await build_in_state(conn, name, "kept"), await build_in_state(conn, name, "live")
    if kept and shown:
        await close(conn, kept, shown)
        await conn.execute(sql("note_last_step"), name, "drop", None, reason)


async def _give_up(conn: Conn, name: str, reason: str) -> None:
    """End a rebuild, where one is under way."""
    if build := await build_in_state(conn, name, "building"):
        await remove(conn, build)
        await conn.execute(sql("give_up"), build.name, build.generation, build.build)
        await conn.execute(sql("note_last_step"), name, "give up", None, reason)


def _parsed(name: str, relation: str | None) -> tuple[int, int] | None:
    found = re.fullmatch(rf"{name}_v(\d+)(?:_b(\d+))?", relation or "")
    return (int(found[1]), int(found[2] or 0)) if found else None
