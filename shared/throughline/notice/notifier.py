"""The notifier: a consumer of the service's own events that posts notices to the webhook of the case's office.

Guarantees that each notice reaches the office's webhook at least once, in order within a case, as long as the webhook
comes back within three days, and that no office waits for another's: what a webhook does not take is set aside for that
office alone, where operators see it, and tried again (retrying.py). What it sends are codes and ids, never more than
the event itself holds.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import structlog

from throughline.database import Conn
from throughline.envelope import Record
from throughline.feed import Arrived, Failure, Stuck
from throughline.feed.checking import BEHIND
from throughline.feed.consumer import Memory
from throughline.feed.faults import describe, fingerprint
from throughline.notice.resting import Resting
from throughline.writes import Write

TIMEOUT_SECONDS = 5.0
STALE_AFTER = timedelta(hours=72)
"""A webhook that is set up later is not told what has long been dealt with, and one that is away is given up."""
TRY_AGAIN = frozenset({408, 425, 429})
AWAY, REFUSED = "webhook away", "notice refused"
ALL = "*"
"""Among the webhooks: any office that is not named. As a case's office: every one is told."""

log = structlog.get_logger()


Noticing = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]
"""What of an event (its type and fields) an office is told at once, in codes; None: nothing. Ids are added."""


class Notifier:
    """`hooks` maps offices to URLs. What could not be told is parked under the name of its webhook in `hooks`."""

    def __init__(
        self,
        noticing: Noticing,
        hooks: Mapping[str, str],
        *,
        client: Callable[[], httpx.AsyncClient] = lambda: httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.noticing, self.hooks, self.client, self.now = noticing, hooks, client, now
        self.resting = Resting()
        self.told_apart = set[tuple[str, UUID]]()

    @property
    def writes(self) -> bool:
        return False

    def admit(self, record: Record) -> Record:
        return record

    def archives(self, arrived: Arrived) -> bool:
        return False

    def handles(self, arrived: Arrived) -> bool:
        known = arrived.record.metadata
        fresh = known.recorded_at > self.now() - STALE_AFTER and not known.historical
        return fresh and bool(self._hooks_of(arrived)) and self._tells(arrived)

    async def apply(self, conn: Conn, arrived: Sequence[Arrived]) -> None:
        """Nothing: the notices were sent ahead."""

    async def fold(self, conn: Conn, arrived: Sequence[Arrived], memory: Memory) -> list[Write] | None:
        return []

    async def ahead(
        self, arrived: Sequence[Arrived], stuck: Collection[Stuck], *, only: str | None = None
    ) -> list[Failure]:
        """Tell every webhook what is its own, side by side; with `only`, that one, or whichever took its place."""
        by_hook = dict[str, list[Arrived]]()
        for one in arrived:
            for hook in self._hooks_of(one):
                if not only or hook == only or only not in self.hooks:
                    by_hook.setdefault(hook, []).append(one)
        if not by_hook:
            return []
        async with self.client() as client:
            told = await asyncio.gather(*(self._tell(client, hook, own, stuck) for hook, own in by_hook.items()))
        return [failure for failures in told for failure in failures]

    async def told_alone(self, hook: str, one: Arrived) -> bool:
        """Try one notice by itself; whether it was taken, or answered otherwise, and its webhook is there again."""
        async with self.client() as client:
            failure = await self._told(client, hook, one)
        if failure is None:
            self.told_apart.add((hook, one.event_id))
        return failure is None or failure.fingerprint != AWAY

    async def _tell(
        self, client: httpx.AsyncClient, hook: str, arrived: Sequence[Arrived], stuck: Collection[Stuck]
    ) -> list[Failure]:
        """One webhook's notices in order. What it does not take is set aside, and with it what is later of its case."""
        parked, failures = {case_id for reaction, case_id in stuck if reaction in ("", hook)}, list[Failure]()
        for one in arrived:
            behind = one.case_id in parked
            failure = Failure(one, BEHIND, "behind", hook) if behind else await self._told(client, hook, one)
            if failure:
                parked.add(one.case_id)
                failures.append(failure)
        return failures

    async def _told(self, client: httpx.AsyncClient, hook: str, one: Arrived) -> Failure | None:
        """Send what one event is told of. Why it could not be, None where it was."""
        if (hook, one.event_id) in self.told_apart:
            self.told_apart.discard((hook, one.event_id))
            return None
        if self.resting.rests(hook):
            return Failure(one, "its webhook is away", AWAY, hook)
        try:
            notice = self._notice(one)
        except Exception as fault:
            log.critical("notice_cannot_be_made", case_id=str(one.case_id), fault=fingerprint(fault))
            return Failure(one, describe(fault), fingerprint(fault), hook)
        return None if notice is None else await self._send(client, hook, one, notice)

    async def _send(
        self, client: httpx.AsyncClient, hook: str, one: Arrived, notice: Mapping[str, Any]
    ) -> Failure | None:
        """Post one notice. Why the webhook did not take it, None where it did."""
        known = one.record.metadata
        body = {
            "eventId": str(known.event_id),
            "service": known.service,
            "type": known.event_type,
            "caseId": str(known.case_id),
            "caseReference": known.case_reference,
            "officeId": known.office_id,
            "recordedAt": known.recorded_at.isoformat(),
            **notice,
        }
        try:
            answer = await client.post(self.hooks[hook], json=body, headers={"idempotency-key": str(known.event_id)})
        except httpx.HTTPError as away:
            return self._away(hook, one, type(away).__name__)
        if answer.is_server_error or answer.status_code in TRY_AGAIN:
            return self._away(hook, one, str(answer.status_code))
        self.resting.is_back(hook)
        if answer.is_success:
            return None
        log.critical("notice_refused", hook=hook, case_id=str(one.case_id), status=answer.status_code)
        return Failure(one, f"the webhook refused it with {answer.status_code}", REFUSED, hook)

    def _away(self, hook: str, one: Arrived, why: str) -> Failure:
        """Nothing is sent there for a while, a little longer each time."""
        self.resting.rest(hook)
        log.error("notice_waits", hook=hook, case_id=str(one.case_id), fault=why)
        return Failure(one, f"its webhook is away: {why}", AWAY, hook)

    def _hooks_of(self, arrived: Arrived) -> Collection[str]:
        """The names of the webhooks that are told of a case's office."""
        office = arrived.record.metadata.office_id or ""
        if office == ALL:
            return self.hooks.keys()
        return [name for name in (office if office in self.hooks else ALL,) if name in self.hooks]

    def _tells(self, arrived: Arrived) -> bool:
        """Whether there is something to tell; what cannot be read is met again, and parked, when it is to be sent."""
        try:
            return self._notice(arrived) is not None
        except Exception:
            return True

    def _notice(self, arrived: Arrived) -> Mapping[str, Any] | None:
        return self.noticing(arrived.record.metadata.event_type, arrived.record.data)
