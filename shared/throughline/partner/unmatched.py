"""Facts of partners that nobody could place: kept as they came, until a person matches or dismisses them.

Guarantees that such a fact is kept once however often it is sent, that somebody is asked whose it is until one of the
two is done, that it is recorded as the partner's under the id it had from the start, and that who placed it is written
down.
"""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid5

import structlog
from pydantic.alias_generators import to_camel

from throughline.commands import Answer, CommandBus
from throughline.database import Conn, Pool
from throughline.domain import Actor, Command, Fact, Issued
from throughline.feed.faults import is_infrastructure
from throughline.partner import message as messages
from throughline.partner.addressing import Addressing, Named, addressed, unaddressed, unplaced
from throughline.partner.message import Message
from throughline.partner.outgoing import answered
from throughline.sql import statement, statements

PAGE = 200

sql = statements(__package__)
log = structlog.get_logger()
Dismissal = Literal["not_ours", "duplicate", "wrong_number", "test"]


class NothingToMatch(LookupError):
    """No such fact waits, or not for this person."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a fact of a partner belongs: found by the partner's own number, or told by a person."""

    service: str
    pool: Pool
    bus: CommandBus
    facts: Mapping[str, type[Fact]]
    addressing: Addressing
    package: str
    case_office: str

    @property
    def wire_names(self) -> tuple[str, ...]:
        """The ids that a person may name."""
        return tuple(map(to_camel, self.addressing.fields))

    async def find(self, named: Named, offices: frozenset[str]) -> Mapping[str, UUID | None] | None:
        """The one place that a number names; None where it names none, or several."""
        query = statement(f"{self.package}.projections", self.addressing.query)
        rows = await self.pool.fetch(query, _offices(offices), named.kind, named.key)
        return {name: rows[0][name] for name in self.addressing.fields} if len(rows) == 1 else None

    async def keep(self, message: Message, named: Named, offices: frozenset[str]) -> bool:
        """Keep it until somebody places it. False where its id was used for something else. Raises Unreadable."""
        kind = self.facts[message.type]
        messages.fact(addressed(message, unaddressed(self.addressing.fields), kind), self.facts, _now(), offices)
        differs = await self.pool.fetchval(
            sql("keep_unmatched"),
            message.command_id,
            message.organisation,
            message.topic,
            message.id,
            message.type,
            named.kind,
            named.key,
            message.body,
            sorted(offices),
        )
        if not differs:
            for one in unplaced(message, offices):
                await self._say(message, "asked", one.office_id, self.addressing.asks(one))
        return not differs

    async def ask_all(self) -> None:
        """Ask about everything that waits, each once: also about what an older release kept and asked nobody about.

        Waits for a database that is away.
        """
        after: tuple[datetime, UUID] | tuple[None, None] = (None, None)
        while True:
            try:
                rows = await self.pool.fetch(sql("unmatched"), None, *after, PAGE)
                for row in rows:
                    await self._ask(row["id"])
                    after = row["received_at"], row["id"]
                if not rows:
                    return
            except Exception as fault:
                if not is_infrastructure(fault):
                    raise
                log.warning("asking_waits", fault=type(fault).__name__)
                await asyncio.sleep(random.uniform(0.5, 1.5))

    async def _ask(self, one: UUID) -> None:
        """Nothing, where it has been settled meanwhile."""
        row = await self.pool.fetchrow(sql("read_unmatched"), one, None)
        if row is not None:
            message = _message(row)
            for office in unplaced(message, frozenset(row["offices"])):
                await self._say(message, "asked", office.office_id, self.addressing.asks(office))

    async def waiting(self, actor: Actor, after: tuple[datetime, UUID] | None, limit: int) -> list[Any]:
        rows = await self.pool.fetch(sql("unmatched"), _offices(actor.offices), *(after or (None, None)), limit)
        return list(rows)

    async def match(self, one: UUID, ids: Mapping[str, UUID], actor: Actor) -> Answer:
        """Record it where a person says; with no ids, where its number says by now.

        Raises NothingToMatch, Unreadable, Rejected, NotFound.
        """
        row, message = await self._read(one, actor)
        offices = frozenset(row["offices"])
        found = ids or await self.find(Named(row["kind"], row["key"]), offices)
        if not found:
            raise NothingToMatch
        command = messages.fact(addressed(message, found, self.facts[message.type]), self.facts, _now(), offices)
        office = await self.pool.fetchval(self.case_office, command.case_id)
        if not actor.works_in(office or ""):
            raise NothingToMatch
        given = await self.bus.handle(command, request=message.body)
        await self._answered(message, offices, matched=True)
        async with self.pool.acquire() as conn, conn.transaction():
            await self._settle(conn, one, "matched", given.case_id, None, actor)
            await conn.execute(sql("publish"), *answered(message, outcome_of(given), self.service, "matched"))
        return given

    async def dismiss(self, one: UUID, reason: Dismissal, actor: Actor) -> None:
        """It is not to be recorded here. Raises NothingToMatch."""
        row, message = await self._read(one, actor)
        await self._answered(message, frozenset(row["offices"]), matched=False)
        outcome = {"outcome": "rejected", "code": "Dismissed", "missing": f"nobody here could place it: {reason}"}
        async with self.pool.acquire() as conn, conn.transaction():
            await self._settle(conn, one, "dismissed", None, reason, actor)
            await conn.execute(sql("publish"), *answered(message, outcome, self.service, "dismissed"))

    async def _read(self, one: UUID, actor: Actor) -> tuple[Any, Message]:
        row = await self.pool.fetchrow(sql("read_unmatched"), one, _offices(actor.offices))
        if row is None:
            raise NothingToMatch
        return row, _message(row)

    async def _answered(self, message: Message, offices: frozenset[str], *, matched: bool) -> None:
        """Nobody is asked any longer whose it is; before it counts as settled, or it might be asked for ever."""
        for one in unplaced(message, offices):
            await self._say(message, "settled", one.office_id, self.addressing.settled(one, matched))

    async def _say(self, message: Message, step: str, office: str, command: Command) -> None:
        """Issue what follows for one office, once however often it is asked for."""
        issued = Issued(
            command_id=uuid5(message.command_id, f"{step}|{office}"),
            at=_now(),
            actor=Actor.system("partner", message.organisation),
            source=f"partner:{message.organisation}",
            office_id=office,
        )
        await self.bus.handle(command.issued(issued))

    async def _settle(
        self, conn: Conn, one: UUID, state: str, case_id: UUID | None, reason: str | None, actor: Actor
    ) -> None:
        await conn.execute(sql("settle_unmatched"), one, state, case_id, reason, actor.id, actor.role)


def outcome_of(given: Answer) -> dict[str, Any]:
    """What an organisation is told of a fact that was recorded, or held."""
    held = {"code": given.held.code, "missing": given.held.missing} if given.held else {}
    outcome = "held" if given.held else "accepted"
    return {"outcome": outcome, **held, "caseId": str(given.case_id), "position": str(given.position)}


def _message(row: Any) -> Message:
    return Message(row["organisation"], row["topic"], row["message_id"], row["type"], row["body"])


def _offices(offices: frozenset[str]) -> list[str] | None:
    return None if "*" in offices else sorted(offices)


def _now() -> datetime:
    return datetime.now(UTC)
