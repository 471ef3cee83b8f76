"""Whole sets come in by the doors, each row once, and made-up cases live; what reporting counts is in test_truths."""

from collections import Counter
from itertools import chain
from uuid import uuid4

import pytest
from casework_demo import telling
from casework_demo.doors import Doors
from casework_imports.ctdc.importing import import_ctdc
from casework_imports.ctdc.records import units
from casework_imports.doors import running
from casework_imports.federal.importing import import_federal, rows_of
from casework_imports.federal.rows import FOLDER
from casework_imports.htcds.exporting import export_htcds
from casework_imports.htcds.importing import import_htcds
from casework_imports.simulating.driving import drive
from casework_imports.simulating.generating import plans
from throughline.stack.deadline import wait_until

from .conftest import Bar

pytestmark = pytest.mark.stack

# In the form of the standard; nobody's.
CASES = """\
prs_Gender,prs_Citizenship,prs_PrimaryLanguage,vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,\
vic_TypeOfExploitation,vic_TypeOfSexExploitation,vic_MethodsOfControl,vic_MethodOfRecruitment,vic_ForcedLabourIndustry,\
vic_RelationshipToTrafficker,cas_Status,cas_IncomingReferralDate
Feminine,PHL;IDN,tgl,ActualVictimOfTrafficking,Police,ForcedLabour;Servitude,,DebtBondage,AtWork,F_Construction,\
Familial,Active,2020-05-04
Masculine,KHM,,PossibleVictimOfTrafficking,NGO,SexualExploitation,Pornography,,,,,Active,2021-01-02
"""


class Killed(BaseException):
    pass


class KillsAfter:
    """Watches an import, and kills it after so many rows."""

    def __init__(self, rows):
        self.left = rows

    def done(self, rows, sent):
        self.left -= rows
        if self.left == 0:
            raise Killed


def test_every_accused_and_charge_row_is_recorded_held_or_told(whole_set):
    found, result = whole_set
    assert (len(found), len(rows_of(found))) == (30, 179 + 281)
    assert rows_of(found) <= result.accounted
    assert result.left == []


def test_the_demos_cases_are_found_again_and_a_second_import_adds_nothing(layout, real, first_cases, whole_set):
    found, result = whole_set
    assert 0 < result.added == result.sent - sum(one.outcome.sent for one in first_cases.cases)
    again = import_federal(layout, real / FOLDER, found, Bar())
    assert (again.sent, again.added, again.held) == (result.sent, 0, result.held)


@pytest.fixture(scope="module")
def some_victims(real, tmp_path_factory):
    """61 rows from all over the set: both genders often enough to be published, most age bands not."""
    file = tmp_path_factory.mktemp("ctdc") / "victims.csv"
    columns, *rows = (real / "ctdc_global_kanon_2020/victims.csv").read_text().splitlines(keepends=True)
    file.write_text("".join((columns, *rows[::800])))
    return file


@pytest.fixture(scope="module")
def victims_in(layout, some_victims):
    """Brought in by an import that was killed, and by the one that went on with it."""
    with pytest.raises(Killed):
        import_ctdc(layout, some_victims, KillsAfter(15))
    return import_ctdc(layout, some_victims, Bar())


def test_anonymised_victims_come_in_once_though_the_import_is_killed(layout, some_victims, victims_in):
    facts = sum(len(tuple(unit.records)) for unit in units(some_victims))
    resumed, again = victims_in, import_ctdc(layout, some_victims, Bar())
    assert (resumed.rows, resumed.resumed >= 15, resumed.left) == (61, True, [])
    assert 0 < resumed.added <= facts - 2 * 15
    assert (again.rows, again.resumed, again.sent, again.added) == (61, 0, facts, 0)


def test_what_is_published_of_anonymised_victims_shows_no_group_below_11(layout, victims_in):
    release, asked = str(uuid4()), {"source": "import:ctdc"}
    with Doors(running(layout), telling.ALL_OFFICES) as analyst:

        def read(path, **params):
            return analyst.read("reporting", telling.ANALYST, path, params)

        telling.figures(analyst, asked["source"], ())
        answers = [read(f"/tables/{name}", **asked) for name in ("reach_by_gender", "reach_by_age_band")]
        tables = [{name: said for name, said in one.items() if name != "positions"} for one in answers]
        draft = {"officeId": "HQ", "tables": tables, "positions": answers[0]["positions"]}
        analyst.send("reporting", telling.ANALYST, f"/releases/{release}/draft-release", draft, f"draft {release}")
        assert wait_until(lambda: read(f"/releases/{release}"), telling.PATIENCE, every=0.2)
        shown = read(f"/releases/{release}")["snapshot"]["tables"]
    pairs = [
        (true, said)
        for table, published in zip(tables, shown, strict=True)
        for true, said in zip(chain(*table["counts"]), chain(*published["cells"]), strict=True)
    ]
    assert sum(true for true, _ in pairs) == 2 * 61
    assert {said is None for true, said in pairs if true < 11} == {True}
    assert any(said is not None for _, said in pairs)


def test_cases_in_the_standards_form_are_written_as_they_came_in(layout, tmp_path):
    file, written = tmp_path / "cases.csv", tmp_path / "written.csv"
    file.write_text(CASES)
    first, again = (import_htcds(layout, file, "KHM-PNH", Bar()) for _ in range(2))
    assert (first.added, first.left, again.added) == (8, [], 0)

    def shown():
        export_htcds(layout, written, "KHM-PNH", Bar())
        return sorted(written.read_text().splitlines()) == sorted(CASES.splitlines())

    assert wait_until(shown, telling.PATIENCE, every=0.2), written.read_text()


def test_made_up_cases_live_as_expected_and_a_second_time_add_nothing(layout):
    """Of this seed: one declined, one unsubstantiated, one from rescue through testimony to its closing."""
    first, again = (drive(running(layout), plans(24, 3), Bar(), 8) for _ in range(2))
    assert (first.wrong, first.parked, again.wrong) == (Counter(), [], Counter())
    assert (first.cases, first.closed, first.added > 0, again.added) == (3, 2, True, 0)
