"""What is served beside the API: health, figures, schemas, and pages that need nothing from elsewhere."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, ClassVar

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from throughline.domain import Event, Message
from throughline.http import Api, CurrentActor, NotReady, create_app
from throughline.http.problems import title
from throughline.settings import Settings

Token = Callable[..., dict[str, str]]


def client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parcels")


class TestHealth:
    async def test_is_live_whatever_is_down(self, http: httpx.AsyncClient, database: Any) -> None:
        database.fails = ConnectionRefusedError()
        assert (await http.get("/health/live")).json() == {"status": "live"}

    async def test_the_api_is_ready_while_its_database_answers(self, http: httpx.AsyncClient, database: Any) -> None:
        answer = await http.get("/health/ready")
        assert (answer.status_code, answer.json()) == (200, {"status": "ready", "checks": {"api": "ok"}})
        database.fails = ConnectionRefusedError("secret")
        answer = await http.get("/health/ready")
        assert (answer.status_code, answer.json()["checks"]) == (503, {"api": "ConnectionRefusedError"})

    async def test_names_each_role_that_cannot_work(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        async def well() -> None:
            return

        async def unwell() -> None:
            raise NotReady("the broker does not answer")

        async def hangs() -> None:
            await asyncio.sleep(60)

        monkeypatch.setattr("throughline.http.health.CHECK_SECONDS", 0.05)
        app = create_app(settings, checks={"clock": well, "relay": unwell, "projector": hangs})
        answer = await client(app).get("/health/ready")
        assert answer.status_code == 503
        assert answer.json()["checks"] == {
            "clock": "ok",
            "relay": "the broker does not answer",
            "projector": "TimeoutError",
        }


class TestAProcessWithoutTheApi:
    async def test_has_health_and_figures_but_no_commands(self, settings: Settings) -> None:
        http = client(create_app(settings, metrics=lambda: (b"figures 1\n", "text/plain")))
        assert (await http.get("/health/ready")).status_code == 200
        assert (await http.get("/metrics")).text == "figures 1\n"
        assert (await http.post("/cases/open-parcel")).status_code == 404


class TestSchemas:
    async def test_of_every_event_are_served_open_to_new_fields(self, http: httpx.AsyncClient) -> None:
        index = (await http.get("/schemas")).json()
        assert "/schemas/ItemPacked.v1.json" in index
        assert "/schemas/FactHeld.v1.json" in index
        for path in index:
            answer = await http.get(path)
            assert answer.headers["content-type"] == "application/schema+json"
            assert answer.json()["$id"] == path
            assert 'additionalProperties":false' not in answer.text
        packed = (await http.get("/schemas/ItemPacked.v1.json")).json()
        assert packed["required"] == ["item", "grams"]

    async def test_of_versions_that_were_recorded_before_are_served_too(self, settings: Settings) -> None:
        class Pounds(Message):
            pounds: int

        class ItemWeighed(Event):
            grams: int
            version = 2
            earlier: ClassVar = {1: Pounds}

        http = client(create_app(settings, events=[ItemWeighed]))
        assert (await http.get("/schemas")).json() == ["/schemas/ItemWeighed.v1.json", "/schemas/ItemWeighed.v2.json"]
        found = [(await http.get(f"/schemas/ItemWeighed.v{version}.json")).json() for version in (1, 2)]
        assert [one["title"] for one in found] == ["ItemWeighed", "ItemWeighed"]
        assert [one["required"] for one in found] == [["pounds"], ["grams"]]

    async def test_that_do_not_exist_are_404(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/schemas/ItemPacked.v2.json")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")

    async def test_and_the_asyncapi_document_where_there_is_one(
        self, settings: Settings, http: httpx.AsyncClient
    ) -> None:
        described = client(create_app(settings, asyncapi=lambda: {"asyncapi": "3.0.0"}))
        assert (await described.get("/asyncapi.json")).json() == {"asyncapi": "3.0.0"}
        assert "/asyncapi.json" in (await described.get("/")).text
        assert (await http.get("/asyncapi.json")).status_code == 404
        assert "/asyncapi.json" not in (await http.get("/")).text


class TestPagesForPeople:
    @pytest.mark.parametrize("path", ["/", "/docs"])
    async def test_load_nothing_from_elsewhere(self, http: httpx.AsyncClient, path: str) -> None:
        answer = await http.get(path)
        assert answer.headers["content-type"].startswith("text/html")
        assert not re.findall(r"""(?:src|href|@import|url\()\s*=?\s*["']?(?:https?:)?//""", answer.text)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "parcels" in answer.text
        assert "$" not in re.sub(r"\$ref|\$\{", "", answer.text)

    async def test_say_what_the_service_is(self, settings: Settings) -> None:
        home = client(create_app(settings, about="Parcels carries <things>."))
        assert "<p>Parcels carries &lt;things&gt;. One of the services of Throughline" in (await home.get("/")).text

    async def test_link_only_to_what_is_there(self, http: httpx.AsyncClient) -> None:
        for path in re.findall(r'href="([^"]+)"', (await http.get("/")).text):
            assert (await http.get(path)).status_code == 200, path


class TestTheApiDocument:
    async def test_describes_each_command_without_its_case(self, http: httpx.AsyncClient) -> None:
        api = (await http.get("/openapi.json")).json()
        packed = api["paths"]["/cases/{caseId}/record-item-packed"]["post"]
        assert packed["description"].startswith("Write down that an item was packed.")
        assert "Roles: importer, porter, sender." in packed["description"]
        body = packed["requestBody"]["content"]["application/json"]
        assert body["example"] == {"item": "text", "size": {"grams": 1}}
        schema = api["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
        assert "caseId" not in schema["properties"]
        assert schema["required"] == ["item", "size"]
        assert {"item", "size", "tags", "occurredOn", "authority"} <= set(schema["properties"])

    async def test_says_what_a_route_may_answer_and_what_it_takes(self, http: httpx.AsyncClient) -> None:
        api = (await http.get("/openapi.json")).json()
        packed = api["paths"]["/cases/{caseId}/record-item-packed"]["post"]
        assert {"200", "201", "401", "403", "404", "409", "412", "422", "503"} <= set(packed["responses"])
        names = {parameter["name"] for parameter in packed["parameters"]}
        assert {"caseId", "Idempotency-Key", "If-Match", "Throughline-Source", "Throughline-Office"} == names
        assert packed["security"] == [{"bearer": []}]
        case = api["paths"]["/cases/{caseId}"]["get"]
        assert {parameter["name"] for parameter in case["parameters"]} == {"caseId", "atLeast", "asOf"}

    async def test_begins_with_what_the_service_is_for(self, http: httpx.AsyncClient) -> None:
        api = (await http.get("/openapi.json")).json()
        groups = list(dict.fromkeys(route["tags"][0] for verbs in api["paths"].values() for route in verbs.values()))
        assert groups[-2:] == ["contracts", "operations"]
        assert groups.index("queries") < groups.index("contracts")

    async def test_has_plain_headings(self, http: httpx.AsyncClient) -> None:
        api = (await http.get("/openapi.json")).json()
        headings = [route["summary"] for verbs in api["paths"].values() for route in verbs.values()]
        assert [one for one in headings if "`" in one or ";" in one or len(one) > 100] == []
        assert title("The cases `here`; `after` is the last one.\n\nMore.") == "The cases here"

    async def test_refers_only_to_what_it_defines(self, http: httpx.AsyncClient) -> None:
        answer = await http.get("/openapi.json")
        known = answer.json()["components"]["schemas"]
        assert set(re.findall(r'"#/components/schemas/([^"]+)"', answer.text)) <= set(known)
        assert "/cases/{caseId}/note-weather" not in answer.text


class Marking:
    """Middleware that sees an answer and no exception."""

    def __init__(self, app: ASGIApp, seen: list[str]) -> None:
        self.app, self.seen = app, seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
            self.seen.append("answered")
        except Exception:
            self.seen.append("raised")


class TestTheApp:
    async def test_gives_middleware_an_answer_even_when_a_route_fails(
        self, settings: Settings, bus: Any, database: Any, package: str, token: Token
    ) -> None:
        vault = APIRouter()

        @vault.get("/vault/broken")
        async def broken(actor: CurrentActor) -> None:
            raise RuntimeError(actor.role)

        seen: list[str] = []
        api = Api(aggregates=[], bus=bus, pool=database, package=package, vault=vault)
        app = create_app(settings, api=api, middleware=[Middleware(Marking, seen=seen)])
        assert (await client(app).get("/vault/broken", headers=token())).status_code == 500
        assert (await client(app).get("/vault/broken")).status_code == 401
        assert seen == ["answered", "answered"]

    async def test_answers_an_unknown_address_and_method_with_problems(self, http: httpx.AsyncClient) -> None:
        for answer, status in ((await http.get("/nowhere"), 404), (await http.delete("/health/live"), 405)):
            assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")

    def test_refuses_two_commands_of_one_address(
        self, settings: Settings, bus: Any, database: Any, package: str, parcels: Any
    ) -> None:
        api = Api(aggregates=[parcels, parcels], bus=bus, pool=database, package=package)
        with pytest.raises(ValueError, match="two commands"):
            create_app(settings, api=api)
