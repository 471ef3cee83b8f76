"""Which class reads which stored event of this service, of its own version and of those that it raises to it.

Unknown fields are ignored in reading, never in building.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from throughline.domain import Aggregate, Event
from throughline.envelope import Record
from throughline.eventstore.versions import checked, raised


class UnknownEvent(LookupError):
    """An event type or version that this release does not know. The text names it."""


class EventTypes:
    """Every event class of a service's aggregates, by type name and schema version.

    `emits`: event types that are written in an older version, while readers of it run beside. Raises CannotEmit.
    """

    def __init__(self, aggregates: Iterable[Aggregate[Any]], emits: Mapping[str, int] | None = None) -> None:
        types = [cls for aggregate in aggregates for cls in aggregate.event_types]
        self.by_name = {(cls.__name__, version): cls for cls in types for version in (cls.version, *cls.upcasts)}
        self.emits = checked(types, emits or {})

    @cached_property
    def _versions(self) -> Mapping[str, frozenset[int]]:
        names = {name for name, _ in self.by_name}
        return {name: frozenset(version for known, version in self.by_name if known == name) for name in names}

    def versions(self, event_type: str) -> frozenset[int]:
        """Every version of an event type that this release reads."""
        return self._versions.get(event_type, frozenset())

    def decode(self, record: Record) -> Event:
        """The event in a record, with its metadata. Raises UnknownEvent, or pydantic's ValidationError."""
        metadata = record.metadata
        cls = self.by_name.get((metadata.event_type, metadata.schema_version))
        if cls is None:
            raise UnknownEvent(f"{metadata.event_type} version {metadata.schema_version}")
        event = cls.model_validate_json(raised(cls, metadata.schema_version, record.body), extra="ignore")
        event._metadata = metadata
        return event
