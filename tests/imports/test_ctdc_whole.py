"""The whole k-anonymised set, without a stack: every row's commands, the read models they end in, and what may be
published of those. Skipped where the set is absent: no row of it is in the repository.

Rows that say the same make the same commands but for their ids, which is tested (test_ctdc.py): of lines that are the
same, one is read. One of each kind is lived through by intake and reporting in memory, and counts for all of its kind.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from casework_imports.ctdc.records import OFFICE, SET, her_id, units
from casework_imports.doors import person
from casework_imports.record import Unit
from histories.invariants.publishing import found_in
from intake.service import service as intake
from reporting import definitions, release
from reporting.release import DraftRelease, ReleaseDrafted
from reporting.release.tables import TrueTable
from reporting.service import service as reporting
from throughline.domain import Actor, Command
from throughline.testing.given import NAMESPACE, scenario
from throughline.testing.memory import Exchange

SETS = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[3] / "shared/data")
FILE = SETS / "ctdc_global_kanon_2020/victims.csv"
IMPORTER = Actor(UUID(person("importer", OFFICE)), "importer", frozenset({OFFICE}))
K = 11

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not there: the set is not part of the repository")


@dataclass(frozen=True)
class Kind:
    """Rows that say the same: one of them as it is brought in, and how many there are."""

    one: Unit
    number: int


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> list[Kind]:
    columns, *several = FILE.read_text().splitlines()
    lines, each = Counter(several), tmp_path_factory.mktemp("ctdc") / FILE.name
    each.write_text("\n".join((columns, *lines)) + "\n")
    first, number = dict[str, Unit](), Counter[str]()
    for unit, times in zip(units(each), lines.values(), strict=True):
        assert unit.left == ()
        said = json.dumps([(one.command, one.body) for one in unit.records]).replace(her_id(unit.key), "her")
        first.setdefault(said, unit)
        number[said] += times
    return [Kind(unit, number[said]) for said, unit in first.items()]


@pytest.fixture(scope="module")
def rows(kinds: list[Kind]) -> list[tuple[int, dict]]:
    """Every kind's number and its row of reporting's victims."""
    between = Exchange([intake(), reporting()])
    commands = {
        kind.__name__: kind for one in between.members["intake"].service.aggregates for kind in one.command_types
    }
    found = []
    for kind in kinds:
        for record in kind.one.records:
            named = commands["".join(word.title() for word in record.command.split("-"))]
            command: Command = named.model_validate({"caseId": kind.one.case_id, **record.body})
            answer = between.act("intake", command, IMPORTER, source=record.source, historical=True)
            assert answer.outcome == "accepted", (record.command, answer.outcome)
        reading, projector = between.members["reporting"].watching(between.logs[UUID(kind.one.case_id)])
        while unread := reading.unread:
            reading.take(unread[0], at_most=100)
        (victim,), (case,) = projector.rows("victim_facts"), projector.rows("case_facts")
        assert (case["alleged_victims"], case["counted_under"]) == (1, f"import:{SET}")
        found.append((kind.number, victim))
    return found


def counted(rows: list[tuple[int, dict]], name: str) -> Counter[str]:
    several = Counter[str]()
    for number, row in rows:
        several[row[name] or "not_known"] += number
    return several


def test_every_row_is_a_referral_with_one_victim_counted_by_her_gender(kinds, rows):
    assert sum(kind.number for kind in kinds) == sum(number for number, _ in rows) == 48_773
    assert counted(rows, "gender") == {"Feminine": 35_506, "Masculine": 13_267}


def test_no_combination_of_what_is_recorded_of_a_victim_is_rarer_than_the_set_says(kinds):
    """What is brought in tells no two rows apart that the set does not: k = 11 holds of it too."""
    assert min(kind.number for kind in kinds) >= K


def test_where_somebody_was_exploited_is_recorded_of_every_row_that_says_so(kinds):
    told = Counter[str]()
    for kind in kinds:
        where = [one.body.get("country") for one in kind.one.records if one.command == "record-exploitation"]
        told["known" if any(where) else "unknown"] += kind.number
    assert told["known"] == in_the_file()
    without_kind = sum(
        kind.number
        for kind in kinds
        for one in kind.one.records
        if one.command == "record-exploitation" and not one.body["types"]
    )
    assert without_kind > 0


def in_the_file() -> int:
    lines = FILE.read_text().splitlines()
    column = lines[0].split(",").index("CountryOfExploitation")
    return sum(line.split(",")[column].strip('"') not in ("", "0") for line in lines[1:])


def test_what_is_published_of_all_of_it_passes_the_check_for_11(rows):
    """Each table alone and all of them in one release: no number of fewer than 11, none that can be worked out."""
    tables = []
    for name, column in (("reach_by_gender", "gender"), ("reach_by_age_band", "age_band")):
        several = counted(rows, column)
        tables.append(
            TrueTable(
                definition=definitions.BY_NAME[name].id,
                source=f"import:{SET}",
                rows=tuple(sorted(several)),
                columns=(OFFICE,),
                counts=tuple((several[row],) for row in sorted(several)),
                published=(),
            )
        )
    draft = DraftRelease(
        case_id=uuid5(NAMESPACE, "of the whole set"), office_id="HQ", tables=tuple(tables), positions={}, k=K
    )
    (drafted,) = scenario(release.AGGREGATE)().when(draft).emits(ReleaseDrafted)
    assert [table.total for table in drafted.tables] == [48_770, 48_770]
    assert [wrong for table in drafted.tables for wrong in found_in(table, drafted)] == []
