"""The notifier: a consumer of the service's own events that posts notices to the webhook of the case's office.

Guarantees that each notice reaches the office's webhook at least once, in order within a case, as long as the webhook
comes back: one that is away is tried again for as long as it takes, one that refuses parks the case's notices with an
alarm. What it sends are codes and ids, never more than the event itself holds.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import structlog

from throughline.database import Conn
from throughline.envelope import Record
from throughline.feed import Arrived, Failure, Stuck
from throughline.feed.checking import BEHIND
from throughline.feed.faults import describe, fingerprint

TIMEOUT_SECONDS = 5.0
STALE_AFTER = timedelta(hours=72)
"""A webhook that is set up later is not told what has long been dealt with."""
TRY_AGAIN = frozenset({408, 425, 429})

log = structlog.get_logger()


Noticing = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]
"""What of an event (its type and fields) an office is told at once, in codes; None: nothing. Ids are added."""


class WebhookAway(ConnectionError):
    """An office's webhook cannot be reached or says that it cannot take anything now."""


class Notifier:
    """`hooks` maps offices to URLs; `*` is every office that is not named."""

    def __init__(
        self,
        noticing: Noticing,
        hooks: Mapping[str, str],
        *,
        client: Callable[[], httpx.AsyncClient] = lambda: httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.noticing, self.hooks, self.client, self.now = noticing, hooks, client, now

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
        return fresh and self._hook(arrived) is not None and self._tells(arrived)

    async def apply(self, conn: Conn, arrived: Sequence[Arrived]) -> None:
        """Nothing: the notices were sent ahead."""

    async def ahead(
        self, arrived: Sequence[Arrived], stuck: Collection[Stuck], *, only: str | None = None
    ) -> list[Failure]:
        parked, failures = {case_id for _, case_id in stuck}, list[Failure]()
        if not arrived:
            return failures
        async with self.client() as client:
            for one in arrived:
                failure = Failure(one, BEHIND, "behind") if one.case_id in parked else await self._told(client, one)
                if failure:
                    parked.add(one.case_id)
                    failures.append(failure)
        return failures

    async def _told(self, client: httpx.AsyncClient, one: Arrived) -> Failure | None:
        """Send what one event is told of. Why it could not be, None where it was. Raises WebhookAway."""
        try:
            notice = self._notice(one)
        except Exception as fault:
            log.critical("notice_cannot_be_made", case_id=str(one.case_id), fault=fingerprint(fault))
            return Failure(one, describe(fault), fingerprint(fault))
        url = self._hook(one)
        if notice is None or url is None:
            return None
        refusal = await self._send(client, one, url, notice)
        return Failure(one, refusal, "notice refused") if refusal else None

    async def _send(self, client: httpx.AsyncClient, one: Arrived, url: str, notice: Mapping[str, Any]) -> str | None:
        """Post one notice. What the webhook refused it with, None where it took it. Raises WebhookAway."""
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
            answer = await client.post(url, json=body, headers={"idempotency-key": str(known.event_id)})
        except httpx.HTTPError as away:
            log.error("notice_waits", office=known.office_id, case_id=str(one.case_id), fault=type(away).__name__)
            raise WebhookAway(type(away).__name__) from None
        if answer.is_success:
            return None
        if answer.is_server_error or answer.status_code in TRY_AGAIN:
            log.error("notice_waits", office=known.office_id, case_id=str(one.case_id), status=answer.status_code)
            raise WebhookAway(str(answer.status_code))
        log.critical("notice_refused", office=known.office_id, case_id=str(one.case_id), status=answer.status_code)
        return f"the webhook refused it with {answer.status_code}"

    def _hook(self, arrived: Arrived) -> str | None:
        return self.hooks.get(arrived.record.metadata.office_id or "", self.hooks.get("*"))

    def _tells(self, arrived: Arrived) -> bool:
        """Whether there is something to tell; what cannot be read is met again, and parked, when it is to be sent."""
        try:
            return self._notice(arrived) is not None
        except Exception:
            return True

    def _notice(self, arrived: Arrived) -> Mapping[str, Any] | None:
        return self.noticing(arrived.record.metadata.event_type, arrived.record.data)
