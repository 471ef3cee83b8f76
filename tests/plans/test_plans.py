"""No statement that is run for one request, one event or one look reads all of a table that grows.

Every .sql file beside the code, and every statement composed for a read model, is planned on a database that looks
full: whoever adds one adds nothing here. What reads everything all the same says why, and what no longer does is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from planned.asking import indexes, plans, reads_everything
from planned.filling import fill, sql
from reporting.definitions import CURRENT as FIGURES
from throughline.composition import Service
from throughline.projection.case_access import CaseAccess
from throughline.projection.table import Table
from throughline.stack.for_tests import SharedStack

ROOT = Path(__file__).parents[2]
KIT, CASEWORK = ROOT / "shared/throughline", ROOT / "shared/casework"
SMALL = frozenset(
    {"lane", "read_offset", "feed_count", "reaction_start", "read_model", "relay_member", "relay_shard"}
    | {"rebuild", "rebuild_claim", "rebuild_step", "recovery", "reference_counter"}
)
"""Tables with a row a lane, a shard, a build or an office: they do not grow with cases."""
NOT_PLANNED = {
    "migrations": "run once",
    "rebuild": "work of an operator on a whole read model, with names of tables put in",
    "copy_set": "is COPY",
    "forget_set": "has another way of naming its parameters, and is run by hand",
    "case_of_reference": "has another way of naming its parameters, and is run by hand",
    "wait_for_long": "is a setting",
    "publish": "takes a case as text, and only inserts",
}
WHOLE = {
    **dict.fromkeys(sorted({f"reporting/{figure.query}" for figure in FIGURES}), "a figure counts everything"),
    "reporting/offices_counted": "a figure of all offices begins with which there are",
    "reporting/data_quality": "an analyst of all offices goes through all issues, by source",
    "reporting/reference_sets": "says how many rows there are of each set that was loaded",
    **dict.fromkeys(
        (
            *(f"reporting/{name}" for name in ("releases", "studies", "tables_published", "tasks", "trainings")),
            *(f"{what} studies" for what in ("select_of_cases", "delete_of_case")),
        ),
        "studies, trainings and releases are few",
    ),
    "waiting": "counts what waits: rows of indexes that have nothing else",
    "events_by_kind": "is asked by an operator who publishes everything again",
    "republishing": "counts what such an operator still waits for",
    "set_waiting_apart": "is run once by an operator who has a feed read another log",
    "forked_streams": "is asked once by an operator who restores a store",
    "intake/hand_overs": "lists everybody who waits to be taken up",
    "legal/milestones_due": "a director of all offices is shown what is due in any",
    "aftercare/assessments_due": "a director of all offices who names no page gets every one",
    "aftercare/caseload": "a director of all offices who names no page gets everybody",
    "aftercare/safety_rechecks": "a director of all offices is shown everybody who is owed a warning",
}
UNUSED = {
    "stream_of_case": "rebuilding looks for the streams of some cases",
    "vault_read_audit_by_actor": "asked by hand: what somebody opened",
    "dead_letter_opened_by_actor": "asked by hand: what somebody opened",
    "operation_of_case": "asked by hand: what operators did to a case",
    "vault_document_of_case": "reporting, which has the kit's tables, has no vault",
    "vault_reference_of_case": "reporting, which has the kit's tables, has no vault",
}


@dataclass
class Found:
    """Of one service: what each statement would read from end to end, and which indexes any of them uses."""

    begins: Mapping[str, str]
    whole: dict[str, set[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def look(self, name: str, text: str, conn: "psycopg.Connection[Any]") -> None:
        for plan in plans(conn, text):
            self.used |= {*indexes(plan)}
            if reads := {*reads_everything(plan, SMALL, self.begins)}:
                self.whole.setdefault(name, set()).update(reads)


def files(name: str) -> Iterator[Path]:
    folders = [ROOT / f"services/{name}/{name}", KIT, *([] if name == "reporting" else [CASEWORK])]
    for file in (one for folder in folders for one in sorted(folder.rglob("*.sql"))):
        if not {*file.parts, file.stem} & NOT_PLANNED.keys():
            yield file


def name_of(file: Path) -> str:
    """By its own name what all services have, by the service's too what is one's own."""
    own = file.relative_to(ROOT).parts
    return f"{own[1]}/{file.stem}" if own[0] == "services" else file.stem


@pytest.fixture(scope="module", params=["intake", "legal", "aftercare", "reporting"])
def service(request: pytest.FixtureRequest) -> Service:
    composed: Service = import_module(f"{request.param}.service").service()
    return composed


@pytest.fixture(scope="module")
def full(service: Service, stack: SharedStack) -> Iterator["psycopg.Connection[Any]"]:
    dsn = stack.database_of(service.name)
    fill(dsn, SMALL)
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute("set plan_cache_mode = force_custom_plan")
        yield conn


@pytest.fixture(scope="module")
def found(service: Service, full: "psycopg.Connection[Any]") -> Found:
    found = Found(dict(full.execute(sql("first_columns")).fetchall()))
    for file in files(service.name):
        found.look(name_of(file), file.read_text(), full)
    for model in (CaseAccess(service.name), *service.read_models):
        table = Table(model)
        for name in ("select", "delete", "upsert", "select_of_cases", "delete_of_case"):
            found.look(f"{name} {model.name}", getattr(table, name), full)
    return found


@pytest.mark.stack
class TestOnAFullDatabase:
    def test_no_statement_reads_all_of_a_table_that_grows(self, found: Found) -> None:
        assert {name: reads for name, reads in found.whole.items() if name not in WHOLE} == {}

    def test_what_may_read_everything_does(self, service: Service, found: Found) -> None:
        mine = {name_of(file) for file in files(service.name)}
        assert {name for name in WHOLE if name in mine} - found.whole.keys() == set()

    def test_an_index_is_used(self, found: Found, full: "psycopg.Connection[Any]") -> None:
        there = {name for (name,) in full.execute(sql("indexes_of_shown"))}
        assert there - found.used - UNUSED.keys() == set()

    def test_recording_events_and_moving_a_lane_look_through_no_table(self, full: "psycopg.Connection[Any]") -> None:
        stream = full.execute(sql("any_stream")).fetchone()
        assert stream is not None
        ids = {name: uuid4() for name in ("opened", "first", "second")}
        before = scans(full)
        full.execute(sql("record"), dict(zip(("stream", "case", "version"), stream, strict=True)) | ids)
        full.execute(sql("open_lane"))
        full.execute(sql("move"), ids)
        after = scans(full)
        assert after["event"][1] == before["event"][1] + 2
        assert {name for name, (seen, _) in after.items() if seen > before[name][0]} - SMALL == set()


def scans(conn: "psycopg.Connection[Any]") -> dict[str, tuple[int, int]]:
    """Of every table, how often it was read from end to end so far, and the rows put in."""
    conn.execute("select pg_stat_force_next_flush()")
    return {name: (seen, added) for name, seen, added in conn.execute(sql("scans"))}
