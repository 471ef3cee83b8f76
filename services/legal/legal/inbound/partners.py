"""The facts that police, prosecutors and courts may send on their topic: all that is recorded of a prosecution.

An authority that does not know our ids names the case by its own number, as a keyed hash: the one it gave with the
complaint, or that a lawyer linked. What no number places, a lawyer matches.
"""

from throughline.domain import Fact
from throughline.partner import Addressing

from legal import prosecution
from legal.roles import READERS

ACCEPTS: tuple[type[Fact], ...] = tuple(
    command for command in prosecution.AGGREGATE.command_types if issubclass(command, Fact)
)
ADDRESSING = Addressing("addressed", ("case_id", "prosecution_id", "accused_id"), READERS)
