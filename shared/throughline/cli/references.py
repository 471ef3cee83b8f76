"""From a case's reference to its id, by asking the databases of the stack without Docker."""

import re
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from throughline.stack.layout import Layout

_REFERENCE = re.compile(r"[A-Z]{3}-[A-Z0-9]+-\d{4}-\d+")


def case_id_of(layout: "Layout", text: str) -> str:
    """The id of the case with this reference; `text` itself where it is no reference. Raises Failed."""
    from throughline.cli import Failed
    from throughline.stack.state import StackState

    reference = text.upper()
    if not _REFERENCE.fullmatch(reference):
        return text
    state = StackState.load(layout.state_file)
    databases = [service.dsn for service in state.services.values() if service.dsn] if state else []
    if not databases:
        raise Failed(
            "a reference is looked up in the databases of the stack without Docker, which does not run; "
            "give the case's id, or start it: `throughline up`"
        )
    found = next((found for dsn in databases if (found := _asked(dsn, reference))), None)
    if found is None:
        raise Failed(f"no service here knows a case {reference}", code=2)
    return found


def case_named(text: str | None) -> UUID | None:
    """The case that somebody named by its id or its reference; None where none was named. Raises Failed."""
    from throughline.cli import Failed
    from throughline.stack.layout import Layout

    if text is None:
        return None
    try:
        return UUID(case_id_of(Layout.find(), text))
    except ValueError:
        raise Failed(f"{text!r} is neither a case's id nor a reference like PHL-MNL-2026-00001", code=2) from None


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
