"""A read model's table: loading the rows a batch touches, and writing back those that changed, set-based.

The one place where statements are composed: names come from the read model's own row class, never from data.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from types import UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from pydantic import TypeAdapter

from throughline.database import Conn
from throughline.projection.model import Key, ReadModel
from throughline.writes import Write

_SQL_TYPES: Mapping[Any, str] = {
    UUID: "uuid",
    str: "text",
    bool: "boolean",
    int: "bigint",
    float: "double precision",
    Decimal: "numeric",
    datetime: "timestamptz",
    date: "date",
}


class Table:
    """Columns of types that SQL has are stored as such; everything else as jsonb. `relation`: its name in SQL."""

    def __init__(self, model: ReadModel[Any], relation: str | None = None) -> None:
        self.model = model
        self.relation = relation or model.table
        hints = get_type_hints(model.row)
        self.columns = model.columns
        self.types = {name: _sql_type(hints[name]) for name in self.columns}
        self.json = {name: TypeAdapter(hints[name]) for name in self.columns if self.types[name] == "jsonb"}

    async def load(self, conn: Conn, keys: Collection[Key]) -> dict[Key, Any]:
        """The rows of these keys, as the model's row class."""
        found = await conn.fetch(self.select, *_transposed(list(keys), len(self.model.key)))
        return self._keyed(found)

    def writes(self, rows: Sequence[Any], gone: Collection[Key]) -> list[Write]:
        """Upsert `rows`, in key order so that writers cannot deadlock, and delete what is `gone`."""
        writes = []
        if rows:
            writes.append(Write(self.upsert, [self._column(name, rows) for name in self.columns]))
        if gone:
            writes.append(Write(self.delete, _transposed(list(gone), len(self.model.key))))
        return writes

    async def fill(self, conn: Conn, rows: Sequence[Any]) -> None:
        """Put rows in that are not there yet."""
        if not rows:
            return
        records = zip(*(self._column(name, rows) for name in self.columns), strict=True)
        await conn.copy_records_to_table(self.relation, records=records, columns=self.columns)

    async def recall(self, conn: Conn, rows: Sequence[Any]) -> None:
        """For the rest of the transaction, let the read model's public name mean these rows and nothing else."""
        await conn.execute(f"create temp table {self.model.name} (like {self.relation}) on commit drop")
        if rows:
            arrays = [self._column(name, rows) for name in self.columns]
            await conn.execute(self._insert(f"pg_temp.{self.model.name}"), *arrays)

    async def of_cases(self, conn: Conn, cases: Sequence[UUID]) -> dict[UUID, dict[Key, Any]]:
        """All rows of each of these cases."""
        found = await conn.fetch(self.select_of_cases, cases)
        rows: dict[UUID, dict[Key, Any]] = {case_id: {} for case_id in cases}
        for key, row in self._keyed(found).items():
            rows[row.case_id][key] = row
        return rows

    async def of_no_case(self, conn: Conn, limit: int = 20) -> list[Any]:
        """Rows of a case that no event is known of."""
        found = await conn.fetch(
            f"select {', '.join(self.columns)} from {self.relation} t"
            " where not exists (select from event e where e.case_id = t.case_id)"
            " and not exists (select from received_event r where r.case_id = t.case_id) limit $1",
            limit,
        )
        return [self._row(record) for record in found]

    def as_stored(self, row: Any) -> Any:
        """The row as it reads once it has been written: what is kept as JSON has lost what JSON does not have."""
        if not self.json:
            return row
        kept = {
            name: adapter.validate_json(adapter.dump_json(value))
            for name, adapter in self.json.items()
            if (value := getattr(row, name)) is not None
        }
        return replace(row, **kept)

    def plain(self, row: Any) -> list[Any]:
        """The row's values in the order of the columns, as JSON has them, sets in order: equal rows are equal here."""
        return [self._plain(name, getattr(row, name)) for name in self.columns]

    def _plain(self, name: str, value: Any) -> Any:
        if name not in self.json or value is None:
            return value
        kept = self.json[name].dump_python(value, mode="json")
        return sorted(kept, key=str) if isinstance(value, frozenset | set) else kept

    async def forget(self, conn: Conn, case_id: UUID) -> None:
        """Delete all rows of a case, before it is folded anew."""
        await conn.execute(self.delete_of_case, case_id)

    @cached_property
    def select(self) -> str:
        return f"select {', '.join(self.columns)} from {self.relation} join {self._keys()}"

    @cached_property
    def select_of_cases(self) -> str:
        return f"select {', '.join(self.columns)} from {self.relation} where case_id = any ($1::uuid[])"

    @cached_property
    def delete_of_case(self) -> str:
        return f"delete from {self.relation} where case_id = $1"

    @cached_property
    def delete(self) -> str:
        return f"delete from {self.relation} using {self._keys(' where ')}"

    @cached_property
    def upsert(self) -> str:
        others = [name for name in self.columns if name not in self.model.key]
        sets = ", ".join(f"{name} = excluded.{name}" for name in others)
        return f"{self._insert(self.relation)} on conflict ({', '.join(self.model.key)}) do update set {sets}"

    def _insert(self, table: str) -> str:
        arrays = ", ".join(f"${n}::{self._array(name)}[]" for n, name in enumerate(self.columns, 1))
        values = ", ".join(f"v{n}::jsonb" if name in self.json else f"v{n}" for n, name in enumerate(self.columns, 1))
        names = ", ".join(f"v{n}" for n in range(1, len(self.columns) + 1))
        return f"insert into {table} ({', '.join(self.columns)}) select {values} from unnest({arrays}) as u ({names})"

    def _keys(self, on: str = " on ") -> str:
        arrays = ", ".join(f"${n}::{self.types[name]}[]" for n, name in enumerate(self.model.key, 1))
        names = ", ".join(f"k{n}" for n in range(1, len(self.model.key) + 1))
        matches = " and ".join(f"{name} = k{n}" for n, name in enumerate(self.model.key, 1))
        return f"unnest({arrays}) as k ({names}){on}{matches}"

    def _array(self, name: str) -> str:
        return "text" if name in self.json else self.types[name]

    def _keyed(self, records: Iterable[Any]) -> dict[Key, Any]:
        rows = (self._row(record) for record in records)
        return {tuple(getattr(row, name) for name in self.model.key): row for row in rows}

    def _column(self, name: str, rows: Sequence[Any]) -> list[Any]:
        """One column's values, as they are sent."""
        if name not in self.json:
            return [getattr(row, name) for row in rows]
        return [self._out(name, row) for row in rows]

    def _out(self, name: str, row: Any) -> Any:
        value = getattr(row, name)
        return self.json[name].dump_json(value).decode() if name in self.json and value is not None else value

    def _row(self, record: Any) -> Any:
        values = dict(record)
        for name, adapter in self.json.items():
            if values[name] is not None:
                values[name] = adapter.validate_json(values[name])
        return self.model.row(**values)


def _sql_type(hint: Any) -> str:
    """`X` and `X | None` are X's type; a choice of literals is text."""
    options = (
        [option for option in get_args(hint) if option is not type(None)] if isinstance(hint, UnionType) else [hint]
    )
    if len(options) == 1:
        only = options[0]
        if only in _SQL_TYPES:
            return _SQL_TYPES[only]
        if get_args(only) and all(isinstance(choice, str) for choice in get_args(only)):
            return "text"
        if isinstance(only, type) and issubclass(only, str):
            return "text"
    return "jsonb"


def _transposed(keys: Sequence[Key], width: int) -> list[list[Any]]:
    return [[key[column] for key in keys] for column in range(width)]
