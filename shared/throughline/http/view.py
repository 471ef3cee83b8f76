"""The answer of a query: one row of its SQL, with camelCase names on the wire. Columns it does not name stay inside."""

from collections.abc import Mapping
from functools import cache
from json import loads
from types import UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

_PLAIN = (str, bytes)


class View(BaseModel):
    """Subclass with the query's columns as fields, in snake_case; nested values may be Views too.

    `seals` says of which event type and field the seal in a column is, or at a place within a column's document, as
    `services.*.type`; the answer holds what it opens to, None once it is erased.
    """

    seals: ClassVar[Mapping[str, tuple[str, str]]] = {}

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row as its view. A jsonb column comes as text where the pool has no codec for it, and is read here."""
        nested = _nested(cls)
        return cls.model_validate(
            {name: loads(value) if isinstance(value, str) and name in nested else value for name, value in row.items()}
        )


@cache
def _nested(view: type[View]) -> frozenset[str]:
    """Fields that a JSON document fills: collections, mappings and models, none of which is ever plain text."""
    return frozenset(name for name, field in view.model_fields.items() if _is_nested(field.annotation))


def _is_nested(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_nested(get_args(annotation)[0])
    if origin in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return bool(kinds) and all(_is_nested(kind) for kind in kinds)
    kind = origin or annotation
    if not isinstance(kind, type) or issubclass(kind, _PLAIN):
        return False
    return issubclass(kind, BaseModel) or (hasattr(kind, "__iter__") and not hasattr(kind, "__members__"))
