"""Makes an example of a JSON schema: every required field, the plainest value that fits. Invents nobody."""

from collections.abc import Mapping
from typing import Any

_STRINGS = {
    "uuid": "3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03",
    "date": "2026-03-04",
    "date-time": "2026-03-04T10:00:00Z",
    "time": "10:00:00",
    "uri": "https://example.org",
}
DEEPEST = 8


def sample(schema: Mapping[str, Any], definitions: Mapping[str, Any], depth: int = 0) -> Any:
    """A value for `schema`, whose references are looked up in `definitions` by their last part."""
    if depth > DEEPEST:
        return None
    if "$ref" in schema:
        return sample(definitions[schema["$ref"].rpartition("/")[2]], definitions, depth + 1)
    for given in ("examples", "enum"):
        if schema.get(given):
            return schema[given][0]
    if "const" in schema:
        return schema["const"]
    if "default" in schema:
        return schema["default"]
    for union in ("anyOf", "oneOf"):
        if union in schema:
            kinds = [kind for kind in schema[union] if kind.get("type") != "null"]
            return sample(kinds[0], definitions, depth + 1) if kinds else None
    return _of_type(schema, definitions, depth)


def _of_type(schema: Mapping[str, Any], definitions: Mapping[str, Any], depth: int) -> Any:
    match schema.get("type"):
        case "object":
            required = schema.get("required", ())
            properties = schema.get("properties", {})
            return {name: sample(properties[name], definitions, depth + 1) for name in required if name in properties}
        case "array":
            items = schema.get("items") or {}
            return [sample(items, definitions, depth + 1)] if items else []
        case "string":
            return _STRINGS.get(schema.get("format", ""), "text")
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _:
            return None
