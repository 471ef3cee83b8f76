"""A read model: which events change which rows, and how. Pure; the same fold serves live, rebuild, verify and tests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

from throughline.domain import Event, Metadata
from throughline.envelope import Record
from throughline.inbound import Inbound

R = TypeVar("R")
Key = tuple[Any, ...]
Handler = Callable[[Any, Any, Metadata], Iterable["Change"]]


@dataclass(frozen=True, slots=True)
class Change:
    """`apply` takes the row as it is, or a fresh one of defaults, and returns it changed, or None: gone."""

    key: Key
    apply: Callable[[Any], Any]


def on(*events: type[Event] | type[Inbound]) -> Callable[[Handler], Handler]:
    """Mark a method `(self, event, origin) -> Iterator[Change]` as what these events change."""

    def mark(handler: Handler) -> Handler:
        handler.__dict__["handles"] = events
        return handler

    return mark


class ReadModel(Generic[R]):
    """`row` is a frozen dataclass whose fields are the table's columns, all but the `key` fields with defaults.

    Every row carries `case_id`, so that one case can be folded anew. Own events are handled or listed in `ignores`
    (a test sees to it); foreign ones that no method handles pass by. No column may come from the clock.
    `shows_corrections`: it keeps what was corrected beside what is right; any other is folded as if only what is right
    had ever been said. `only_adds`: an event never changes an earlier event's row, so none has to be loaded.
    """

    name: ClassVar[str]
    generation: ClassVar[int] = 1
    row: ClassVar[type]
    key: ClassVar[tuple[str, ...]] = ("case_id",)
    ignores: ClassVar[frozenset[type[Event]]] = frozenset()
    shows_corrections: ClassVar[bool] = False
    only_adds: ClassVar[bool] = False

    def __init__(self) -> None:
        self.handlers: Mapping[type[Event] | type[Inbound], Handler] = {
            event: handler
            for cls in reversed(type(self).__mro__)
            for handler in vars(cls).values()
            for event in getattr(handler, "handles", ())
        }

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self.row))

    @property
    def table(self) -> str:
        return f"{self.name}_v{self.generation}"

    def upsert(self, key: Key | Any, change: Callable[[R], R | None]) -> Change:
        return Change(key if isinstance(key, tuple) else (key,), change)

    def delete(self, key: Key | Any) -> Change:
        return Change(key if isinstance(key, tuple) else (key,), lambda _row: None)

    def fresh(self, key: Key) -> R:
        made: R = self.row(**dict(zip(self.key, key, strict=True)))
        return made

    def wants(self, record: Record) -> bool:
        """Whether this read model looks at records of this kind at all, decoded or not."""
        return False

    def changes(self, event: Event | Inbound, origin: Metadata) -> Iterable[Change]:
        """What one decoded event changes."""
        handler = self.handlers.get(type(event))
        return handler(self, event, origin) if handler else ()

    def changes_by_record(self, record: Record) -> Iterable[Change]:
        """What a record changes whatever its type; only asked where `wants` says so."""
        return ()


def fold(model: ReadModel[R], history: Iterable[tuple[Event | Inbound, Metadata]]) -> dict[Key, R]:
    """All rows after a history, in memory: what unit tests and `verify` compare a table with."""
    rows: dict[Key, R] = {}
    for event, origin in history:
        apply(model, rows, model.changes(event, origin))
    return rows


def apply(model: ReadModel[R], rows: dict[Key, R], changes: Iterable[Change]) -> None:
    """Apply changes to rows in memory, in order."""
    for change in changes:
        row = change.apply(rows[change.key] if change.key in rows else model.fresh(change.key))
        if row is None:
            rows.pop(change.key, None)
        else:
            rows[change.key] = row
