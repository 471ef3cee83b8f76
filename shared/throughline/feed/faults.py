"""Which faults belong to one event, and park its case, and which belong to the world, and are waited out."""

import traceback
from pathlib import Path

import asyncpg

from throughline.database import StoreUnavailable, is_away
from throughline.eventstore import UnknownEvent

DATA_CLASSES = ("21", "22", "23", "54")
"""A statement's own rows, values and constraints, and what is too large for an index: no trying again mends these."""


class LogReplaced(Exception):
    """The topic is not the log this feed has been reading. It must not go on by itself."""


class NotMoving(Exception):
    """There is work, and none of it was done for a while though the database answers. `stands`: where the feed is."""

    def __init__(self, text: str, stands: int) -> None:
        super().__init__(text)
        self.stands = stands


class FeedStopped(Exception):
    """This feed must not go on by itself: a person has to look. The text says why, `waits_for` what for."""

    waits_for = "somebody to see to its log"


class SameBug(FeedStopped):
    """Case after case fails alike: not theirs, but a bug of this release. Another start of it does not help."""

    waits_for = "a release without the bug"


class NeedsNewerRelease(Exception):
    """An event of a version that this release does not read yet."""


class Overtaken(Exception):
    """Somebody else moved this lane: forget what is remembered, read where it stands, and go on from there."""


def is_infrastructure(fault: BaseException) -> bool:
    """True where trying again later can help, whatever the event."""
    if isinstance(fault, asyncpg.PostgresError):
        return not (fault.sqlstate or "").startswith(DATA_CLASSES)
    return is_away(fault) or isinstance(fault, StoreUnavailable | Overtaken | LogReplaced)


def fingerprint(fault: BaseException) -> str:
    """Names a fault by its kind and the line it came from: the same bug has the same fingerprint in every case."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(fault).__name__}@{where}"


def why(fault: BaseException) -> str:
    """What the log may say of a fault of the world: our own words, or Postgres' code. Others' texts hold values."""
    return str(fault) if isinstance(fault, Overtaken) else getattr(fault, "sqlstate", None) or ""


def is_bug(named: str) -> bool:
    """Whether a fingerprint names a fault of ours: not what a newer release reads, nor what another party refused."""
    return "@" in named and not needs_newer(named)


def needs_newer(named: str) -> bool:
    """Whether a fingerprint names what a newer release reads: an event that came in, or one on a stream of ours."""
    return named.partition("@")[0] in (NeedsNewerRelease.__name__, UnknownEvent.__name__)


def describe(fault: BaseException) -> str:
    """What an operator reads: the fault's kind, and its text only where we wrote it; data may hold personal values."""
    kind = type(fault).__name__
    return f"{kind}: {fault}" if isinstance(fault, NeedsNewerRelease | UnknownEvent) else kind
