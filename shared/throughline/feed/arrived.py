"""A record as it arrived: where it stood in the log, and which event it is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiokafka import ConsumerRecord

from throughline import envelope
from throughline.envelope import Record


@dataclass(frozen=True, slots=True)
class Arrived:
    """`topic` is without the installation's prefix; `lane` is the partition."""

    topic: str
    lane: int
    offset: int
    record: Record

    @property
    def stream_id(self) -> UUID:
        return self.record.metadata.stream_id

    @property
    def version(self) -> int:
        return self.record.metadata.stream_version

    @property
    def event_id(self) -> UUID:
        return self.record.metadata.event_id

    @property
    def case_id(self) -> UUID:
        return self.record.metadata.case_id

    @property
    def place(self) -> tuple[str, int]:
        return self.topic, self.offset


def read(record: "ConsumerRecord[Any, Any]", topic_prefix: str) -> Arrived:
    """Raises envelope.NotAnEvent where the headers are not an event's."""
    kept = Record(envelope.metadata(record.headers), record.value or b"", record.headers)
    return Arrived(record.topic.removeprefix(topic_prefix), record.partition, record.offset, kept)


def from_row(row: Any, lane: int) -> Arrived:
    """A waiting row as it once arrived."""
    record = Record(envelope.metadata_of_text(row["headers"]), row["body"])
    return Arrived(row["topic"], lane, row["offset"], record)
