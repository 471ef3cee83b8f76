"""What is left of a case's history when somebody in it is forgotten: nothing that was said of that person. Pure.

Guarantees the same in whichever order it was told, and that whoever else an event names keeps it, without the forgotten
one's id. That the person is forgotten stays on record, under the same id.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from throughline.envelope import Record

NOBODY = str(UUID(int=0)).encode()


@dataclass(frozen=True, slots=True)
class Forgetting:
    """`event` names its person as `subjectId`; `cases` picks, of the cases in $1, those where somebody is forgotten."""

    event: str
    cases: str

    def forgets(self, record: Record) -> bool:
        return record.metadata.event_type == self.event

    def left(self, history: Sequence[Record]) -> list[Record]:
        """What may be kept of a history, each record as it may be."""
        gone = {str(record.data["subjectId"]) for record in history if self.forgets(record)}
        if not gone:
            return list(history)
        about = {record.metadata.event_id for record in history if not self.forgets(record) and _about(record, gone)}
        opened = {
            record.metadata.stream_id
            for record in history
            if record.metadata.event_id in about and record.metadata.stream_version == 1
        }
        return [
            record if self.forgets(record) else _without(record, gone)
            for record in history
            if self.forgets(record) or not (record.metadata.event_id in about or record.metadata.stream_id in opened)
        ]


def _about(record: Record, gone: Collection[str]) -> bool:
    """Whether the person is what it is about: the stream is theirs, or a field of its own names them."""
    data: Mapping[str, Any] = record.data
    return str(record.metadata.stream_id) in gone or any(
        isinstance(value, str) and value in gone for value in data.values()
    )


def _without(record: Record, gone: Collection[str]) -> Record:
    body = record.body
    for person in gone:
        body = body.replace(person.encode(), NOBODY)
    return record if body == record.body else replace(record, body=body)
