"""Removing a build that nobody sees. What a migration made keeps its name: a rebuilt table takes it over.

Tables are locked before lanes, as by a batch, which is one statement: the other way round each would wait for the
other. What takes the lane first, such as a redrive, is waited for so shortly that it is this that gives up.
"""

from collections.abc import Iterable
from typing import Any

from throughline.database import Conn
from throughline.rebuild.job import Build
from throughline.sql import statements

sql = statements(__package__)


async def remove(conn: Conn, build: Build) -> None:
    """Nobody writes it any more once its feed's lanes are taken: a batch in hand is overtaken, and asks anew."""
    await hold(conn, [build])
    await _take_turns(conn, build.feed)
    await conn.execute(sql("note_dropped"), build.name, build.generation, build.build)
    await conn.execute(sql("forget_parked"), build.feed)
    await conn.execute(f"drop table {build.relation}" if build.build else f"truncate {build.relation}")


async def close(conn: Conn, kept: Build, shown: Build) -> None:
    """Close the way back: what is shown is all there is then, under its migration's name."""
    made = Build(shown.name, shown.generation, 0, kept.feed)
    await hold(conn, [kept, made, shown] if shown.build else [kept])
    if kept != made:
        await remove(conn, kept)
    if shown.build:
        await replace(conn, made, shown)


async def replace(conn: Conn, old: Build, new: Build) -> None:
    """Drop a migration's own table, and give its name, and its indexes' names, to the build that is shown instead."""
    await hold(conn, [old, new])
    for feed in sorted({old.feed, new.feed}):
        await _take_turns(conn, feed)
    named = {_what(row): row["name"] for row in await conn.fetch(sql("indexes_of"), old.relation)}
    await conn.execute(f"drop table {old.relation}")
    await conn.execute(f"alter table {new.relation} rename to {old.relation}")
    for row in await conn.fetch(sql("indexes_of"), old.relation):
        if (name := named.pop(_what(row), None)) is not None:
            await conn.execute(f"alter index {row['name']} rename to {name}")
    await conn.execute(sql("remove_build"), old.name, old.generation, old.build)
    await conn.execute(sql("take_the_place"), new.name, new.generation, new.build)
    await conn.execute(sql("forget_parked"), old.feed)


async def build_in_state(conn: Conn, name: str, state: str) -> Build | None:
    row = await conn.fetchrow(sql("build_in_state"), name, state)
    return Build(**row) if row else None


async def hold(conn: Conn, builds: Iterable[Build]) -> None:
    """Wait until nobody is at work on their tables, and let nobody begin. Raises LockNotAvailableError."""
    await conn.execute(sql("wait_for_locks_briefly"))
    for table in sorted({build.relation for build in builds}):
        await conn.execute(f"lock table {table} in access exclusive mode")


async def _take_turns(conn: Conn, feed: str) -> None:
    await conn.execute(sql("wait_for_locks_shortly"))
    await conn.execute(sql("take_all_turns"), feed)


def _what(index: Any) -> str:
    """An index by what it is, without its own name and its table's."""
    unique, _, how = index["definition"].partition(" INDEX ")
    return f"{unique} {how.partition(' USING ')[2]}"
