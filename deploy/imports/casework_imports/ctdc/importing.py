"""The set brought in, row by row as it is read: memory does not grow with the file."""

from pathlib import Path

from throughline.cli import Failed
from throughline.stack.layout import Layout

from casework_imports.ctdc.records import SET, units
from casework_imports.doors import running
from casework_imports.journal import Journal, fingerprint
from casework_imports.outcome import Result
from casework_imports.sending import MAX_IN_FLIGHT, Watch, bring_in


def import_ctdc(layout: Layout, file: Path, watch: Watch, max_in_flight: int = MAX_IN_FLIGHT) -> Result:
    """Raises Failed where a column is missing or a service stays away."""
    if not file.is_file():
        raise Failed(f"there is no {file}", code=2)
    journal = Journal(layout.var, SET, fingerprint((file,)))
    return bring_in(running(layout), Result(SET, keep_accounted=False), units(file), journal, watch, max_in_flight)
