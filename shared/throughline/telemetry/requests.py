"""ASGI middleware: one server span per HTTP request, named by method and route template.

It continues an incoming `traceparent`. Paths as sent, query strings, bodies and ids never reach a span: the case is
set by the route with `about_case`. Requests that only watch the service are not traced. A route under a prefix that
was given when its router was included is named without it.
"""

from typing import Final

from opentelemetry.trace import Span, SpanKind, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import clear_contextvars

from throughline.telemetry.spans import span

WATCHING: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class TraceRequests:
    """Outermost, so that whatever an inner layer answers is on the span."""

    def __init__(self, app: ASGIApp, untraced: frozenset[str] = WATCHING) -> None:
        self.app, self.untraced = app, untraced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.untraced:
            return await self.app(scope, receive, send)
        clear_contextvars()
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        with span(method, parent=_traceparent(scope), kind=SpanKind.SERVER) as current:
            if not current.is_recording():
                return await self.app(scope, receive, send)
            status = 500

            async def watched(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await self.app(scope, receive, watched)
            finally:
                _describe(current, scope, method, status)


def _describe(current: Span, scope: Scope, method: str, status: int) -> None:
    current.set_attribute("http.request.method", method)
    current.set_attribute("http.response.status_code", status)
    route = getattr(scope.get("route"), "path", None)
    if route:
        current.update_name(f"{method} {route}")
        current.set_attribute("http.route", route)
    if status >= 500:
        current.set_status(StatusCode.ERROR)


def _traceparent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"traceparent":
            text: str = value.decode("latin-1")
            return text
    return None
