"""The first six cases of a real set come in whole: each fact at the file's distance in days, and none that it lacks.

None of the set is in the repository: THROUGHLINE_REAL_SET names the folder it lies in (CONTRIBUTING.md says where it is
from), else it is looked for beside the checkout. Where it is not, these tests are skipped.
"""

import csv
from collections import Counter
from datetime import date

import pytest
from casework_demo.case import open_doors
from casework_demo.real.importing import bring_in
from casework_demo.telling import events_of
from casework_imports.federal.records import OFFICE, SET
from casework_imports.federal.records import of_set as an_id
from casework_imports.federal.rows import FOLDER

CASES = [f"US-HT-{number:03}" for number in range(1, 7)]
VERDICTS = {
    "plea_guilty": ("guilty", True),
    "trial_guilty": ("guilty", False),
    "trial_not_guilty": ("not_guilty", False),
}
BY_VERDICT = {
    "convicted_plea": ("guilty", True),
    "convicted_trial": ("guilty", False),
    "acquitted_trial": ("not_guilty", False),
}

pytestmark = pytest.mark.stack


def rows(real, name):
    with (real / FOLDER / f"{name}.csv").open(newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["case_key"] in CASES]


@pytest.fixture(scope="module")
def defendants(real):
    return {row["defendant_key"]: row for row in rows(real, "defendants")}


@pytest.fixture(scope="module")
def charges(real):
    return {(row["defendant_key"], row["statute"]): row for row in rows(real, "charges")}


@pytest.fixture(scope="module")
def recorded(layout, first_cases):
    return facts(layout)


def facts(layout):
    """Every fact in legal's timelines, held ones included: its type, its body, its moment and the row it came from."""
    with open_doors(layout, OFFICE) as doors:
        events = [entry for key in CASES for entry in events_of(doors, "legal", an_id(key))]
    return [fact_of(event) for event in events]


def fact_of(event):
    held = event["type"] == "FactHeld"
    kind, body = (event["data"]["type"], event["data"]["body"]) if held else (event["type"], event["data"])
    assert event["historical"] is True
    return kind, body, event["occurredOn"], event["source"].removeprefix(f"import:{SET}#")


def of(recorded, kind):
    return [(body, on, row) for type_, body, on, row in recorded if type_ == kind]


def days(row, on):
    """How many days after the first of the charge month something is dated; None where its day is not known."""
    return None if on == "unknown" else str((date.fromisoformat(on) - date.fromisoformat(f"{row}-01")).days)


def test_every_arrest_is_there_at_its_distance_from_the_charge_and_no_other(recorded, defendants):
    found = {row: days(defendants[row]["charge_month"], on) for _, on, row in of(recorded, "SuspectArrested")}
    expected = {key: row["arrest_offset_days"] for key, row in defendants.items() if row["arrest_offset_days"]}
    assert found == expected
    assert len(of(recorded, "SuspectArrested")) == len(expected)


def test_every_charge_is_there_with_its_counts_in_its_month_and_no_other(recorded, defendants, charges):
    filed = of(recorded, "ChargesFiled")
    found = {(row, charge["statute"]): str(charge["counts"]) for body, _, row in filed for charge in body["charges"]}
    assert found == {key: row["counts"] for key, row in charges.items()}
    assert {row: on for _, on, row in filed} == {key: defendants[key]["charge_month"] for key, _ in charges}


def test_counts_part_ways_as_the_file_says_and_the_rest_stays_open(recorded, charges):
    expected = Counter()
    for (key, statute), row in charges.items():
        for fate, (verdict, by_plea) in VERDICTS.items():
            expected[an_id(f"{key} {statute}"), verdict, by_plea] += int(row[fate] or 0)
        expected[an_id(f"{key} {statute}"), "withdrawn"] += int(row["nolle_prossed"] or 0) + int(
            row["plea_dismissed"] or 0
        )
    found = Counter()
    for body, _, _ in of(recorded, "VerdictRecorded"):
        found[body["chargeId"], body["verdict"], body["byPlea"]] += body["counts"]
    for body, _, _ in of(recorded, "ChargeWithdrawn"):
        found[body["chargeId"], "withdrawn"] += body["counts"]
    assert found == +expected


def test_every_disposition_is_told_by_verdicts_or_reported_and_none_is_made_up(recorded, defendants):
    reported = {row: body["value"] for body, _, row in of(recorded, "DispositionReported")}
    verdicts = {(row, body["verdict"], body["byPlea"]) for body, _, row in of(recorded, "VerdictRecorded")}
    for key, row in defendants.items():
        told = BY_VERDICT.get(row["disposition"])
        assert reported.pop(key, None) == (None if told else row["disposition"])
        assert told is None or (key, *told) in verdicts
    assert reported == {}


def test_every_sentence_is_there_at_its_distance_with_its_months_and_no_other(recorded, defendants):
    passed = of(recorded, "SentencePassed")
    found = {
        row: (days(defendants[row]["charge_month"], on), number(body.get("custodialMonths")))
        for body, on, row in passed
    }
    expected = {
        key: (row["sentence_offset_days"] or None, number(row["total_sentence_months"]))
        for key, row in defendants.items()
        if row["sentence_offset_days"] or (row["disposition"].startswith("convicted") and row["total_sentence_months"])
    }
    assert found == expected
    assert len(passed) == len(expected)


def number(value):
    return None if value in (None, "") else float(value)


def test_every_release_is_there_and_no_other(recorded, defendants):
    """Also of somebody whose arrest the file does not give."""
    found = [row for _, on, row in of(recorded, "SuspectReleased") if on == "unknown"]
    assert sorted(found) == sorted(key for key, row in defendants.items() if row["detained"] == "released")


def test_what_is_held_is_listed_with_its_row_and_code(first_cases, defendants):
    """An end of what the file says was not decided."""
    ended = {key for key, row in defendants.items() if row["terminated_offset_days"]}
    undecided = {key for key, row in defendants.items() if row["disposition"] in ("pending", "unknown")}
    assert ended & undecided
    assert {(held.row, held.code) for held in first_cases.held} == {(key, "NoJudgment") for key in ended & undecided}
    assert all(held.missing for held in first_cases.held)


def test_victims_are_counted_once_per_case(layout, first_cases, defendants):
    with open_doors(layout, OFFICE) as doors:
        found = {key: len(doors.read("intake", "director", f"/cases/{an_id(key)}/victims")) for key in CASES}
    assert found == {row["case_key"]: int(row["num_victims"] or 0) for row in defendants.values()}


def test_a_second_time_nothing_is_added(layout, real, first_cases, recorded, page):
    again = bring_in(layout, page.console, real)
    assert (first_cases.added > 0, again.added) == (True, 0)
    assert again.held == first_cases.held
    assert "nothing was added" in page.text
    assert "nothing was added" in again.last_line
    assert facts(layout) == recorded
