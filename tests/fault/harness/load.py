"""Callers of `post`: each sends commands to either process and again until it is answered, and notes every answer."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from uuid import UUID, uuid5

import httpx
from throughline.http.issuing import COMMANDS
from throughline.testing.histories import Answered
from throughline.testing.running import token

CLERK = UUID("5b1d9f0e-3f0b-5e5c-9a55-1f8a53a2c9d1")
WEIGHTS = [weight for weight in range(1, 100) if weight not in (66, 99)]
"""66 is the poison, 99 a webhook's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One command, which may be sent any number of times."""

    key: str
    path: str
    body: dict[str, Any]
    role: str = "clerk"

    @property
    def command_id(self) -> UUID:
        return uuid5(COMMANDS, f"post|{CLERK}|{self.key}")


@dataclass
class Load:
    """`urls` are the processes that take commands. `pause`: how long a caller rests between two commands. `faults`: how
    often it was told of a fault of theirs, which no fault of the world excuses."""

    urls: list[str]
    chance: Random
    pause: float = 0.04
    answers: list[Answered] = field(default_factory=list)
    faults: int = 0
    cases: list[UUID] = field(default_factory=list)
    done: list[Asked] = field(default_factory=list)
    ending: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count())
    client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(
            timeout=4, trust_env=False, limits=httpx.Limits(max_connections=150, max_keepalive_connections=20)
        )
    )

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def asked(self, path: str, role: str = "clerk", **body: Any) -> Asked:
        return Asked(f"command {next(self.numbers)}", path, body, role)

    async def once(self, asked: Asked) -> Answered:
        """One attempt, at any process; what it was told is noted."""
        told = await self._told(asked)
        self.answers.append(told)
        return told

    async def until_answered(self, asked: Asked) -> Answered:
        """The definite answer. It is sent again after every other one."""
        while True:
            told = await self.once(asked)
            if told.outcome != "unknown":
                self.done.append(asked)
                return told
            await asyncio.sleep(0.1)

    async def call(self) -> None:
        """One caller, until the end; what it has begun it brings to an answer."""
        while not self.ending:
            if self.done and self.chance.random() < 0.1:
                await self.until_answered(self.chance.choice(self.done[-500:]))
            else:
                await self._next()
            await asyncio.sleep(self.pause)

    async def open(self, weight: int) -> UUID:
        case = self.new_id()
        await self.until_answered(self.asked(f"/cases/{case}/send-parcel", weight=weight))
        return case

    async def _next(self) -> None:
        kind, weight = self.chance.random(), self.chance.choice(WEIGHTS)
        if not self.cases or kind < 0.2:
            self.cases.append(await self.open(weight))
            return
        case = self.chance.choice(self.cases[-40:])
        if kind < 0.8:
            await self.until_answered(self.asked(f"/cases/{case}/record-weight", weight=weight))
        elif kind < 0.95:
            label = {"labelId": str(self.new_id()), "text": "fragile"}
            await self.until_answered(self.asked(f"/cases/{case}/put-label", **label))
        else:
            await self.until_answered(self.asked(f"/cases/{case}/send-parcel", weight=weight))

    async def _told(self, asked: Asked) -> Answered:
        headers = {"authorization": f"Bearer {token(asked.role, 'NORTH', subject=CLERK)}", "idempotency-key": asked.key}
        url = self.chance.choice(self.urls)
        with suppress(httpx.HTTPError):
            answer = await self.client.post(url + asked.path, json=asked.body, headers=headers)
            if answer.status_code in (200, 201):
                said = answer.json()
                outcome = "accepted" if answer.status_code == 201 else "nothing"
                events = tuple(UUID(event["eventId"]) for event in said["events"])
                return Answered(asked.key, asked.command_id, outcome, tuple(said["positions"]), events)
            if answer.status_code == 409:
                return Answered(asked.key, asked.command_id, "rejected")
            self.faults += answer.status_code == 500 and "json" in answer.headers.get("content-type", "")
            if answer.status_code not in (500, 503):
                raise AssertionError(f"{asked.path} was answered {answer.status_code}: {answer.text}")
        return Answered(asked.key, asked.command_id, "unknown")
