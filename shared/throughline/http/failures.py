"""Turns whatever goes wrong into a problem, in one place: nothing leaves a route as a bare error or a stack trace.

An unexpected error goes to the log, whose form keeps its text out (texts repeat values); the caller gets the trace id.
"""

import logging
from asyncio import CancelledError

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from opentelemetry import trace
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from throughline.commands import KeyReused, NotFound, StalePosition, StoreUnavailable
from throughline.database import StoreBehind, is_away
from throughline.domain import Rejected
from throughline.eventstore.entry import RecordTooLarge
from throughline.http.problems import Problem, not_found, unavailable
from throughline.http.validation import wrong_form
from throughline.vault.errors import PROBLEMS

log = logging.getLogger(__name__)

RETRY_AFTER = 2


def problem_of(error: Exception) -> Problem:
    """What a caller is told about `error`."""
    match error:
        case Problem():
            return error
        case Rejected():
            log.info("a rule said no: %s", error.code)
            return Problem(409, error.code, str(error))
        case NotFound():
            return not_found()
        case StalePosition(current=current):
            detail = f"If-Match names an older position; the stream is at {current}. Read it again, then decide again."
            return Problem(412, "stale-position", detail, headers={"etag": f'"{current}"'}, position=str(current))
        case KeyReused():
            return Problem(
                422,
                "idempotency-key-reused",
                "This Idempotency-Key was sent before with another request. Take a new key for a new request.",
            )
        case RecordTooLarge():
            return Problem(413, "too-large", "What this would record is larger than 256 KiB. Send it in several parts.")
        case StoreBehind():
            return Problem(
                503,
                "restore-needed",
                "This service's database came back from an older backup, and is brought forward first. "
                "Send the same request again later, with the same Idempotency-Key.",
                headers={"retry-after": str(error.retry_after)},
            )
        case StoreUnavailable():
            return unavailable("The database", error.retry_after)
        case HTTPException():
            return _refusal(error)
        case ClientDisconnect():
            return Problem(400, "request-broken-off", "The request ended before it was complete.")
        case _ if known := next((PROBLEMS[kind] for kind in type(error).__mro__ if kind in PROBLEMS), None):
            if known[0] >= 500:
                _report(error)
            return Problem(*known, _said(error))
        case _ if is_away(error):
            return unavailable("The database", RETRY_AFTER)
        case _:
            _report(error)
            detail = (
                "A fault of ours; the log has it under the trace id. The same request may be sent again with its key."
            )
            return Problem(500, "internal-error", detail)


_ENDING = Problem(
    503,
    "unavailable",
    "This process is ending. Send the same request again, with the same Idempotency-Key; another one answers.",
    headers={"retry-after": "1"},
)
"""Whether it was stored is not known here, as where the database cannot be reached."""

AT_ONCE = 1000
"""So many requests in hand, each of which may wait for the database for some seconds, are no burden on memory."""
ALWAYS = ("/health/", "/metrics", "/operations/")
"""For those who look after a process that has too much to do."""
_BUSY = Problem(
    503,
    "busy",
    "This process has as many requests in hand as it takes, and did nothing about this one. Send it again shortly.",
    headers={"retry-after": "1"},
)


class Failures:
    """ASGI middleware, the innermost one, so that tracing sees an answer and not an exception.

    It also refuses what would be one request too many.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.in_hand = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if self.in_hand >= AT_ONCE and not scope["path"].startswith(ALWAYS):
            return await _BUSY.response()(scope, receive, send)
        self.in_hand += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self.in_hand -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except CancelledError:  # only the end of the process cancels a request, once it has waited for it
            if started:
                raise
            await _ENDING.response()(scope, receive, send)
        except Exception as error:
            problem = problem_of(error)
            if started:
                raise
            await problem.response()(scope, receive, send)


def explain(app: FastAPI) -> None:
    """Give FastAPI's own refusals the same form."""

    async def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return wrong_form(error.errors()).response()

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _refusal(error).response()

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)


def _refusal(error: HTTPException) -> Problem:
    match error.status_code:
        case 404:
            return not_found()
        case 405:
            detail = "This address does not take this method. GET /docs lists what there is."
            return Problem(405, "method-not-allowed", detail, headers=error.headers)
        case status:
            return Problem(status, "refused", str(error.detail), headers=error.headers)


def _said(error: Exception) -> str:
    text = str(error) or "this is not allowed"
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def _report(error: Exception) -> None:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    trace.get_current_span().set_status(trace.StatusCode.ERROR, kind)
    log.error("request failed", exc_info=error)
