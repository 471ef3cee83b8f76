"""Work that comes back after legal's part was closed: the part reopens in the append of the fact that brings it.

Guarantees that intake, which waits for a part to close, never waits for one that is closed already and will not say so
again. Whatever the fact: a prosecution of which nothing was expected, and of which something is expected now.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from throughline.domain import Command, Event, OnStream, StreamRef, foresee

from legal.docket.part import reopened
from legal.docket.state import Docket
from legal.prosecution.ending import expected
from legal.prosecution.state import Prosecution


def may_resume(prosecution_id: UUID, prosecution: Prosecution) -> bool:
    """Whether nothing is expected of it now, so that any fact might bring work back."""
    return not any(expected(prosecution_id, prosecution))


def with_part_reopened(
    evolve: Callable[[Prosecution, Any], Prosecution],
    prosecution: Prosecution,
    command: Command,
    prosecution_id: UUID,
    decided: Sequence[Event],
    docket: tuple[StreamRef, Docket],
) -> list[Event | OnStream]:
    """The decided events and, where they leave something to do in a closed part, its reopening."""
    stream, known = docket
    if not decided or not known.is_closed or not may_resume(prosecution_id, prosecution):
        return list(decided)
    after = foresee(evolve, prosecution, command, decided)
    resumed = any(expected(prosecution_id, after))
    return [*decided, *(OnStream(stream, event) for event in reopened("proceedings_resumed") if resumed)]
