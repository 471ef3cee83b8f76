"""Where each reaction begins: at the beginning on a new installation, else where the topics stood when it was added."""

from collections.abc import Iterable, Sequence

from throughline.database import Pool
from throughline.reaction.declared import Reaction
from throughline.sql import statements

sql = statements(__package__)
Starts = dict[tuple[str, str, int], int]


async def register(pool: Pool, feed: str, reactions: Iterable[Reaction], topics: Sequence[str], lanes: int) -> None:
    """Write a starting point for every reaction that has none."""
    await pool.execute(sql("register_starts"), _names(reactions), list(topics), list(range(lanes)), feed)


async def read(pool: Pool, reactions: Iterable[Reaction]) -> Starts:
    """Those that are not the beginning, by (reaction, topic, lane)."""
    rows = await pool.fetch(sql("read_starts"), _names(reactions))
    return {(row["reaction"], row["topic"], row["lane"]): row["from_offset"] for row in rows}


def _names(reactions: Iterable[Reaction]) -> list[str]:
    return sorted(reaction.name for reaction in reactions)
