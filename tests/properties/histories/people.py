"""Who and what the histories are about: few of each, so that what is said of one is often said again of the same."""

from uuid import UUID, uuid5

from throughline.domain import Actor
from throughline.testing.given import CASE, NAMESPACE

__all__ = ["CASE", "ELSEWHERE", "OFFICE", "ORGS", "STAFF", "SUSPECTS", "VICTIMS", "staff", "thing"]

OFFICE = "PHL-MNL"


def thing(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


VICTIMS = tuple(thing(f"victim {n}") for n in range(3))
SUSPECTS = tuple(thing(f"suspect {n}") for n in range(2))
ORGS = tuple(thing(f"organisation {n}") for n in range(2))
STAFF = tuple(thing(f"staff {n}") for n in range(3))
ELSEWHERE = tuple(thing(f"case elsewhere {n}") for n in range(2))


def staff(number: int, role: str) -> Actor:
    return Actor(STAFF[number % len(STAFF)], role, frozenset({"*"}))
