"""Drafting a release: true counts come in, and only what may be shown of them is ever recorded.

Guarantees that every figure in a release is one that is defined, that its tables are protected at the k of its readers
and rounded, and that nothing in it rests on a provisional instrument. The true counts are in no event, and nobody can
publish what was not protected here.
"""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Annotated, Literal
from uuid import UUID

from throughline.domain import Decision, Event, Field, Message, Rejected

from reporting import definitions
from reporting.codes import Code, OfficeId
from reporting.publishing import OFFICE_K, PUBLIC_K, Counts, protect
from reporting.publishing.tables import NotATable
from reporting.release.state import Drafted, Published, Release
from reporting.roles import HQ_ANALYST

Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:<>=+/-]{0,79}$")]
Readers = Literal["office", "public"]
SMALLEST_K: Mapping[Readers, int] = {"office": OFFICE_K, "public": PUBLIC_K}
LARGEST_TABLE = 60

# Events. These names and fields are the storage format: never rename, add a V2.


class ShownTable(Message):
    """Counts down to a multiple of the rounding; null is not shown. `n` counts what the definition says."""

    definition: Code
    source: Code
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


class ReleaseDrafted(Event):
    sensitivity = "internal"

    readers: Readers
    tables: tuple[ShownTable, ...]
    k: int
    rounding: int
    definition_versions: tuple[Code, ...]
    positions: Mapping[str, tuple[int, ...]]


# Commands. The case id is the release's id: a release belongs to no case.


class TrueTable(Message):
    """As `GET /tables/{name}` answers it. `instruments`: what its figures were assessed by, where they were."""

    definition: Code
    source: Code
    rows: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LARGEST_TABLE)]
    columns: Annotated[tuple[Label, ...], Field(min_length=1, max_length=LARGEST_TABLE)]
    counts: tuple[tuple[Annotated[int, Field(ge=0)], ...], ...]
    instruments: tuple[Code, ...] = ()


class DraftRelease(Decision, roles=frozenset({HQ_ANALYST}), opens=True):
    """Drafting again before it is published replaces the draft."""

    office_id: OfficeId
    readers: Readers = "public"
    k: int = PUBLIC_K
    rounding: Literal[5, 10] = 10
    tables: Annotated[tuple[TrueTable, ...], Field(min_length=1, max_length=20)]
    positions: Mapping[str, tuple[int, ...]]


# Rules


class ReleaseIsFrozen(Rejected):
    def __init__(self, release_id: UUID) -> None:
        super().__init__(f"release {release_id} is published and stays as it is; draft a new one and supersede this")


class GroupsTooSmall(Rejected):
    def __init__(self, readers: Readers, k: int) -> None:
        super().__init__(f"for {readers} readers the smallest group is {SMALLEST_K[readers]}, not {k}")


class NotDefined(Rejected):
    def __init__(self, definition: str) -> None:
        super().__init__(f"{definition} is not a current definition; GET /figures lists them with their versions")


class NotToBeTabled(Rejected):
    def __init__(self, definition: str) -> None:
        super().__init__(f"the lines of {definition} do not add up to a total, so no table of it can be protected")


class CountsAreNoTable(Rejected):
    def __init__(self, definition: str, reason: str) -> None:
        super().__init__(f"{definition}: {reason}; take the table as GET /tables answers it")


class InstrumentIsProvisional(Rejected):
    def __init__(self, instrument: str) -> None:
        super().__init__(f"{instrument} is provisional and supports no published figure; leave that table out")


# Decisions


def draft(release: Release, command: DraftRelease) -> list[Event]:
    if isinstance(release, Published):
        raise ReleaseIsFrozen(command.case_id)
    if command.k < SMALLEST_K[command.readers]:
        raise GroupsTooSmall(command.readers, command.k)
    event = ReleaseDrafted(
        readers=command.readers,
        tables=tuple(shown(table, command) for table in command.tables),
        k=command.k,
        rounding=command.rounding,
        definition_versions=tuple(sorted({table.definition for table in command.tables})),
        positions=command.positions,
    )
    return [] if release == Drafted(hash_of(event)) else [event]


def shown(table: TrueTable, command: DraftRelease) -> ShownTable:
    """The table as it may be shown. Raises NotDefined, NotToBeTabled, InstrumentIsProvisional, CountsAreNoTable."""
    definition = next((known for known in definitions.CURRENT if known.id == table.definition), None)
    if definition is None:
        raise NotDefined(table.definition)
    if not definition.adds_up:
        raise NotToBeTabled(table.definition)
    for instrument in table.instruments:
        if definitions.is_provisional(instrument):
            raise InstrumentIsProvisional(instrument)
    try:
        counts = Counts(table.rows, table.columns, table.counts)
    except NotATable as wrong:
        raise CountsAreNoTable(table.definition, str(wrong)) from None
    safe = protect(counts, k=command.k, rounding=command.rounding)
    return ShownTable(
        definition=table.definition,
        source=table.source,
        rows=safe.rows,
        columns=safe.columns,
        cells=safe.cells,
        row_totals=safe.row_totals,
        column_totals=safe.column_totals,
        total=safe.total,
    )


# What the events change


def drafted(_release: Release, event: ReleaseDrafted) -> Drafted:
    return Drafted(hash_of(event))


def hash_of(event: ReleaseDrafted) -> str:
    """SHA-256 of the draft as JSON with sorted keys and no spaces: who has the snapshot can check it."""
    content = event.model_dump(mode="json", by_alias=True)
    return sha256(dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
