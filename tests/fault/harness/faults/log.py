"""Faults of what is sent: records twice or out of order, records that cannot be applied, commands all at once."""

import asyncio
from random import Random

from harness.arena import Arena
from harness.faults.fault import NOTHING


class SentAgain:
    """A range of a topic is published once more."""

    name, number, private, causes = "duplicates", 5, False, frozenset({"redelivered"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        sent = await arena.garden.send_again(chance.choice(["intake.events", "legal.events"]), chance)
        return [f"{sent} records"]


class OutOfOrder:
    """One stream's records stand in the wrong order in the log, one of them twice: held, then applied."""

    name, number, private, causes = "out of order", 6, False, frozenset({"held"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        case, length = arena.load.new_id(), chance.randint(3, 6)
        await arena.garden.plant(case, 1, 5, "ParcelSent")
        later = [*range(2, length + 1)]
        chance.shuffle(later)
        if later == sorted(later):
            later.reverse()
        for version in [*later, later[0]]:
            await arena.garden.plant(case, version, version)
            await asyncio.sleep(chance.uniform(0, 0.05))
        return ["stream"]


class Poison:
    """One case that cannot be applied, in one of the ways there are; the handler's bug is mended in the end."""

    name, number, private, causes = "poison", 11, False, frozenset({"parked"})

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        ways = {
            "handler": self._handler,
            "reaction": self._reaction,
            "not JSON": self._planted(b"no JSON"),
            "missing field": self._planted(b"{}"),
            "newer version": self._planted(b'{"grams": 5000}', "ParcelWeighed.v2", weight=5),
        }
        way = arena.drawn("poison", [*ways], chance)
        await ways[way](arena)
        return [way]

    async def _handler(self, arena: Arena) -> None:
        case = await arena.load.open(5)
        for weight in (66, 8):
            await arena.load.until_answered(arena.load.asked(f"/cases/{case}/record-weight", weight=weight))

    async def _reaction(self, arena: Arena) -> None:
        case = await arena.load.open(66)
        await arena.load.until_answered(arena.load.asked(f"/cases/{case}/record-weight", weight=9))

    def _planted(self, body: bytes, event: str = "ParcelWeighed", weight: int | None = None):
        async def plant(arena: Arena) -> None:
            case = arena.load.new_id()
            await arena.garden.plant(case, 1, 5, "ParcelSent")
            await arena.garden.plant(case, 2, weight, event, body)
            await arena.garden.plant(case, 3, 7)

        return plant


class AtOnce:
    """Fifty times the same command, and fifty different ones about one case, at both processes."""

    name, number, private, causes = "commands at once", 14, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        load, case = arena.load, await arena.load.open(5)
        same = load.asked(f"/cases/{case}/record-weight", weight=50)
        different = [load.asked(f"/cases/{case}/record-weight", weight=weight) for weight in range(1, 51)]
        which = arena.drawn("commands at once", ("the same", "different"), chance)
        chosen = [same] * 50 if which == "the same" else different
        await asyncio.gather(*(load.until_answered(asked) for asked in chosen))
        return [which]


class KeyDestroyed:
    """Somebody is forgotten: what was sealed for them is unreadable everywhere, and their streams go on."""

    name, number, private, causes = "key destroyed", 18, False, NOTHING

    async def strike(self, arena: Arena, chance: Random) -> list[str]:
        load, label = arena.load, str(arena.load.new_id())
        case = await load.open(5)
        for asked in (
            load.asked(f"/cases/{case}/put-label", labelId=label, text="fragile"),
            load.asked(f"/cases/{case}/record-note", labelId=label, note="only for those who may"),
            load.asked(f"/cases/{case}/erase-label", role="chief", labelId=label),
            load.asked(f"/cases/{case}/put-label", labelId=label, text="gone"),
        ):
            told = await load.until_answered(asked)
            assert told.outcome in ("accepted", "nothing"), f"{asked.path} was {told.outcome}"
        arena.forgotten.append(case)
        return ["key"]
