"""What is stuck is told beside the state of the stack: which cases, since when, why, and whether it warns somebody."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from throughline.cli import docker, operators, status
from throughline.cli.stuck import stuck

ONE, OTHER = "c87335ba-4b23-5219-9875-edfb90be4b68", "2d8f4c33-89cf-566d-b266-1f6fe41d1e70"


def parked(case, *, safety=False, minutes=3, events=1):
    since = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
    where = {"feed": "reactions", "reaction": "warn", "fingerprint": "TooLate@bus.py:7"}
    return {"caseId": case, "safety": safety, "since": since, "events": events, **where}


def lines():
    return [str(one) for one in stuck()]


@pytest.fixture
def answers(monkeypatch):
    """What each service says is parked, by its name; None: it does not answer. `feeds/NAME`, `held/NAME`: what it says
    of those."""
    said = {}

    def answer(request):
        if said[request.url.host] is None:
            raise httpx.ConnectError("gone")
        what = request.url.path.rpartition("/")[2]
        if what != "parked":
            return httpx.Response(200, json=said.get(f"{what}/{request.url.host}", []))
        return httpx.Response(200, json=said[request.url.host])

    @contextmanager
    def services(timeout=60):
        transport = httpx.MockTransport(answer)
        yield {name: httpx.Client(base_url=f"http://{name}", transport=transport) for name in said if "/" not in name}

    monkeypatch.setattr(operators, "services", services)
    return said


def test_nothing_is_said_where_nothing_is_stuck_or_nobody_answers(answers):
    answers.update(intake=[], legal=None)
    assert lines() == []


def test_a_case_parked_in_two_places_is_one_case_as_old_as_the_older(answers):
    answers.update(legal=[parked(ONE), parked(ONE, minutes=130), parked(OTHER)])
    assert lines()[0].startswith("legal: 2 cases are parked, the oldest for 2 hours;")


def test_each_case_is_named_with_where_and_why_it_waits_up_to_a_few(answers):
    answers.update(legal=[parked(ONE, events=4)] + 9 * [parked(OTHER)])
    assert lines()[1] == f"legal: case {ONE} in reactions warn, 4 events, for 3 minutes: TooLate@bus.py:7"
    assert len(lines()) == 1 + 5


def test_whose_warning_hangs_on_it_stands_first(answers):
    answers.update(intake=[parked(ONE)], aftercare=[parked(OTHER), parked(ONE, safety=True)])
    first, second, *others = lines()
    assert "aftercare: 2 cases are parked, the oldest for 3 minutes; in 1 of them somebody may go unwarned" in first
    assert second.startswith(f"aftercare: case {ONE}")
    assert second.endswith("; somebody may go unwarned")
    assert [line.partition(":")[0] for line in others] == ["intake", "intake", "aftercare"]


def test_a_case_whose_event_waits_in_vain_for_the_one_before_it_is_told_of(answers):
    answers.update({"legal": [], "held/legal": [parked(ONE)]})
    assert lines()[0].startswith("legal: 1 case is held back, the oldest for 3 minutes;")


def test_a_feed_that_has_stopped_is_told_with_why_and_what_it_waits_for(answers):
    stopped = {"feed": "live", "stopped": "the log was replaced", "waitsFor": "somebody", "safety": False}
    reads = {"feed": "notices", "stopped": None, "waitsFor": None, "safety": False}
    answers.update({"legal": [], "feeds/legal": [stopped, reads, {**stopped, "feed": "reactions", "safety": True}]})
    first, second = lines()
    assert first == (
        "legal: reactions has stopped; somebody may go unwarned; it waits for somebody: the log was replaced"
    )
    assert second == "legal: live has stopped; it waits for somebody: the log was replaced"


def test_programs_are_told_the_same_service_by_service(answers, monkeypatch, capsys):
    rows = [status.Row(name, "ready", "", 1, 1, 1, "", "") for name in ("kafka", "legal")]
    monkeypatch.setattr(status, "_rows", lambda _layout: rows)
    monkeypatch.setattr(docker, "runs", lambda _layout: False)
    answers.update(legal=[parked(ONE, safety=True)])
    status.status(as_json=True)
    kafka, legal = json.loads(capsys.readouterr().out)
    assert kafka["stuck"] == []
    assert [ONE in line for line in legal["stuck"]] == [False, True]
