"""Says what is wrong with what was sent, field by field, without ever repeating a value that was sent."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

from throughline.http.problems import Problem

MOST_SHOWN = 20
_PLACES = frozenset({"body", "query", "path", "header"})
_FORM = "does not have the form this field takes; the API's page has examples"

_KNOWN = frozenset(get_args(ErrorType))

# Kinds whose own text is built from the input: these get ours instead.
_TELLING = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this request",
    "value_error": _FORM,
    "assertion_error": _FORM,
    "union_tag_invalid": "does not name one of the expected kinds",
    "union_tag_not_found": "does not say which kind it is",
    "json_invalid": "is not JSON",
}


def wrong_form(errors: Iterable[Mapping[str, Any]], what: str = "The request") -> Problem:
    """422 from pydantic's error list; the first field is named in the detail."""
    found = [_field(error) for error in errors]
    first = found[0]
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    detail = f"{what} was not understood: {first['field'] or 'the body'} {first['reason']}{more}. Nothing was stored."
    return Problem(422, "wrong-form", detail, errors=found[:MOST_SHOWN])


def wrong_field(field: str, code: str, reason: str) -> Problem:
    """422 for one field."""
    return wrong_form([{"loc": (field,), "type": code, "reason": reason}])


def _field(error: Mapping[str, Any]) -> dict[str, str]:
    loc = error["loc"][1:] if error["loc"] and error["loc"][0] in _PLACES else error["loc"]
    path = ".".join(str(part)[:80] for part in loc)
    return {"field": path[:300], "code": error["type"], "reason": error.get("reason") or _reason(error)}


def _reason(error: Mapping[str, Any]) -> str:
    kind: str = error["type"]
    if kind in _TELLING or kind not in _KNOWN:
        return _TELLING.get(kind, _FORM)
    message: str = error["msg"]
    if kind.endswith(("_parsing", "_invalid", "_inexact")) or "url" in kind:
        message = message.partition(",")[0].partition(":")[0]
    return message[:1].lower() + message[1:]
