"""Which class reads which stored event of this service. Unknown fields are ignored in reading, never in building."""

from collections.abc import Iterable
from typing import Any

from throughline.domain import Aggregate, Event
from throughline.envelope import Record


class UnknownEvent(LookupError):
    """An event type or version that this release does not know. The text names it."""


class EventTypes:
    """Every event class of a service's aggregates, by type name and schema version."""

    def __init__(self, aggregates: Iterable[Aggregate[Any]]) -> None:
        self.by_name = {(cls.__name__, cls.version): cls for aggregate in aggregates for cls in aggregate.event_types}

    def versions(self, event_type: str) -> frozenset[int]:
        """Every version of an event type that this release reads."""
        return frozenset(version for name, version in self.by_name if name == event_type)

    def decode(self, record: Record) -> Event:
        """The event in a record, with its metadata. Raises UnknownEvent, or pydantic's ValidationError."""
        metadata = record.metadata
        cls = self.by_name.get((metadata.event_type, metadata.schema_version))
        if cls is None:
            raise UnknownEvent(f"{metadata.event_type} version {metadata.schema_version}")
        event = cls.model_validate_json(record.body, extra="ignore")
        event._metadata = metadata
        return event
