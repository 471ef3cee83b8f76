"""What the demo prints of a case and its figures: whole where it matters, with units, and told as it happened."""

from io import StringIO

import pytest
from casework_demo.script import Act
from casework_demo.showing import show_figures, show_next
from casework_demo.story import STORY
from casework_demo.timetable import show_timeline
from rich.console import Console
from throughline.cli.screen import screen


def printed(show, *what, width):
    page = StringIO()
    show(Console(file=page, width=width, highlight=False), *what)
    return page.getvalue()


def entry(service, kind, role, *, number, cause=None, authority=None, data=None):
    return {
        "eventId": number,
        "service": service,
        "type": kind,
        "data": data or {},
        "occurredOn": "2026-05-28",
        "recordedAt": "2026-11-24T13:05:20Z",
        "actorRole": role,
        "authority": authority,
        "causationId": cause,
        "source": "own",
    }


DECLINED = "VictimDeclinedAssistance"
ENTRIES = [
    entry("intake", DECLINED, "social_worker", number=1, data={"reasonCode": "returns_home_to_her_own_family"}),
    entry("aftercare", "VictimNoted", "reaction", number=2, cause=1),
    entry("legal", "AppealDecided", "lawyer", number=3, authority="appeal_court"),
]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_however_narrow_it_says_who_recorded_it_or_why(width):
    shown = printed(show_timeline, ENTRIES, width=width)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= width
    assert f"← {DECLINED}" in lines[2]
    assert "social worker" in lines[1]
    assert "appeal court" in lines[3]
    assert "lawyer" in lines[3]
    assert ("13:05:20" in shown) == (width >= 115)


def test_what_happened_is_shortened_first():
    assert "…" in printed(show_timeline, ENTRIES, width=80).splitlines()[1]
    assert "…" not in printed(show_timeline, ENTRIES, width=140)


def test_into_a_pipe_it_is_wide_whatever_the_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.stdout", StringIO())
    assert screen().width >= 120


def figure(name, unit, *lines):
    return {"definition": {"name": name, "id": f"{name}-1", "version": 1, "unit": unit}, "values": lines}


def spread(what, lowest, highest, **more):
    low_and_high = {"min": lowest, "q1": lowest, "median": highest, "q3": highest, "max": highest}
    return {"what": what, "n": 2, "values": low_and_high | more}


def test_a_figure_has_its_version_and_its_unit():
    shown = printed(show_figures, [figure("sentence_months", "months", spread("all", 12, 240))], width=120)
    assert "sentence_months v1" in shown
    assert "median 240 months, quartiles 12 to 240, from 12 to 240" in shown
    alike = printed(show_figures, [figure("times", "days", spread("arrest_to_charge", 30, 30))], width=120)
    assert "30 days each" in alike


def test_a_span_that_the_other_direction_tells_is_not_told_backwards():
    both = spread("charge_to_arrest", -30, -30, negative=2), spread("arrest_to_charge", 30, 30, negative=0)
    shown = printed(show_figures, [figure("times", "days", *both)], width=120)
    assert "arrest to charge" in shown
    assert "-30" not in shown
    alone = printed(show_figures, [figure("times", "days", both[0])], width=120)
    assert "-30 days each, negative 2" in alone


def test_the_complaint_comes_before_the_arrest():
    acts = [step for chapter in STORY for step in chapter.steps if isinstance(step, Act)]
    days = {command: [act.day for act in acts if act.command == command] for command in {act.command for act in acts}}
    assert max(days["record-complaint-registered"]) < min(days["record-arrest"])


def test_what_to_type_next_can_be_typed(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    shown = printed(show_next, "PHL-MNL-2026-00001", {}, "", "5085fded98c1a5e8c23d814f6ad52c40", width=80)
    assert "bin/throughline trace 5085fded98c1a5e8c23d814f6ad52c40\n" in shown
    assert "bin/throughline trace PHL-MNL-2026-00001" in shown
    assert "make status" in shown
    assert "make down" in shown
