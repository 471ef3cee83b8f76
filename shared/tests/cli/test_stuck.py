"""What is stuck is told beside the state of the stack: how many cases, since when, and whether it warns somebody."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from throughline.cli import operators
from throughline.cli.stuck import stuck

ONE, OTHER = "c87335ba-4b23-5219-9875-edfb90be4b68", "2d8f4c33-89cf-566d-b266-1f6fe41d1e70"


def parked(case, *, safety=False, minutes=3):
    since = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
    return {"caseId": case, "safety": safety, "since": since}


@pytest.fixture
def answers(monkeypatch):
    """What each service says is parked, by its name; None: it does not answer. `feeds/NAME`: what it says of those."""
    said = {}

    def answer(request):
        if said[request.url.host] is None:
            raise httpx.ConnectError("gone")
        if request.url.path == "/operations/feeds":
            return httpx.Response(200, json=said.get(f"feeds/{request.url.host}", []))
        return httpx.Response(200, json=said[request.url.host])

    @contextmanager
    def services(timeout=60):
        transport = httpx.MockTransport(answer)
        yield {name: httpx.Client(base_url=f"http://{name}", transport=transport) for name in said if "/" not in name}

    monkeypatch.setattr(operators, "services", services)
    return said


def test_nothing_is_said_where_nothing_is_stuck_or_nobody_answers(answers):
    answers.update(intake=[], legal=None)
    assert stuck() == []


def test_a_case_parked_in_two_places_is_one_case_as_old_as_the_older(answers):
    answers.update(legal=[parked(ONE), parked(ONE, minutes=130), parked(OTHER)])
    (line,) = stuck()
    assert line.startswith("legal: 2 cases are parked, the oldest for 2 hours;")


def test_whose_warning_hangs_on_it_stands_first(answers):
    answers.update(intake=[parked(ONE)], aftercare=[parked(ONE, safety=True), parked(OTHER)])
    first, second = stuck()
    assert "aftercare: 2 cases are parked, the oldest for 3 minutes; in 1 of them somebody may go unwarned" in first
    assert second.startswith("intake: 1 case is parked")


def test_a_feed_that_has_stopped_is_told_with_why_and_what_it_waits_for(answers):
    stopped = {"feed": "live", "stopped": "the log was replaced", "waitsFor": "somebody", "safety": False}
    reads = {"feed": "notices", "stopped": None, "waitsFor": None, "safety": False}
    answers.update({"legal": [], "feeds/legal": [stopped, reads, {**stopped, "feed": "reactions", "safety": True}]})
    first, second = stuck()
    assert first == (
        "legal: reactions has stopped; somebody may go unwarned; it waits for somebody: the log was replaced"
    )
    assert second == "legal: live has stopped; it waits for somebody: the log was replaced"
