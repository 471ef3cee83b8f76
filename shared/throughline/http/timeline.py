"""`GET /cases/{caseId}/timeline`: what happened, whose act, who recorded it, when, and why, as far as a role may see.

Sorted by when it happened, then by when it was recorded; what has no known day comes first. Paged by position in that
order, so that a page never skips or repeats because something was added before it.
"""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from types import MappingProxyType
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field

from throughline.domain import Moment
from throughline.domain.moment import Precision
from throughline.http.ask import Ask
from throughline.http.reading import sql
from throughline.http.validation import wrong_field
from throughline.http.view import View

Visible = Mapping[str, Mapping[str, frozenset[str] | None]]
"""Per role, per service: the event types it may see; None means all of that service's."""

USUAL_PAGE, LARGEST_PAGE = 100, 500


class TimelineEntry(View):
    """One event. `authority` is whose act it was, `actorRole` who recorded it, `causationId` why."""

    event_id: UUID
    case_id: UUID
    case_reference: str | None
    service: str
    stream_id: UUID
    stream_version: int
    type: str
    data: Mapping[str, Any]
    authority: str | None
    actor_role: str
    actor_id: UUID | None
    occurred_on: str = Field(description="As precisely as it is known: an instant, a day, month, year, or `unknown`.")
    occurred_precision: Precision
    recorded_at: datetime
    causation_id: UUID | None
    correlation_id: UUID | None
    source: str
    historical: bool
    corrected_by: UUID | None = Field(None, description="The correction that says this was wrong; null where it holds.")


class TimelinePage(View):
    """`next` is what to send as `after` for the following page; null on the last one."""

    entries: tuple[TimelineEntry, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one role may see, as the query takes it."""

    whole: list[str]
    services: list[str]
    types: list[str]

    @staticmethod
    def of(granted: Mapping[str, frozenset[str] | None]) -> "Seen":
        pairs = [(service, kind) for service, kinds in granted.items() if kinds is not None for kind in sorted(kinds)]
        whole = [service for service, kinds in granted.items() if kinds is None]
        return Seen(whole, [service for service, _ in pairs], [kind for _, kind in pairs])


def timeline_of(
    visible: Visible, hides: Mapping[str, str] = MappingProxyType({})
) -> Callable[..., Awaitable[TimelinePage]]:
    """The handler of the timeline's route. `hides`: per role, the query that names the streams of others."""
    seen_by = {role: Seen.of(granted) for role, granted in visible.items()}

    async def timeline(
        ask: Ask,
        case_id: UUID,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = USUAL_PAGE,
        after: Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")] = None,
        type: Annotated[list[str] | None, Query(description="Only these event types; may be repeated.")] = None,
    ) -> TimelinePage:
        """The timeline of a case, as far as the role may see it."""
        seen = seen_by[ask.actor.role]
        place = (None, None, None, None) if after is None else _place(after)
        others = await ask.ids(hides[ask.actor.role], case_id, ask.actor.id) if ask.actor.role in hides else []
        rows = await ask.database.fetch(
            sql("timeline"), case_id, seen.whole, seen.services, seen.types, type, *place, limit + 1, others
        )
        shown = rows[:limit]
        return TimelinePage(
            entries=tuple(_entry(row) for row in shown), next=_cursor(shown[-1]) if len(rows) > limit else None
        )

    return timeline


def _entry(row: Mapping[str, Any]) -> TimelineEntry:
    moment = Moment(row["occurred_at"], row["occurred_precision"])
    return TimelineEntry.of({**row, "occurred_on": str(moment)})


def _cursor(row: Mapping[str, Any]) -> str:
    instants = [row["occurred_at"].isoformat(), row["recorded_at"].isoformat()]
    place = [*instants, str(row["stream_id"]), row["stream_version"]]
    return base64.urlsafe_b64encode(dumps(place).encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[datetime, datetime, UUID, int]:
    try:
        occurred, recorded, stream, version = loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return _instant(occurred), _instant(recorded), UUID(stream), int(version) & 0x7FFF_FFFF_FFFF_FFFF
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise wrong_field("after", "cursor", "is not the `next` of an earlier page") from None


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at
