"""Work that comes back after legal's part was closed: the part reopens in the append of the fact that brings it.

Guarantees that intake, which waits for a part to close, never waits for one that is closed already and will not say so
again. Only facts that can bring work back look at the Docket.
"""

from collections.abc import Callable, Sequence
from typing import Any

from throughline.domain import Command, Event, OnStream, StreamRef, foresee

from legal.docket.part import LegalPartReopened
from legal.docket.state import Docket
from legal.prosecution.appeals import RecordAppealDecided, RecordAppealFiled
from legal.prosecution.ending import RecordResumption, expected
from legal.prosecution.registration import RecordAccusedRegistered
from legal.prosecution.state import Prosecution

BRINGS_WORK = (RecordAccusedRegistered, RecordAppealFiled, RecordAppealDecided, RecordResumption)


def with_part_reopened(
    evolve: Callable[[Prosecution, Any], Prosecution],
    prosecution: Prosecution,
    command: Command,
    decided: Sequence[Event],
    docket: tuple[StreamRef, Docket],
) -> list[Event | OnStream]:
    """The decided events and, where they leave something to do in a closed part, its reopening."""
    stream, known = docket
    if not decided or not known.is_closed or not isinstance(command, BRINGS_WORK):
        return list(decided)
    after = foresee(evolve, prosecution, command, decided)
    resumed = next(expected(command.prosecution_id, after), None)
    return [*decided, *([OnStream(stream, LegalPartReopened(reason="proceedings_resumed"))] if resumed else [])]
