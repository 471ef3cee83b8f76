"""The event store: streams of events in the service's own Postgres, appended under the case lock, never changed."""

from throughline.eventstore.commits import Appending, VersionConflict
from throughline.eventstore.entry import Entry, RecordTooLarge
from throughline.eventstore.folded import Folded
from throughline.eventstore.store import EventStore, Receipt
from throughline.eventstore.types import EventTypes, UnknownEvent
from throughline.eventstore.versions import CannotEmit

__all__ = [
    "Appending",
    "CannotEmit",
    "Entry",
    "EventStore",
    "EventTypes",
    "Folded",
    "Receipt",
    "RecordTooLarge",
    "UnknownEvent",
    "VersionConflict",
]
