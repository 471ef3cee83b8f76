"""The server span of an HTTP request: one, named by its route, without anything that was sent."""

from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode
from throughline.telemetry import TraceRequests, about_case, traceparent
from throughline.telemetry.observed import Observed

CASE = UUID("7f4d2f5e-0000-4000-8000-000000000001")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def app() -> FastAPI:
    cases = APIRouter(prefix="/cases")

    @cases.get("/{case_id}/timeline")
    async def timeline(case_id: UUID) -> dict[str, str | None]:
        about_case(case_id)
        return {"traceparent": traceparent()}

    application = FastAPI()
    application.include_router(cases)

    @application.get("/broken")
    async def broken() -> None:
        raise RuntimeError("Maria Santos")

    @application.get("/health/live")
    async def live() -> dict[str, str | None]:
        return {"traceparent": traceparent()}

    application.add_middleware(TraceRequests)
    return application


async def get(path: str, headers: dict[str, str] | None = None, method: str = "GET") -> httpx.Response:
    transport = httpx.ASGITransport(app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, path, headers=headers)


async def test_it_is_named_by_method_and_route_and_holds_no_path_query_or_id_but_the_case(observed: Observed) -> None:
    await get(f"/cases/{CASE}/timeline?purpose=because")
    made = observed.span("GET /cases/{case_id}/timeline")
    assert made.kind is SpanKind.SERVER
    assert made.attributes == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "http.route": "/cases/{case_id}/timeline",
        "case.id": str(CASE),
    }
    assert "because" not in made.to_json()


async def test_it_continues_an_incoming_trace(observed: Observed) -> None:
    answer = await get(f"/cases/{CASE}/timeline", {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})
    (made,) = observed.spans()
    assert f"{made.context.trace_id:032x}" == TRACE
    assert answer.json()["traceparent"] == f"00-{TRACE}-{made.context.span_id:016x}-01"


async def test_an_unsampled_incoming_trace_makes_no_span_and_is_handed_on(observed: Observed) -> None:
    incoming = f"00-{TRACE}-00f067aa0ba902b7-00"
    answer = await get(f"/cases/{CASE}/timeline", {"traceparent": incoming})
    assert answer.json()["traceparent"] == incoming
    assert observed.spans() == []


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), (f"/cases/{CASE}%20Maria/timeline", 422)])
async def test_a_request_that_finds_nothing_leaves_nothing_of_its_path(
    observed: Observed, path: str, status: int
) -> None:
    assert (await get(path)).status_code == status
    (made,) = observed.spans()
    assert (made.attributes or {})["http.response.status_code"] == status
    assert "Maria" not in made.to_json()
    assert "nowhere" not in made.to_json()


async def test_an_unknown_method_is_not_repeated(observed: Observed) -> None:
    await get("/broken", method="MARIA")
    assert [made.name.partition(" ")[0] for made in observed.spans()] == ["_OTHER"]


async def test_a_fault_marks_the_span_without_its_text(observed: Observed) -> None:
    assert (await get("/broken")).status_code == 500
    made = observed.span("GET /broken")
    assert made.status.status_code is StatusCode.ERROR
    assert "Maria" not in made.to_json()


async def test_requests_that_only_watch_are_not_traced(observed: Observed) -> None:
    assert (await get("/health/live")).json() == {"traceparent": None}
    assert observed.spans() == []


def test_the_global_providers_stay_unset_because_frameworks_would_trace_paths_with_them(observed: Observed) -> None:
    assert trace.get_tracer_provider() is not observed.telemetry.tracing
