"""An event of which no notice can be made waits with its case, and stops neither the others nor the process."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from records import arrived
from throughline.envelope import Record
from throughline.feed import Arrived
from throughline.notice import Notifier


def noticing(_event_type: str, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return {"weight": data["weight"]}


@pytest.mark.parametrize("body", [b"no JSON", b"{}"], ids=["not JSON", "without the field"])
async def test_it_is_parked_and_other_cases_are_told_of(body: bytes) -> None:
    taken = list[str]()

    def hook(request: httpx.Request) -> httpx.Response:
        taken.append(request.headers["idempotency-key"])
        return httpx.Response(204)

    notifier = Notifier(
        noticing,
        {"*": "http://hook"},
        client=lambda: httpx.AsyncClient(transport=httpx.MockTransport(hook)),
        now=lambda: datetime(2026, 6, 1, 10, tzinfo=UTC),
    )
    bad = _with(arrived(0, uuid4()), body)
    behind, good = arrived(1, bad.case_id, 2), arrived(2, uuid4())
    batch = [bad, behind, good]
    assert [notifier.handles(one) for one in batch] == [True, True, True]
    failures = await notifier.ahead(batch, set())
    assert [(one.arrived, one.fingerprint.partition("@")[0]) for one in failures] == [
        (bad, "JSONDecodeError" if body == b"no JSON" else "KeyError"),
        (behind, "behind"),
    ]
    assert taken == [str(good.event_id)]


def _with(one: Arrived, body: bytes) -> Arrived:
    return replace(one, record=Record(one.record.metadata, body))
