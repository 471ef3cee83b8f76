"""What a query's handler asks with: who is asking, from which offices, and the service's own SQL files."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from throughline.commands import NotFound
from throughline.domain import Actor
from throughline.http.reading import Database, Offsets, ReadSide, sql
from throughline.http.seals import places
from throughline.http.view import View
from throughline.sql import question

V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True)
class Ask:
    """One authenticated question. `package` is the service's, whose `projections` folder holds the SQL files.

    `present`: where who may know what is looked up, when `database` answers as of an earlier instant.
    """

    actor: Actor
    database: Database
    read_side: ReadSide
    package: str
    present: Database | None = None

    @property
    def offices(self) -> list[str] | None:
        """The offices whose cases this actor may see; None means all."""
        return None if "*" in self.actor.offices else sorted(self.actor.offices)

    async def one(self, view: type[V], query: str, *args: Any) -> V:
        """The first row of projections/<query>.sql. No row is answered 404."""
        row = await self.database.fetchrow(self._sql(query), *args)
        if row is None:
            raise NotFound
        return (await self._views(view, [row]))[0]

    async def many(self, view: type[V], query: str, *args: Any) -> list[V]:
        """All rows of projections/<query>.sql."""
        return await self._views(view, await self.database.fetch(self._sql(query), *args))

    async def ids(self, query: str, *args: Any) -> list[UUID]:
        """The ids that projections/<query>.sql names in its only column: of whom the actor may know today."""
        return [row[0] for row in await (self.present or self.database).fetch(self._sql(query), *args)]

    async def positions(self) -> Offsets:
        """How far the read models are: what an answer is true at."""
        return await self.read_side.positions()

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator["Ask"]:
        """The same question put to one snapshot of the database: its positions are those of its every answer."""
        pool: Any = self.database
        async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
            yield replace(self, database=conn, read_side=self.read_side.within(conn))

    async def admit(self, case_id: UUID) -> None:
        """Raises NotFound for a case that is unknown or belongs to an office that is not the actor's."""
        row = await self.database.fetchrow(sql("case_office"), case_id)
        if row is None or not self.actor.works_in(row["office_id"] or ""):
            raise NotFound

    async def reach(self, case_id: UUID, query: str) -> None:
        """Raises NotFound where the query (of case and actor) has no row: the actor has no reason to look at it."""
        if await self.database.fetchrow(self._sql(query), case_id, self.actor.id) is None:
            raise NotFound

    async def _views(self, view: type[V], rows: Sequence[Any]) -> list[V]:
        """The rows as answers, with every seal in them opened."""
        if not view.seals:
            return [view.of(row) for row in rows]
        sealed = [dict(row) for row in rows]
        found = [(at, of) for row in sealed for path, of in view.seals.items() for at in places(row, path)]
        values = await self.read_side.open_seals([(*of, str(holder[name]["seal"])) for (holder, name), of in found])
        for ((holder, name), _), value in zip(found, values, strict=True):
            holder[name] = value
        return [view.of(row) for row in sealed]

    def _sql(self, query: str) -> str:
        try:
            return question(self.package, query)
        except (FileNotFoundError, ModuleNotFoundError):
            raise LookupError(f"{self.package}/projections/{query}.sql does not exist") from None
