"""Reading topics exactly once, each stream in order: feeds of lanes, with a park for what cannot be applied."""

from throughline.feed.arrived import Arrived
from throughline.feed.consumer import Consumer, Failure, Stuck
from throughline.feed.faults import FeedStopped, NeedsNewerRelease, SameBug
from throughline.feed.feed import Feed
from throughline.feed.parked import (
    By,
    ParkedCase,
    Wanted,
    discard,
    held_cases,
    parked_cases,
    parked_events,
    redrive,
    redrive_readable,
)
from throughline.feed.subscription import Subscription

__all__ = [
    "Arrived",
    "By",
    "Consumer",
    "Failure",
    "Feed",
    "FeedStopped",
    "NeedsNewerRelease",
    "ParkedCase",
    "SameBug",
    "Stuck",
    "Subscription",
    "Wanted",
    "discard",
    "held_cases",
    "parked_cases",
    "parked_events",
    "redrive",
    "redrive_readable",
]
