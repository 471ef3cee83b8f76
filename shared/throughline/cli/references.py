"""From a case's reference to its id, by asking the databases of the stack without Docker."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.stack.layout import Layout

_REFERENCE = re.compile(r"[A-Z]{3}-[A-Z0-9]+-\d{4}-\d+")


def case_id_of(layout: "Layout", text: str) -> str:
    """The id of the case with this reference; `text` itself where it is no reference, or of no case known here."""
    from throughline.stack.state import StackState

    reference = text.upper()
    state = StackState.load(layout.state_file) if _REFERENCE.fullmatch(reference) else None
    databases = [service.dsn for service in state.services.values() if service.dsn] if state else []
    return next((found for dsn in databases if (found := _asked(dsn, reference))), text)


def _asked(dsn: str, reference: str) -> str | None:
    """None also where the database does not answer: there are others."""
    import psycopg

    from throughline.sql import statement

    text = statement("throughline.cli", "case_of_reference")
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            found = connection.execute(text.encode(), {"reference": reference}).fetchone()
    except psycopg.OperationalError:
        return None
    return str(found[0]) if found else None
