"""Every truth of the set of prosecutions, as reporting answers it on the command line once it came in by the doors.

Computed from events alone; nothing of the set is in the repository, and without it this is skipped.
"""

import json
from collections import Counter

import pytest
import throughline.cli
from casework_demo import telling
from casework_demo.case import open_doors
from casework_demo.doors import Doors
from casework_imports.doors import running
from casework_imports.federal.records import OFFICE
from throughline.cli import figures
from throughline.stack.deadline import wait_until
from throughline.stack.layout import Layout
from typer.testing import CliRunner

SOURCE = "import:us-federal"
NOT_CONVICTED = {f"US-HT-{key}" for key in ("014-D07", "014-D08", "014-D20", "021-D02", "021-D03")}
MORE_FATES_THAN_COUNTS = {"US-HT-009-D02", "US-HT-009-D11", "US-HT-020-D01"}
EXCESS = {"CountsExceedCharge", "ChargeNotAccepted", "CountsAlreadyDecided"}

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def brought(layout, whole_set):
    """Reporting has read all of the set."""
    with open_doors(layout, OFFICE) as doors:
        telling.figures(doors, SOURCE)


@pytest.fixture
def ask(brought, layout, monkeypatch, capsys):
    """What `throughline figures NAME --source us-federal --json` prints: n, and the lines by name."""
    monkeypatch.setattr(Layout, "find", lambda *_: layout)

    def printed(name):
        figures.figures(name, source="us-federal", office=None, as_json=True)
        answer = json.loads(capsys.readouterr().out)
        return answer["n"], {line["what"]: {"n": line["n"], **line["values"]} for line in answer["values"]}

    return printed


def of(line, *names):
    return tuple(line[name] for name in names)


def test_dispositions(ask):
    n, lines = ask("dispositions")
    assert (n, {what: line["n"] for what, line in lines.items()}) == (
        179,
        {
            "convicted_plea": 63,
            "convicted_other_count": 52,
            "pending": 27,
            "convicted_trial": 22,
            "dismissed": 11,
            "acquitted_trial": 3,
            "unknown": 1,
        },
    )


def test_core_core_or_related_and_all_convictions_by_verdict_differ_and_show(ask):
    n, lines = ask("conviction_rate")
    rate = lines["accused"]
    assert of(rate, "core", "core_or_related", "reported_only", "pending", "unknown") == (30, 41, 52, 27, 1)
    assert (n, rate["core_or_related"] + rate["other"], rate["any"]) == (151, 85, 137)
    assert of(rate, "rate", "rate_core_or_related", "rate_any") == pytest.approx(
        (30 / 151, 41 / 151, 137 / 151), abs=1e-4
    )


def test_times_from_charge_to_arrest_and_to_sentence(ask):
    _, lines = ask("time_between_milestones")
    assert of(lines["charge_to_arrest"], "n", "q1", "median", "q3", "negative") == (164, 1, 5, 13.25, 33)
    assert of(lines["charge_to_sentence"], "n", "q1", "median", "q3", "max") == (124, 234, 533, 886, 2168)


def test_sentences_with_and_without_the_zeros_that_nobody_explains(ask):
    n, lines = ask("sentence_months")
    assert of(lines["all"], "n", "q1", "median", "q3", "zero") == (125, 2, 30, 78, 31)
    assert (n, lines["above_zero"]["n"]) == (125, 94)


def test_custody_and_restitution(ask):
    _, custody = ask("custody")
    assert {what: line["n"] for what, line in custody.items()} == {"detained": 114, "released": 48, "not_stated": 17}
    assert ask("compensation")[1]["USD"]["accused"] == 44


def test_charges_whose_fates_agree_fall_short_and_exceed(ask):
    n, lines = ask("counts_vs_fates")
    assert (n, {what: line["n"] for what, line in lines.items()}) == (281, {"agree": 226, "short": 52, "exceed": 3})


def test_sizes_of_cases_and_how_much_of_the_victims_hangs_on_two(ask):
    n, lines = ask("case_sizes")
    assert (n, *of(lines["accused"], "n", "median", "max", "total")) == (30, 30, 3, 30, 179)
    for told in ("victims", "victims_alleged"):
        assert of(lines[told], "total", "in_two_largest") == (1257, 1050)


def test_what_is_held_is_an_issue_of_its_row_towards_the_office_that_owns_it(layout, whole_set):
    held = Counter((one.row, one.code) for one in whole_set[1].held)
    assert {row for row, code in held if code == "NotConvicted"} == NOT_CONVICTED
    assert {row for row, code in held if code in EXCESS} == MORE_FATES_THAN_COUNTS
    with Doors(running(layout), telling.ALL_OFFICES) as analyst:

        def issues():
            return analyst.read("reporting", telling.ANALYST, "/data-quality", {"source": SOURCE})

        assert wait_until(lambda: len(issues()) >= held.total(), telling.PATIENCE, every=0.2)
        found = issues()
    assert Counter((one["row"], one["code"]) for one in found) == held
    assert {one["officeId"] for one in found} == {OFFICE}
    assert {one["kind"] for one in found} == {"held"}
    assert all(one["sourceEventId"] for one in found)


def test_of_all_that_came_in_every_service_has_what_the_log_says(brought, layout, monkeypatch):
    monkeypatch.setattr(Layout, "find", lambda *_: layout)
    app = throughline.cli.build()

    def typed(*words):
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
        assert done.exit_code in (0, 1), done.output + repr(done.exception)
        return done

    def differing():
        rows = json.loads(typed("reconcile", "--json").stdout)
        assert sum(row["cases"] for row in rows) > 30
        return [row["differing"] for row in rows if row["differing"]]

    assert wait_until(lambda: not differing(), telling.PATIENCE, every=0.5), differing()
    verified = typed("verify")
    assert verified.exit_code == 0, verified.output


def test_every_figure_prints_for_people_with_its_unit_its_meaning_and_what_it_is_true_at(
    brought, layout, monkeypatch, capsys
):
    monkeypatch.setattr(Layout, "find", lambda *_: layout)
    figures.figures(None, source="own", office=None, as_json=True)
    for one in json.loads(capsys.readouterr().out):
        figures.figures(one["name"], source="us-federal", office=None, as_json=False)
        shown = " ".join(capsys.readouterr().out.split())
        for said in (one["id"], one["unit"], one["text"][:40], one["denominator"][:20], "true at", "legal.events"):
            assert said in shown, (one["name"], said)
