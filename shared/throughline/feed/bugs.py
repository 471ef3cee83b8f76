"""Many cases that fail alike within a minute are a bug of ours: the feed stops, rather than park the world.

Looks at failures before they are parked, in memory alone: after a restart it begins to count anew.
"""

from collections import deque
from collections.abc import Iterable
from time import monotonic
from uuid import UUID

from throughline.feed.consumer import Failure
from throughline.feed.faults import SameBug, is_bug

SAME_BUG_CASES = 20
SAME_BUG_SECONDS = 60.0


class BugWatch:
    """One feed's failures of the last minute, by fingerprint."""

    def __init__(self) -> None:
        self._recent = dict[str, deque[tuple[float, UUID]]]()

    def look(self, failures: Iterable[Failure]) -> None:
        """Raises SameBug where these are too many of one kind; the caller then parks none of them."""
        for failure in failures:
            if is_bug(failure.fingerprint):
                self._count(failure)

    def _count(self, failure: Failure) -> None:
        now, seen = monotonic(), self._recent.setdefault(failure.fingerprint, deque())
        seen.append((now, failure.arrived.case_id))
        while seen[0][0] < now - SAME_BUG_SECONDS:
            seen.popleft()
        if len({case_id for _, case_id in seen}) >= SAME_BUG_CASES:
            raise SameBug(f"{SAME_BUG_CASES} cases failed with {failure.fingerprint} within a minute")
