"""The facts that police, prosecutors and courts may send on their topic: all that is recorded of a prosecution.

An authority that does not know our ids names the case by its own number, as a keyed hash: the one it gave with the
complaint, or that a lawyer linked. What no number places, a lawyer is asked to match.
"""

from uuid import UUID, uuid5

from casework.liberty import held_liberty_fact
from throughline.domain import Command, Fact
from throughline.partner import Addressing, Unplaced

from legal import prosecution
from legal.roles import READERS
from legal.unplaced.asking import AskWhoseItIs, NoteFactPlaced

ACCEPTS: tuple[type[Fact], ...] = tuple(
    command for command in prosecution.AGGREGATE.command_types if issubclass(command, Fact)
)


def asks(unplaced: Unplaced) -> Command:
    """What would warn people though it were held, cannot wait without its case either."""
    may_free = held_liberty_fact(unplaced.type, unplaced.body) is not None
    return AskWhoseItIs(case_id=stream_of(unplaced), fact_id=unplaced.fact_id, may_free=may_free)


def settled(unplaced: Unplaced, matched: bool) -> Command:
    return NoteFactPlaced(case_id=stream_of(unplaced), matched=matched)


def stream_of(unplaced: Unplaced) -> UUID:
    return uuid5(unplaced.fact_id, f"legal.unplaced|{unplaced.office_id}")


ADDRESSING = Addressing("addressed", ("case_id", "prosecution_id", "accused_id"), READERS, asks, settled)
