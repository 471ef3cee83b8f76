"""The public name of a read model: a view on the one build that readers see."""

from asyncpg import InvalidTableDefinitionError

from throughline.database import Conn
from throughline.projection.places import relation


async def show(conn: Conn, name: str, generation: int, build: int) -> None:
    """Let the public name mean this build, from the end of the transaction on."""
    query = f"view {name} as select * from {relation(name, generation, build)}"
    try:
        async with conn.transaction():
            await conn.execute(f"create or replace {query}")
    except InvalidTableDefinitionError:  # its columns are others
        await conn.execute(f"drop view {name}")
        await conn.execute(f"create {query}")
