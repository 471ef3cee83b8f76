"""The federal set brought in: every defendant and charge row becomes facts, held facts, or a row told as left out."""

from collections.abc import Iterator
from pathlib import Path

from throughline.cli import Failed
from throughline.stack.layout import Layout

from casework_imports.doors import running
from casework_imports.federal.records import SET, unit
from casework_imports.federal.rows import CHARGES, DEFENDANTS, Case, cases, place_of
from casework_imports.journal import Journal, fingerprint
from casework_imports.outcome import Result
from casework_imports.record import Unit
from casework_imports.sending import MAX_IN_FLIGHT, Watch, bring_in


def read(folder: Path, number: int | None = None) -> list[Case]:
    """Raises Failed where a file or a column is missing."""
    return cases(folder, number)


def import_federal(
    layout: Layout, folder: Path, found: list[Case], watch: Watch, max_in_flight: int = MAX_IN_FLIGHT
) -> Result:
    """Raises Failed where a service stays away, or where a row is neither recorded, held nor told."""
    place = place_of(folder)
    mark = fingerprint((place / DEFENDANTS, place / CHARGES), str(len(found)))
    result = Result(SET, keep_units=True)
    bring_in(running(layout), result, units(found), Journal(layout.var, SET, mark), watch, max_in_flight)
    if missing := sorted(rows_of(found) - result.accounted - {f"{left.file}:{left.line}" for left in result.left}):
        raise Failed(f"{len(missing)} rows are not accounted for, the first is {missing[0]}")
    return result


def units(found: list[Case]) -> Iterator[Unit]:
    return (unit(case) for case in found)


def rows_of(found: list[Case]) -> set[str]:
    """Every row that could be read, by its file and line."""
    accused = [one for case in found for one in case.defendants]
    return {one.place for one in accused} | {charge.place for one in accused for charge in one.charges}


def accounted(found: list[Case], result: Result) -> str:
    accused = [one for case in found for one in case.defendants]
    charges = [charge for one in accused for charge in one.charges]
    people = sum(one.place in result.accounted for one in accused)
    rows = sum(charge.place in result.accounted for charge in charges)
    return f"{people} of {len(accused)} accused and {rows} of {len(charges)} charge rows are recorded or held"
