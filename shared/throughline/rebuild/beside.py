"""The feeds beside the live one, as the register has them now: builds being made, shown, or kept for the way back."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import structlog

from throughline.database import Pool
from throughline.feed import Feed
from throughline.feed.faults import is_infrastructure
from throughline.projection.model import ReadModel
from throughline.projection.projector import Projector
from throughline.rebuild.building import Building
from throughline.rebuild.job import Job
from throughline.rebuild.trailing import TrailingFeed
from throughline.sql import statements

LOOK_EVERY = 0.25

sql = statements(__package__)
log = structlog.get_logger()
MakeProjector = Callable[[str, Iterable[ReadModel[Any]]], Projector]


class Besides:
    """`refresh` in any process; `run` in those that read. `live` is the feed that writes the archive."""

    def __init__(
        self,
        pool: Pool,
        models: Sequence[ReadModel[Any]],
        projector: MakeProjector,
        live: Feed,
        read: Callable[[Feed], Awaitable[None]],
        key: bytes,
    ) -> None:
        self.pool, self.models, self.live, self.read, self.key = pool, models, live, read, key
        self.make_projector = projector
        self.owner: UUID = uuid4()
        self.feeds = dict[str, Feed]()
        self.projectors = dict[str, Projector]()

    async def refresh(self) -> Sequence[Mapping[str, Any]]:
        """Look into the register; the builds there are on feeds of their own."""
        generations = {(model.name, model.generation) for model in self.models}
        rows = [
            dict(row)
            for row in await self.pool.fetch(sql("builds_beside"))
            if (row["name"], row["generation"]) in generations
        ]
        beside = [row for row in rows if row["feed"] != self.live.name]
        for row in beside:
            self._know(row["feed"], row["name"])
        for gone in self.feeds.keys() - {row["feed"] for row in beside}:
            del self.feeds[gone], self.projectors[gone]
        return beside

    def has(self, stream_id: UUID, version: int) -> bool:
        """Whether every feed has read that far in this process: any of them may be the one that readers see by now."""
        return all(feed.has(stream_id, version) for feed in (self.live, *self.feeds.values()))

    async def news(self) -> None:
        """Returns after the next batch of any of them."""
        waiting = [asyncio.create_task(feed.news()) for feed in (self.live, *self.feeds.values())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()

    async def run(self) -> None:
        """Read what is to be read, and build what is to be built, until cancelled."""
        reading, building = dict[str, asyncio.Task[None]](), dict[int, asyncio.Task[None]]()
        try:
            while True:
                try:
                    await self._look(reading, building)
                except Exception as fault:
                    if not is_infrastructure(fault):
                        raise
                    log.warning("rebuild_waits", fault=type(fault).__name__)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await _end([*reading.values(), *building.values()])

    async def _look(self, reading: dict[str, asyncio.Task[None]], building: dict[int, asyncio.Task[None]]) -> None:
        rows = await self.refresh()
        wanted = {row["feed"] for row in rows if row["state"] != "building" or row["phase"] == "following"}
        for name in wanted - reading.keys():
            reading[name] = asyncio.create_task(self._read(self.feeds[name]), name=f"read {name}")
        for name in reading.keys() - wanted:
            await _end([reading.pop(name)])
        for task in reading.values():
            if task.done():
                task.result()
        for number in [number for number, task in building.items() if task.done()]:
            building.pop(number).result()
        for row in rows:
            if row["state"] == "building" and row["id"] not in building:
                building[row["id"]] = asyncio.create_task(self._build(row), name=f"build {row['feed']}")

    async def _read(self, feed: Feed) -> None:
        await self.read(feed)

    async def _build(self, row: Mapping[str, Any]) -> None:
        job = Job(
            name=row["name"],
            generation=row["generation"],
            build=row["build"],
            feed=row["feed"],
            id=row["id"],
            owner=self.owner,
        )
        work = Building(self.pool, job, self.projectors[job.feed], self.live.name, self.key)
        try:
            await work.run()
        except Exception as fault:
            if not is_infrastructure(fault):
                raise
            log.warning("rebuild_waits", fault=type(fault).__name__)
        except asyncio.CancelledError:
            await work.release()
            raise

    def _know(self, name: str, model: str) -> None:
        if name not in self.feeds:
            projector = self.make_projector(name, [one for one in self.models if one.name == model])
            self.projectors[name] = projector
            self.feeds[name] = TrailingFeed(
                name,
                self.live.topics,
                projector,
                self.pool,
                ahead=self.live.name,
                topic_prefix=self.live.topic_prefix,
            )


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.warning("rebuild_did_not_end_well", fault=type(outcome).__name__)
