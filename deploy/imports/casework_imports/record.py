"""One command for one row of a set, and the records of one case as a unit that is sent in its order.

Guarantees that a second import of the same rows sends the same keys, and so adds nothing: ids and keys follow from the
set, the row and the fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID, uuid5

IDS = UUID("a8f3a0a6-3b6c-5a43-9a53-5c0a3a8f5b0e")
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """`part` tells several of one kind and row apart. `keep`: fields of the events recorded that later ones refer to;
    `uses`: those this one refers to. `accounts`: the rows that are accounted for once this is recorded or held.
    """

    of_set: str
    service: str
    command: str
    row: str
    body: Mapping[str, Any]
    part: str = ""
    keep: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    apart: tuple["Record", ...] = ()
    """What to send instead where the door finds something wrong with this: the same, piece by piece."""

    @property
    def key(self) -> str:
        return f"{self.of_set} {self.row} {self.command} {self.part}".strip()

    @property
    def source(self) -> str:
        return f"import:{self.of_set}#{self.row}"


Kind = Literal["out_of_order", "missing", "duplicate", "impossible_value"]


@dataclass(frozen=True, slots=True)
class Left:
    """What was not brought in: where it stands, and why. `column` is empty where it is the whole row.

    `kind`: as which of reporting's issues of data its office is told of it.
    """

    file: str
    line: int
    row: str
    column: str
    reason: str
    kind: Kind = "impossible_value"


@dataclass(frozen=True, slots=True)
class Unit:
    """The records of one case, in the order in which each finds what it rests on; `weight` rows for the progress bar.

    `left`: what of its rows could not be read at all.
    """

    key: str
    office: str
    case_id: str
    records: Iterable[Record]
    weight: int = 1
    left: tuple[Left, ...] = field(default=())


def an_id(of_set: str, word: str) -> str:
    """The id of somebody or something of a set: the same at every import."""
    return str(uuid5(IDS, f"{of_set} {word}"))
