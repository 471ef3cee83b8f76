"""Commands on one case take turns in a process, so that each is decided on what the one before it left.

Guarantees nothing: the append checks every version. It saves deciding on what is about to change, and keeps commands on
a case that is busy from holding connections that others need.
"""

from asyncio import Future, get_running_loop, timeout
from collections import deque
from uuid import UUID

from throughline.database import ACQUIRE_SECONDS


class Turns:
    """Of each case that somebody is at, who waits for it, the longest first."""

    def __init__(self) -> None:
        self._waiting = dict[UUID, deque[Future[None]]]()

    async def begin(self, case_id: UUID) -> None:
        """Wait for one's turn, and then `end` it. Raises TimeoutError where it does not come in time."""
        waiting = self._waiting.get(case_id)
        if waiting is None:
            self._waiting[case_id] = deque()
            return
        turn = get_running_loop().create_future()
        waiting.append(turn)
        try:
            async with timeout(ACQUIRE_SECONDS):
                await turn
        except BaseException:
            if turn.done() and not turn.cancelled():
                self.end(case_id)  # it came just as its command gave up
            raise

    def end(self, case_id: UUID) -> None:
        waiting = self._waiting[case_id]
        while waiting:
            turn = waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._waiting[case_id]
