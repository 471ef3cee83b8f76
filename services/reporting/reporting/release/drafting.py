"""Drafting a release: true counts come in, and only what may be shown of them is ever recorded.

Guarantees that every figure in a release is one that is defined, that its tables are protected at the k of its readers
and rounded, and that nothing in it rests on a provisional instrument. The true counts are in no event, and nobody can
publish what was not protected here. Tables of one release and of those before it are protected together.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from typing import Annotated, Literal
from uuid import UUID

from casework.roles import HQ_ANALYST
from throughline.domain import Decision, Event, Field, Rejected

from reporting import definitions
from reporting.codes import Code, OfficeId
from reporting.publishing import PUBLIC_K, Counts, Shown, ToldElsewhere, protect
from reporting.publishing.tables import TOTAL, NotATable, Place
from reporting.release.earlier import same_people, told
from reporting.release.side_by_side import gives_away
from reporting.release.state import Drafted, Published, Release
from reporting.release.tables import ALL, SMALLEST_K, PublishedTable, Readers, SamePeople, ShownTable, TrueTable

# Events. These names and fields are the storage format: never rename, add a V2.


class ReleaseDrafted(Event):
    sensitivity = "internal"

    readers: Readers
    tables: tuple[ShownTable, ...]
    k: int
    rounding: int
    definition_versions: tuple[Code, ...]
    positions: Mapping[str, tuple[int, ...]]


# Commands. The case id is the release's id: a release belongs to no case.


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


class DerivableFromEarlier(Rejected):
    def __init__(self, definition: str) -> None:
        super().__init__(
            f"whatever is hidden of {definition}, small groups in it could be worked out from tables that are out or "
            "in this release; leave it out, or draft it again when more is counted"
        )


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
        tables=tuple(shown_tables(command)),
        k=command.k,
        rounding=command.rounding,
        definition_versions=tuple(sorted({table.definition for table in command.tables})),
        positions=command.positions,
    )
    return [] if isinstance(release, Drafted) and release.snapshot_hash == hash_of(event) else [event]


def shown_tables(command: DraftRelease) -> list[ShownTable]:
    """Each as it may be shown beside those before it, of this release and of others."""
    done = list[PublishedTable]()
    for table in command.tables:
        safe = shown(table, command, [*table.published, *done])
        done.append(PublishedTable(readers=command.readers, k=command.k, rounding=command.rounding, table=safe))
    return [one.table for one in done]


def shown(table: TrueTable, command: DraftRelease, beside: Sequence[PublishedTable]) -> ShownTable:
    """The table as it may be shown; without its totals where these would tell of other figures of the same people.

    Raises NotDefined, NotToBeTabled, InstrumentIsProvisional, CountsAreNoTable, DerivableFromEarlier.
    """
    check_definition(table)
    others = {one.definition: one for one in table.same_people}
    others |= {
        one.definition: SamePeople(definition=one.definition, rows=one.rows, counts=one.counts)
        for one in command.tables
        if (one.source, one.columns) == (table.source, table.columns)
    }
    apart = [one for one in others.values() if same_people(table.definition, one.definition)]
    try:
        counts = Counts(table.rows, table.columns, table.counts)
        for one in apart:
            Counts(one.rows, table.columns, one.counts)
    except NotATable as wrong:
        raise CountsAreNoTable(table.definition, str(wrong)) from None
    # Public readers see no office release, so it protects nothing for them; side by side both are looked at.
    seen = [one for one in beside if command.readers == "office" or one.readers == "public"]
    known = told(counts, table.definition, table.source, seen)
    cells = frozenset(place for place in counts.places() if place[1] != TOTAL)
    withheld = frozenset[Place]() if table.by_office else cells
    totals = frozenset(place for place in counts.places() if place[0] == TOTAL)
    for hidden in (frozenset[Place](), totals):
        try:
            safe = protect(
                counts, k=command.k, rounding=command.rounding, known=known, withheld=withheld, hidden=hidden
            )
        except ToldElsewhere:
            continue
        if not gives_away(table, safe, command.readers, beside, apart):
            return as_shown(table, safe)
    raise DerivableFromEarlier(table.definition)


def check_definition(table: TrueTable) -> None:
    definition = next((known for known in definitions.CURRENT if known.id == table.definition), None)
    if definition is None:
        raise NotDefined(table.definition)
    if not definition.adds_up:
        raise NotToBeTabled(table.definition)
    for instrument in table.instruments:
        if definitions.is_provisional(instrument):
            raise InstrumentIsProvisional(instrument)


def as_shown(table: TrueTable, safe: Shown) -> ShownTable:
    """By office as protected, else the totals of all offices in one column."""
    return ShownTable(
        definition=table.definition,
        source=table.source,
        rows=safe.rows,
        columns=safe.columns if table.by_office else (ALL,),
        cells=safe.cells if table.by_office else tuple((total,) for total in safe.row_totals),
        row_totals=safe.row_totals,
        column_totals=safe.column_totals if table.by_office else (safe.total,),
        total=safe.total,
    )


# What the events change


def drafted(_release: Release, event: ReleaseDrafted) -> Drafted:
    figures = frozenset((table.definition.rpartition("-")[0], table.source) for table in event.tables)
    return Drafted(hash_of(event), event.metadata.recorded_at, figures)


def hash_of(event: ReleaseDrafted) -> str:
    """SHA-256 of the draft as JSON with sorted keys and no spaces: who has the snapshot can check it."""
    content = event.model_dump(mode="json", by_alias=True)
    return sha256(dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
