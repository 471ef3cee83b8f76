"""Who answers at an address is found at once, and it is whoever FastAPI would have found."""

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from throughline.http.addresses import Addresses, Shortcut

ROUTES = [
    ("GET", "/parcels"),
    ("GET", "/parcels/{parcelId}"),
    ("GET", "/parcels/heavy"),
    ("POST", "/parcels/send"),
    ("POST", "/parcels/{parcelId}/send"),
    ("GET", "/parcels/{parcelId}/notes/{noteId}"),
    ("GET", "/{anything}/heavy"),
    ("GET", "/{anything}"),
]
PARTS = ["parcels", "heavy", "send", "notes", "x", "{parcelId}", "", "a b", "é"]
PATHS = ["/" + "/".join(parts) for number in (1, 2, 3, 4) for parts in product(PARTS, repeat=number)]


def answers(name: str) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return JSONResponse([name, dict(request.path_params)])

    return answer


@pytest.fixture
def routes() -> APIRouter:
    routes = APIRouter()
    for method, path in ROUTES:
        routes.add_api_route(path, answers(path), methods=[method])
    return routes


def found(routes: APIRouter, method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """What Starlette's own rules say."""
    for route in routes.routes:
        match, scope = route.matches({"type": "http", "method": method, "path": path, "headers": []})
        if match.value == 2:
            return getattr(route, "path", ""), scope["path_params"]
    return None


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_it_is_whom_the_routes_themselves_name(routes: APIRouter, method: str) -> None:
    addresses = Addresses()
    addresses.add(routes.routes)
    hits = 0
    for path in PATHS:
        expected, here = found(routes, method, path), addresses.find(method, path)
        assert (here and (here.route.path, here.given)) == expected, path
        hits += expected is not None
    assert hits > 5 or method == "DELETE"


class Counted:
    """Counts what comes as far as the app's own routes."""

    def __init__(self, app: ASGIApp, seen: list[str]) -> None:
        self.app, self.seen = app, seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append(scope["path"])
        await self.app(scope, receive, send)


async def test_what_is_found_goes_no_further_and_everything_else_does(routes: APIRouter) -> None:
    addresses, seen = Addresses(), list[str]()
    addresses.add(routes.routes)
    app = FastAPI(middleware=[Middleware(Shortcut, addresses=addresses), Middleware(Counted, seen=seen)])
    app.include_router(routes)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parcels") as http:
        parcel = str(uuid4())
        assert (await http.get(f"/parcels/{parcel}/notes/7")).json() == [
            "/parcels/{parcelId}/notes/{noteId}",
            {"parcelId": parcel, "noteId": "7"},
        ]
        assert seen == []
        assert (await http.put(f"/parcels/{parcel}")).status_code == 405
        assert (await http.get("/parcels/a/b/c/d")).status_code == 404
        assert seen == [f"/parcels/{parcel}", "/parcels/a/b/c/d"]


async def test_an_app_behind_a_prefix_finds_its_own_way(routes: APIRouter) -> None:
    addresses, seen = Addresses(), list[str]()
    addresses.add(routes.routes)
    app = FastAPI(middleware=[Middleware(Shortcut, addresses=addresses), Middleware(Counted, seen=seen)])
    app.include_router(routes)
    behind = httpx.ASGITransport(app=app, root_path="/post")
    async with httpx.AsyncClient(transport=behind, base_url="http://parcels") as http:
        assert (await http.get("/post/parcels/7")).json() == ["/parcels/{parcelId}", {"parcelId": "7"}]
    assert seen == ["/post/parcels/7"]
