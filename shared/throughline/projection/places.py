"""Which tables a feed writes, as the register says: a read model may have several builds at once, on several feeds.

Asked in the transaction that writes, or remembered with a lane: who changes it has taken every lane first.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from throughline.database import Conn
from throughline.projection.model import ReadModel
from throughline.projection.table import Table
from throughline.sql import statement

Places = Callable[[Conn], Awaitable[list[Table]]]


def relation(name: str, generation: int, build: int) -> str:
    """The table of one build; that of build 0 is made by a migration."""
    return f"{name}_v{generation}" + (f"_b{build}" if build else "")


def of_feed(models: Iterable[ReadModel[Any]], feed: str) -> Places:
    """Every build that this feed writes."""
    return _asking(models, statement(__package__, "builds_of_feed"), feed)


def shown(models: Iterable[ReadModel[Any]]) -> Places:
    """The one build of each read model that readers see, whichever feed writes it."""
    return _asking(models, statement(__package__, "builds_shown"))


def shown_of_feed(models: Iterable[ReadModel[Any]], feed: str) -> Places:
    """Every build that readers see and this feed writes."""
    return _asking(models, statement(__package__, "builds_shown_of_feed"), feed)


def _asking(models: Iterable[ReadModel[Any]], query: str, *args: str) -> Places:
    known = {(model.name, model.generation): model for model in models}
    made = dict[str, Table]()

    async def places(conn: Conn) -> list[Table]:
        tables = list[Table]()
        for row in await conn.fetch(query, *args):
            model = known.get((row["name"], row["generation"]))
            if model is not None:
                name = relation(row["name"], row["generation"], row["build"])
                if name not in made:
                    made[name] = Table(model, name)
                tables.append(made[name])
        return tables

    return places
