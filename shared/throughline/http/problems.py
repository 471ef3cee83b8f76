"""What a person meets when something is wrong: RFC 9457 problem details. Never holds a value that was sent in."""

import re
from collections.abc import Mapping
from typing import Any

from opentelemetry import trace
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[-_]")


class Problem(Exception):
    """`code` is stable, ends the type URI; `detail` says what happened and what to do; `more` are further members."""

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers, self.more = status, code, detail, headers, more

    def response(self) -> JSONResponse:
        body = {
            "type": f"/problems/{self.code}",
            "title": sentence(self.code),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.more,
        }
        if (trace_id := current_trace()) is not None:
            body["traceId"] = trace_id
        headers = {"cache-control": "no-store", **(self.headers or {})}
        return JSONResponse(body, self.status, headers, media_type=MEDIA_TYPE)


class FieldProblem(BaseModel):
    """One thing wrong with what was sent, by the path of its field."""

    field: str
    code: str
    reason: str


class ProblemDetails(BaseModel):
    """The answer to anything that was not done (RFC 9457)."""

    model_config = ConfigDict(alias_generator=to_camel)

    type: str = Field(examples=["/problems/wrong-form"])
    title: str
    status: int
    detail: str
    code: str
    trace_id: str | None = None
    errors: list[FieldProblem] | None = Field(None, description="422: what is wrong, field by field.")
    position: str | None = Field(None, description="412: where the stream is now.")


def sentence(code: str) -> str:
    """`ChargeNotAccepted` and `charge-not-accepted` both read "Charge not accepted"."""
    words = [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORDS.split(code) if word]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def title(words: str) -> str:
    """What is asked, up to a semicolon or the end of its first line, without marks of code: headings are plain."""
    return words.partition("\n")[0].partition(";")[0].rstrip(".").replace("`", "")


def kebab(name: str) -> str:
    """`RecordVictimBroughtToSafety` as it stands in a path: `record-victim-brought-to-safety`."""
    return "-".join(word.lower() for word in _WORDS.split(name) if word)


def current_trace() -> str | None:
    """The id under which this request is found in the traces, None where it is not traced."""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else None


def not_found() -> Problem:
    """One answer for what does not exist and what this actor may not know of, so that it reveals neither."""
    return Problem(404, "not-found", "There is nothing here that you may see. Check the id, or ask who works on it.")


def unavailable(what: str, retry_after: float) -> Problem:
    """Whether it was stored is not known here; the same request with the same key is safe to send again."""
    return Problem(
        503,
        "unavailable",
        f"{what} cannot be reached now. Send the same request again later, with the same Idempotency-Key.",
        headers={"retry-after": str(max(1, round(retry_after)))},
    )
