"""Where each reaction begins: at the beginning on a new installation, else where the topics stood when it was added."""

from collections.abc import Iterable, Sequence

from throughline.database import Pool
from throughline.reaction.declared import Reaction
from throughline.sql import statements

sql = statements(__package__)
Starts = dict[tuple[str, str, int], int]


async def register(pool: Pool, feed: str, reactions: Iterable[Reaction], topics: Sequence[str], lanes: int) -> Starts:
    """Write a starting point for every reaction that has none; all of them, by (reaction, topic, lane)."""
    names = sorted(reaction.name for reaction in reactions)
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(sql("register_starts"), names, list(topics), list(range(lanes)), feed)
        rows = await conn.fetch(sql("read_starts"), names)
    return {(row["reaction"], row["topic"], row["lane"]): row["from_offset"] for row in rows}
