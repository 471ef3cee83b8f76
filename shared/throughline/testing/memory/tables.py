"""A projector whose tables are dictionaries of rows, and what all its rows say, byte for byte."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from json import dumps, loads
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from throughline.feed.decoding import Decoder
from throughline.projection import ReadModel
from throughline.projection.model import Key
from throughline.projection.projector import Projector
from throughline.projection.table import Table
from throughline.writes import Write


class MemoryTable(Table):
    def __init__(self, model: ReadModel[Any]) -> None:
        super().__init__(model)
        self.rows = dict[Key, Any]()

    async def load(self, conn: Any, keys: Collection[Key]) -> dict[Key, Any]:
        return {key: self.rows[key] for key in keys if key in self.rows}

    def writes(self, rows: Sequence[Any], gone: Collection[Key]) -> list[Write]:
        return [Write("", [lambda: self._put(rows, gone)])]

    def _put(self, rows: Sequence[Any], gone: Collection[Key]) -> None:
        for row in rows:
            self.rows[tuple(getattr(row, name) for name in self.model.key)] = row
        for key in gone:
            del self.rows[key]

    async def forget(self, conn: Any, case_id: UUID) -> None:
        self.rows = {key: row for key, row in self.rows.items() if row.case_id != case_id}

    def said(self) -> bytes:
        """Every row as JSON, in order of the keys: what two tables must have in common to be the same."""
        rows = (self.rows[key] for key in sorted(self.rows, key=str))
        return b"\n".join(dumps(loads(_adapter(type(row)).dump_json(row)), sort_keys=True).encode() for row in rows)


class MemoryProjector(Projector):
    def __init__(self, service: str, models: Iterable[ReadModel[Any]], decoder: Decoder, ingest: Any) -> None:
        models = list(models)
        super().__init__(service, "memory", models, decoder, ingest=ingest)
        self.memory = [MemoryTable(model) for model in models]
        self.tables = list[Table](self.memory)

    def said(self) -> Mapping[str, bytes]:
        return {table.model.name: table.said() for table in self.memory}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of one read model, in order of their keys."""
        (table,) = [table for table in self.memory if table.model.name == name]
        return [asdict(table.rows[key]) for key in sorted(table.rows, key=str)]


def _adapter(row: type[Any]) -> TypeAdapter[Any]:
    if row not in _ADAPTERS:
        _ADAPTERS[row] = TypeAdapter(row)
    return _ADAPTERS[row]


_ADAPTERS = dict[type[Any], TypeAdapter[Any]]()
