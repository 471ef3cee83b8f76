"""JSON Schemas as an AsyncAPI document holds them: one set of named schemas, local references.

What we send is open to fields that a later release adds; what we read from partners is closed, as its reader is.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from throughline.domain import Document

Schema = dict[str, Any]
Mode = Literal["validation", "serialization"]
PLACE = "#/components/schemas/"


class Schemas:
    """The schemas of some classes and of everything inside them; `of` refers to one, `named` holds them all."""

    def __init__(self, wanted: Iterable[tuple[type[BaseModel], Mode]]) -> None:
        pairs = list(dict.fromkeys(wanted))
        self._refs, defined = models_json_schema(pairs, by_alias=True, ref_template=PLACE + "{model}")
        self.named: Mapping[str, Schema] = {
            name: _tidied(schema) for name, schema in sorted(defined.get("$defs", {}).items())
        }
        for kind, mode in pairs:
            if mode == "validation":
                self._close(kind, self.named[self._refs[(kind, mode)]["$ref"].removeprefix(PLACE)])

    def of(self, kind: type[BaseModel], mode: Mode) -> Schema:
        """A reference to the schema of `kind`."""
        return dict(self._refs[(kind, mode)])

    @staticmethod
    def _close(kind: type[BaseModel], schema: Schema) -> None:
        """What we read ourselves may hold no other fields, and no document."""
        hidden = document_fields(kind)
        schema["properties"] = {name: inner for name, inner in schema["properties"].items() if name not in hidden}
        schema["additionalProperties"] = False

    def resolved(self, schema: Schema) -> Schema:
        """The schema itself, where `schema` refers to one."""
        ref = schema.get("$ref")
        return {**self.named[ref.removeprefix(PLACE)], **_rest(schema)} if isinstance(ref, str) else schema


def document_fields(kind: type[BaseModel]) -> frozenset[str]:
    """The wire names of the fields that carry a document for the vault, which no topic is for."""
    return frozenset(
        field.alias or name for name, field in kind.model_fields.items() if _holds_document(field.annotation)
    )


def _holds_document(annotation: Any) -> bool:
    options = getattr(annotation, "__args__", (annotation,))
    return any(isinstance(option, type) and issubclass(option, Document) for option in options)


def _rest(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "$ref"}


def _tidied(schema: Schema) -> Schema:
    """Open to fields that a later release adds, and without the titles that only repeat a field's name."""
    tidy = {key: _inside(key, value) for key, value in schema.items() if not _is_closing(key, value)}
    return {key: value for key, value in tidy.items() if key != "title"}


def _inside(key: str, value: Any) -> Any:
    match value:
        case dict() if key == "properties":
            return {name: _tidied(inner) for name, inner in value.items()}
        case dict():
            return _tidied(value)
        case list() if key != "examples":
            return [_tidied(inner) if isinstance(inner, dict) else inner for inner in value]
        case _:
            return value


def _is_closing(key: str, value: Any) -> bool:
    return key == "additionalProperties" and value is False
