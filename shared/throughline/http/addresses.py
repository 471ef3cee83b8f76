"""Finds at once who answers at an address, of those who read their requests themselves.

FastAPI tries one route after the other, some hundred for a request, each at some length. What is not found here goes
that way: other methods, other pages, and what nobody answers.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

Answering = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Found:
    """A route, and the parts of the address that its path leaves open."""

    route: APIRoute
    given: dict[str, Any]


class Addresses:
    """Of two routes that take the same address, the one that was added first answers, as in FastAPI."""

    def __init__(self) -> None:
        self._known = dict[tuple[str, frozenset[int], tuple[str, ...]], tuple[int, APIRoute, dict[int, str]]]()
        self._open = dict[tuple[str, int], list[frozenset[int]]]()
        """By method and number of parts: which of them paths leave open."""

    def add(self, routes: Iterable[BaseRoute]) -> None:
        """Routes whose endpoints take a request and answer it."""
        for route in routes:
            assert isinstance(route, APIRoute)
            parts = route.path.split("/")
            named = {at: part[1:-1] for at, part in enumerate(parts) if part.startswith("{")}
            places = frozenset(named)
            for method in route.methods or ():
                self._known.setdefault((method, places, _shape(parts, places)), (len(self._known), route, named))
                known = self._open.setdefault((method, len(parts)), [])
                if places not in known:
                    known.append(places)

    def find(self, method: str, path: str) -> Found | None:
        parts = path.split("/")
        found = [
            known
            for places in self._open.get((method, len(parts)), ())
            if (known := self._known.get((method, places, _shape(parts, places)))) and all(parts[at] for at in places)
        ]
        if not found:
            return None
        _, route, named = min(found, key=lambda known: known[0])
        return Found(route, {name: parts[at] for at, name in named.items()})


def _shape(parts: Iterable[str], places: Iterable[int]) -> tuple[str, ...]:
    """The parts of a path without those at these places."""
    shape = list(parts)
    for at in places:
        shape[at] = ""
    return tuple(shape)


class Shortcut:
    """ASGI middleware, inside of what turns exceptions into problems."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self.app, self.addresses = app, addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = None
        if scope["type"] == "http" and not scope.get("root_path"):
            found = self.addresses.find(scope["method"], scope["path"])
        if found is None:
            return await self.app(scope, receive, send)
        scope["route"], scope["endpoint"], scope["path_params"] = found.route, found.route.endpoint, found.given
        response: Response = await found.route.endpoint(Request(scope, receive, send))
        await response(scope, receive, send)
