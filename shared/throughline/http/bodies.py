"""A command's body: read within bounds, parsed strictly, told apart from any other body by its canonical bytes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from fastapi import Request
from pydantic import ValidationError
from pydantic_core import from_json

from throughline.domain import Command
from throughline.http.problems import Problem
from throughline.http.validation import wrong_field, wrong_form

LARGEST_BYTES = 1024 * 1024
C = TypeVar("C", bound=Command)


@dataclass(frozen=True, slots=True)
class Body:
    """The JSON object that was sent."""

    fields: Mapping[str, Any]

    @property
    def canonical(self) -> bytes:
        """The same for the same JSON, however it is spaced and ordered."""
        return _bytes(self.fields)

    def command(self, kind: type[C], case_id: UUID) -> C:
        """The command it holds; `caseId` comes from the path alone. JSON types are not converted into each other."""
        if "caseId" in self.fields:
            raise wrong_field("caseId", "extra_forbidden", "is not a field of this request; it stands in the path")
        content = _bytes({**self.fields, "caseId": str(case_id)})
        try:
            return kind.model_validate_json(content, strict=True, by_alias=True, by_name=False)
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False, include_input=False, include_context=False)
            raise wrong_form(errors, kind.__name__) from None


async def read_body(request: Request) -> Body:
    """Problem 413, 415 or 422 for what is not a JSON object of a bearable size."""
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        raise Problem(415, "not-json", "Send the body as JSON, with Content-Type: application/json.")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BYTES:
            raise Problem(413, "too-large", f"The body is larger than {LARGEST_BYTES // 1024} KiB.")
    try:
        fields = from_json(bytes(raw) or b"{}", allow_inf_nan=False)
    except ValueError as wrong:
        place = str(wrong).rpartition(" at ")[2]
        raise wrong_field("", "json_invalid", f"is not JSON (at {place})") from None
    if not isinstance(fields, dict):
        raise wrong_field("", "dict_type", "has to be a JSON object")
    for path in _unstorable(fields, ()):
        raise wrong_field(".".join(path), "unstorable", "holds a character or number that cannot be stored")
    return Body(fields)


def _bytes(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _unstorable(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Paths of NUL characters, which Postgres takes in no text, and of numbers too large for a float."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _unstorable(inner, (*path, key.replace("\0", "")))
                if "\0" in key:
                    yield path
        case list():
            for index, inner in enumerate(value):
                yield from _unstorable(inner, (*path, str(index)))
        case str() if "\0" in value:
            yield path
        case float() if value in (float("inf"), float("-inf")):
            yield path
