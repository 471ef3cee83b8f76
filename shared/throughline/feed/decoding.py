"""Which class reads which record: own events by their aggregates, foreign ones by the service's inbound classes."""

from collections.abc import Iterable

from throughline.domain import Event
from throughline.envelope import Record
from throughline.eventstore import EventTypes
from throughline.feed.faults import NeedsNewerRelease
from throughline.inbound import Inbound


class Decoder:
    """Decodes only what somebody handles; the rest is passed by without a look at its body."""

    def __init__(self, service: str, own: EventTypes, foreign: Iterable[type[Inbound]]) -> None:
        self.service, self.own = service, own
        self.foreign = {(cls.source, cls.name): cls for cls in foreign}

    def decode(self, record: Record) -> Event | Inbound | None:
        """None for a type that nobody here reads. Raises NeedsNewerRelease, or pydantic's ValidationError."""
        metadata = record.metadata
        if metadata.service == self.service:
            versions = self.own.versions(metadata.event_type)
            if metadata.schema_version in versions:
                return self.own.decode(record)
        else:
            cls = self.foreign.get((metadata.service, metadata.event_type))
            if cls is not None and metadata.schema_version in cls.versions:
                return cls.model_validate_json(record.body)
            versions = cls.versions if cls else frozenset()
        if versions:
            raise NeedsNewerRelease(f"{metadata.event_type} version {metadata.schema_version} needs a newer release")
        return None
