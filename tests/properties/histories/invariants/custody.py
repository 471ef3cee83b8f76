"""At most one open custody per accused and prosecution, and who is shown at large is in none that the events know of.

A day that is not known to the instant leaves open which of two events came first: then the later record came later.
"""

from collections.abc import Iterable
from typing import Any

from throughline.domain import before

from histories.invariants.recorded import as_it_counted, in_order, named, streams, tell
from histories.world import World

INTO = ("SuspectArrested", "AccusedSurrendered", "AccusedRecaptured")
REMANDED = ("RemandOrdered",)
OUT = ("SuspectReleased", "CustodyEnded", "AccusedAbsconded")


def two_at_once(world: World) -> list[str]:
    """A remand says that somebody is in custody, and not since when: the arrest may be told after it."""
    wrong = list[str]()
    for prosecution_id, history in streams(world, "legal", "Prosecution"):
        told = list(as_it_counted(history))
        for earlier, event in told:
            if named(event, *INTO):
                moves = [one for one in about(earlier, event) if not before(event.occurred_on, one.occurred_on)]
                if is_open(moves):
                    wrong.append(tell(event, "taken into custody while in custody"))
        wrong += shown_otherwise(world, prosecution_id, world.members["legal"].counted(prosecution_id))
    return wrong


def shown_otherwise(world: World, prosecution_id: Any, history: list[Any]) -> list[str]:
    """Whom the read model has at large, though the events leave him in custody."""
    rows = world.shown("legal").rows("accused_status")
    return [
        f"{row['accused_id']} is shown {row['custody']} in {prosecution_id} and is in custody"
        for row in rows
        if row["prosecution_id"] == prosecution_id and row["custody"] != "detained"
        if is_open(moves_of(history, row["accused_id"]))
    ]


def about(earlier: Iterable[Any], event: Any) -> list[Any]:
    return moves_of(list(earlier), event.accused_id)


def moves_of(history: list[Any], accused_id: Any) -> list[Any]:
    """What moved him in or out since he was last registered, in the order of the record."""
    moves = list[Any]()
    for one in history:
        if getattr(one, "accused_id", None) != accused_id:
            continue
        if named(one, "AccusedRemoved"):
            moves = []
        elif named(one, *INTO, *REMANDED, *OUT):
            moves.append(one)
    return moves


def is_open(moves: list[Any]) -> bool:
    """Whether the last of these took him in: by the day where that is sure, else by the record."""
    ordered = in_order(moves)
    return bool(ordered) and named(ordered[-1], *INTO)
