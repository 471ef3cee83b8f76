"""Cases in the standard's form brought in; the personal columns of the file are named as left in it."""

from pathlib import Path

from throughline.stack.layout import Layout

from casework_imports.doors import running
from casework_imports.htcds.records import SET, units
from casework_imports.journal import Journal, fingerprint
from casework_imports.outcome import Result
from casework_imports.sending import MAX_IN_FLIGHT, Watch, bring_in
from casework_imports.table import header


def import_htcds(layout: Layout, file: Path, office: str, watch: Watch, max_in_flight: int = MAX_IN_FLIGHT) -> Result:
    """Raises Failed where a column is missing or a service stays away."""
    header(file)
    journal = Journal(layout.var, SET, fingerprint((file,), office, file.stem))
    return bring_in(running(layout), Result(SET), units(file, office), journal, watch, max_in_flight)
