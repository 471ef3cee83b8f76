"""Says what is wrong with what was sent, field by field, without ever repeating a value that was sent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

from throughline.http.problems import Problem

MOST_SHOWN = 20
_PLACES = frozenset({"body", "query", "path", "header"})
_FORM = "does not have the form this field takes; the API's page has examples"

_KNOWN = frozenset(get_args(ErrorType))

# What is wrong, in our words. Pydantic's own are either built from the input or speak of types.
_TELLING = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this request",
    "value_error": _FORM,
    "assertion_error": _FORM,
    "union_tag_invalid": "does not name one of the expected kinds",
    "union_tag_not_found": "does not say which kind it is",
    "json_invalid": "is not JSON",
    "none_required": "has to be null",
    "string_type": "has to be text",
    **dict.fromkeys(("bool_type", "bool_parsing"), "has to be true or false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "has to be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "has to be a number"),
    **dict.fromkeys(("decimal_type", "decimal_parsing"), "has to be a number, or one written as text"),
    **dict.fromkeys(("uuid_type", "uuid_parsing"), "has to be a UUID, written as text"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "has to be a day, as in 2026-03-04"),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "timezone_aware"),
        "has to be an instant with its time zone, as in 2026-03-04T10:00:00Z",
    ),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "has to be a list"),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "dataclass_type"), "has to be a JSON object"),
}
_ONE_OF = frozenset({"literal_error", "enum"})
_VALUE = re.compile(r"'[^']*'|[^\s,']+(?=$|,| or )")
_SHOULD = re.compile(r"^\w+ should (be|have|match)\b")


def wrong_form(errors: Iterable[Mapping[str, Any]], what: str = "The request") -> Problem:
    """422 from pydantic's error list; the first field is named in the detail."""
    found = [_field(error) for error in errors]
    first = found[0]
    more = f"; {len(found) - 1} more in `errors`" if len(found) > 1 else ""
    detail = f"{what} was not understood: {first['field'] or 'the body'} {first['reason']}{more}. Nothing was stored."
    return Problem(422, "wrong-form", detail, errors=found[:MOST_SHOWN])


def wrong_field(field: str, code: str, reason: str) -> Problem:
    """422 for one field."""
    return wrong_form([{"loc": (field,), "type": code, "reason": reason}])


def _field(error: Mapping[str, Any]) -> dict[str, str]:
    loc = error["loc"][1:] if error["loc"] and error["loc"][0] in _PLACES else error["loc"]
    path = ".".join(str(part)[:80] for part in loc)
    return {"field": path[:300], "code": error["type"], "reason": error.get("reason") or reason_of(error)}


def reason_of(error: Mapping[str, Any]) -> str:
    """What one of pydantic's errors comes to, in a sentence's end: `has to be text`. Never holds what was sent."""
    kind: str = error["type"]
    if kind in _TELLING or kind not in _KNOWN:
        return _TELLING.get(kind, _FORM)
    message: str = error["msg"]
    if kind in _ONE_OF:
        values = _values(message)
        return f"has to be {'one of ' if len(values) > 1 else ''}{', '.join(values)}"
    if kind.endswith(("_parsing", "_invalid", "_inexact")) or "url" in kind:
        message = message.partition(",")[0].partition(":")[0]
    said = _SHOULD.sub(r"has to \1", message.partition(" after validation")[0])
    return said[:1].lower() + said[1:]


def _values(message: str) -> list[str]:
    """What a field may hold, out of pydantic's `Input should be 'high', 'medium' or 'low'`."""
    return _VALUE.findall(message.partition(" should be ")[2])
