"""A whole set of prosecutions comes in by the doors and reporting counts what is known of it; made-up cases live."""

import os
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from casework_demo import telling
from casework_demo.case import open_doors
from casework_imports.ctdc.importing import import_ctdc
from casework_imports.doors import running
from casework_imports.federal.importing import import_federal, read, rows_of
from casework_imports.federal.records import OFFICE
from casework_imports.showing import progress
from casework_imports.simulating.driving import drive
from casework_imports.simulating.generating import plans
from rich.console import Console

DATA = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[3] / "shared/data").absolute()
FEDERAL, CTDC = DATA / "us_federal_ht_prosecutions", DATA / "ctdc_global_kanon_2020/victims.csv"

pytestmark = pytest.mark.stack
with_federal = pytest.mark.skipif(not FEDERAL.is_dir(), reason=f"{FEDERAL} is not there: not part of the repository")
with_ctdc = pytest.mark.skipif(not CTDC.is_file(), reason=f"{CTDC} is not there: not part of the repository")


@pytest.fixture
def bar():
    with progress(Console(file=StringIO()), None, "test") as shown:
        yield shown


@pytest.fixture(scope="module")
def brought(layout):
    with progress(Console(file=StringIO()), None, "test") as shown:
        found = read(FEDERAL)
        return found, import_federal(layout, FEDERAL, found, shown)


@with_federal
def test_every_accused_and_charge_row_is_recorded_held_or_told(brought):
    found, result = brought
    assert (len(found), len(rows_of(found))) == (30, 179 + 281)
    assert rows_of(found) <= result.accounted
    assert result.left == []
    held = Counter(one.code for one in result.held)
    assert held["NotConvicted"] == 5
    excess = ("CountsExceedCharge", "ChargeNotAccepted", "CountsAlreadyDecided")
    assert {one.row for one in result.held if one.code in excess} == {"US-HT-009-D02", "US-HT-009-D11", "US-HT-020-D01"}


@with_federal
def test_reporting_counts_what_is_known_of_the_set(layout, brought):
    with open_doors(layout, OFFICE) as doors:
        figures = {one["definition"]["name"]: one for one in telling.figures(doors, "import:us-federal")}
    by_disposition = {line["what"]: line["n"] for line in figures["dispositions"]["values"]}
    assert by_disposition == {
        "convicted_plea": 63,
        "convicted_other_count": 52,
        "pending": 27,
        "convicted_trial": 22,
        "dismissed": 11,
        "acquitted_trial": 3,
        "unknown": 1,
    }
    times = {line["what"]: line for line in figures["time_between_milestones"]["values"]}
    assert (times["charge_to_arrest"]["n"], times["charge_to_sentence"]["n"]) == (164, 124)
    assert times["charge_to_sentence"]["values"]["max"] == 2168
    assert [line["n"] for line in figures["sentence_months"]["values"]] == [125, 94]
    assert figures["compensation"]["values"][0]["values"]["accused"] == 44


@with_federal
def test_a_second_import_adds_nothing(layout, brought, bar):
    found, first = brought
    again = import_federal(layout, FEDERAL, found, bar)
    assert (again.added, again.held) == (0, first.held)


@with_ctdc
def test_anonymised_victims_come_in_once(layout, bar, tmp_path):
    some = tmp_path / "victims.csv"
    some.write_text("".join(CTDC.read_text().splitlines(keepends=True)[:41]))
    first, again = (import_ctdc(layout, some, bar) for _ in range(2))
    assert (first.rows, first.added, first.left, again.added) == (40, 80, [], 0)


def test_made_up_cases_live_as_expected_and_a_second_time_add_nothing(layout, bar):
    first, again = (drive(running(layout), plans(5, 8), bar, 8) for _ in range(2))
    assert (first.wrong, first.parked, again.wrong) == (Counter(), [], Counter())
    assert (first.cases, first.added > 0, again.added) == (8, True, 0)
