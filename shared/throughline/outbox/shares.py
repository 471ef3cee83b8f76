"""Which of the 16 shards this relay reads. Leases only save double work: a zombie's rows are duplicates, never gaps."""

from math import ceil
from uuid import UUID, uuid4

from throughline.database import Conn
from throughline.sql import statements

SHARDS = 16
sql = statements(__package__)


class Shares:
    """One relay's part of the shards, by database time under an owner id made at each start."""

    def __init__(self) -> None:
        self.owner: UUID = uuid4()

    async def renew(self, conn: Conn) -> list[int]:
        """Show that we live, give up what is more than our share, take what nobody holds; the shards now ours."""
        async with conn.transaction():
            live = await conn.fetchval(sql("heartbeat"), self.owner)
            share = ceil(SHARDS / max(1, live))
            await conn.execute(sql("release_shards"), self.owner, share)
            rows = await conn.fetch(sql("take_shards"), self.owner, share)
        return [row["shard"] for row in rows]

    async def leave(self, conn: Conn) -> None:
        """Let others take our shards at once."""
        async with conn.transaction():
            await conn.execute(sql("release_shards"), self.owner, 0)
            await conn.execute(sql("leave"), self.owner)
