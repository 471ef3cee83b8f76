"""Beginning to build beside: a table, a feed of its own, and where it will go on from once it holds what has been.

The feed starts where the live one stands now. What is copied later holds all that the live feed has accounted for by
then, with the versions, so that what the new feed meets again is dropped, and nothing lies between.
"""

from uuid import UUID

from throughline.database import Conn
from throughline.feed.feed import LANES
from throughline.projection.places import relation
from throughline.sql import statements

sql = statements(__package__)


async def begin_beside(
    conn: Conn, name: str, generation: int, live: str, *, reason: str, actor_id: UUID | None = None, first: bool = False
) -> int:
    """Inside the caller's transaction; the rebuild's id. A generation is first built in the table of its migration.

    `first`: what is shown meanwhile lacks all that was before it, and there is no way back to it.
    """
    build: int = await conn.fetchval(sql("next_build"), name, generation) or 0
    feed = f"{name}@{generation}" + (f".{build}" if build else "")
    table = relation(name, generation, build)
    if build:
        await conn.execute(f"create table {table} (like {relation(name, generation, 0)} including all)")
    else:
        await conn.execute(f"truncate {table}")
    await conn.execute(sql("open_lanes"), [live, feed], LANES)
    rebuild_id: int = await conn.fetchval(sql("begin"), name, generation, build, feed, first)
    await conn.execute(sql("take_offsets"), live, feed)
    await conn.execute(sql("note_step"), rebuild_id, "begin", actor_id, reason)
    return rebuild_id
