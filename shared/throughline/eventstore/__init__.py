"""The event store: streams of events in the service's own Postgres, appended under the case lock, never changed."""

from throughline.eventstore.entry import Entry
from throughline.eventstore.folded import Folded
from throughline.eventstore.store import EventStore, Receipt, VersionConflict
from throughline.eventstore.types import EventTypes, UnknownEvent

__all__ = ["Entry", "EventStore", "EventTypes", "Folded", "Receipt", "UnknownEvent", "VersionConflict"]
