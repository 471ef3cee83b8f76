"""A class's fields as rows of a table: path, type, and what values may be. Nested ones are written `a.b`, `a[].b`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from throughline.catalogue.schemas import Schema, Schemas

_FORMATS = {"uuid": "id", "date": "day", "date-time": "instant", "uri": "address"}
_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
}


@dataclass(frozen=True, slots=True)
class Row:
    """`values` are codes, a pattern or bounds, in Markdown."""

    path: str
    type: str
    values: str


def rows(schemas: Schemas, schema: Schema, *, inside: str = "", without: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The rows of an object's fields, in their order; each nested object follows its own row."""
    whole = schemas.resolved(schema)
    for name, field in whole.get("properties", {}).items():
        if not inside and name in without:
            continue
        options, nullable = _options(schemas, field)
        lists = all(option.get("type") == "array" for option in options)
        inner = [_options(schemas, option.get("items", {}))[0] for option in options] if lists else [options]
        kinds = [kind for choice in inner for kind in choice]
        path = f"{inside}{name}{'[]' if lists else ''}"
        label = " or ".join(dict.fromkeys(_named(kind) for kind in kinds)) or "anything"
        label = f"list of {label}" if lists else label
        yield Row(path, label + (", or null" if nullable else ""), _values(kinds, field))
        for kind in kinds:
            if "properties" in kind:
                yield from rows(schemas, kind, inside=f"{path}.")


def _options(schemas: Schemas, schema: Schema) -> tuple[list[Schema], bool]:
    """What a value may be, unions laid flat, and whether it may be null."""
    found = _flat(schemas, schema)
    options = [option for option in found if option.get("type") != "null"]
    return options, len(options) < len(found)


def _flat(schemas: Schemas, schema: Schema) -> list[Schema]:
    schema = schemas.resolved(schema)
    return [one for choice in schema["anyOf"] for one in _flat(schemas, choice)] if "anyOf" in schema else [schema]


def _named(kind: Schema) -> str:
    if "enum" in kind or "const" in kind:
        return "code"
    if "unknown" in kind.get("examples", ()):
        return "moment"
    return _FORMATS.get(kind.get("format", ""), _PLAIN.get(kind.get("type", ""), "anything"))


def _values(kinds: list[Schema], field: Schema) -> str:
    codes = list(dict.fromkeys(code for kind in kinds for code in _codes(kind)))
    said = [" ".join(f"`{code}`" for code in codes)] if codes else []
    for kind in kinds:
        if "pattern" in kind:
            said.append(f"`{kind['pattern'].replace('|', chr(92) + '|')}`")
        low, high = kind.get("minimum"), kind.get("maximum")
        if low is not None or high is not None:
            said.append(f"{'' if low is None else low} … {'' if high is None else high}".strip())
    description: Any = field.get("description") or next(
        (k.get("description") for k in kinds if "description" in k), None
    )
    return "; ".join(filter(None, [*said, description and " ".join(str(description).split())]))


def _codes(kind: Schema) -> list[Any]:
    return [kind["const"]] if "const" in kind else list(kind.get("enum", ()))
