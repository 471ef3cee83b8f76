"""The whole history of one case as a feed has accounted for it: own events from the store, others' from the archive.

What is parked is not in it, and what is held is not yet. Order between streams means nothing, as everywhere.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from throughline.database import Conn
from throughline.domain import FactCorrected
from throughline.domain.corrected import Said, effective
from throughline.envelope import Record, metadata_of_text
from throughline.sql import statements

sql = statements(__package__)


async def case_history(conn: Conn, feed: str, case_id: UUID, redriven: Collection[UUID] = ()) -> list[Record]:
    """Every record of a case, each once. `redriven`: parked events that are being applied now."""
    taken = list(redriven)
    rows = await conn.fetch(sql("read_own_history"), feed, case_id, taken)
    rows += await conn.fetch(sql("read_received_history"), feed, case_id, taken)
    return [Record(metadata_of_text(row["headers"]), row["body"]) for row in rows]


def corrected(history: Sequence[Record]) -> list[Record]:
    """The history with every correction carried out."""
    return effective(history, said)


def said(record: Record) -> Said:
    known = record.metadata
    replaces = UUID(record.data["replaces"]) if corrects(record) else None
    return Said(known.event_id, known.stream_id, known.command_id, replaces)


def corrects(record: Record) -> bool:
    """Whether this is a correction, of whichever service."""
    return record.metadata.event_type == FactCorrected.__name__
