"""Three ways to break what is promised, for the test that the checker sees each. Nothing of it is in the kit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from throughline import failpoints
from throughline.feed import lane
from throughline.feed.ledger import Ledger
from throughline.outbox import relay, sending
from throughline.sql import statement
from throughline.writes import Write


@dataclass(frozen=True, slots=True)
class Build:
    """What is wrong with it, the promise that it breaks, the fault that shows it, and the failpoints where it does."""

    what: str
    breaks: str
    fault: str
    points: tuple[str, ...] = ()


BUILDS = {
    "relay": Build(
        "the relay deletes before the broker has acknowledged", "I2", "killed at a failpoint", ("after_send",)
    ),
    "projector": Build(
        "the projector moves its offset outside the transaction", "I3", "killed at a failpoint", ("mid_batch",)
    ),
    "append": Build("append looks at no version", "I1", "commands at once"),
}


def apply(build: str) -> None:
    {"": lambda: None, "relay": delete_before_ack, "projector": offset_outside, "append": lambda: None}[build]()


def delete_before_ack() -> None:
    publish_once = relay.Relay.publish_once

    async def careless(self: relay.Relay) -> int:
        send = sending.send

        async def deleted_first(producer: Any, rows: Sequence[Any], prefix: str) -> Any:
            async with self.pool.acquire() as conn:
                positions = [row["position"] for row in rows]
                await conn.execute(statement("throughline.outbox", "delete_published"), positions)
            return await send(producer, rows, prefix)

        relay.send = deleted_first
        return await publish_once(self)

    relay.Relay.publish_once = careless  # type: ignore[method-assign]


def offset_outside() -> None:
    move = Ledger.move

    async def moved(self: Ledger, conn: Any, *rest: Any, writes: Sequence[Write] = ()) -> int:
        import os

        other = await asyncpg.connect(os.environ["THROUGHLINE_POSTGRES_DSN"])
        try:
            seq = await move(self, other, *rest)
        finally:
            await other.close()
        if writes and failpoints.strike:
            failpoints.strike("mid_batch")
        for write in writes:
            await conn.execute(write.text, *write.args)
        return seq

    Ledger.move = moved  # type: ignore[method-assign]
    lane._mid_batch = lambda: None  # it dies between the two, and is not counted past where nothing is done yet
