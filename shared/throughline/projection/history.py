"""What counts of a case's history once every correction is carried out, and what of it an archive keeps."""

from collections.abc import Sequence
from uuid import UUID

from throughline.database import Conn
from throughline.domain import FactCorrected
from throughline.domain.corrected import Said, effective
from throughline.envelope import Record
from throughline.sql import statements

sql = statements(__package__)


async def keep_only(conn: Conn, case_id: UUID, history: Sequence[Record], kept: Sequence[Record]) -> None:
    """Delete from the archive what is not kept of a case's history, and write what is kept otherwise than received."""
    bodies = {record.metadata.event_id: record.body for record in kept}
    before = {record.metadata.event_id: record.body for record in history}
    if gone := [event_id for event_id in before if event_id not in bodies]:
        await conn.execute(sql("delete_received"), case_id, gone)
    if other := {event_id: body for event_id, body in bodies.items() if body != before[event_id]}:
        await conn.execute(sql("rewrite_received"), case_id, list(other), list(other.values()))


def corrected(history: Sequence[Record]) -> list[Record]:
    """The history with every correction carried out."""
    return effective(history, said)


def said(record: Record) -> Said:
    known = record.metadata
    if not corrects(record):
        return Said(known.event_id, known.stream_id, known.command_id)
    replaces, in_place = UUID(record.data["replaces"]), record.data.get("inPlace")
    return Said(known.event_id, known.stream_id, known.command_id, replaces, in_place)


def corrects(record: Record) -> bool:
    """Whether this is a correction, of whichever service."""
    return record.metadata.event_type == FactCorrected.__name__
