"""Traces out of Jaeger, as the local trace receiver would have written them: one flat object per span.

Jaeger keeps microseconds, so the nanoseconds given here end in three zeros. Asks for at most 1,000 traces a service.
"""

import json
from typing import Any
from uuid import UUID

import httpx

from throughline.stack.errors import StackError

_LIMIT = 1000
_SKIPPED = {"span.kind", "otel.status_code", "otel.scope.name", "otel.library.name", "error", "internal.span.format"}


def spans_of(url: str, wanted: str) -> list[dict[str, Any]]:
    """Every span of the traces in which a case was worked on, or of the trace with that id; none for any other text."""
    try:
        id_ = UUID(wanted)
    except ValueError:
        return []
    try:
        with httpx.Client(base_url=url, trust_env=False, timeout=10.0) as client:
            found = _of_case(client, str(id_)) | _of_id(client, id_.hex)
    except httpx.HTTPError as error:
        raise StackError(
            f"Jaeger at {url} does not answer ({type(error).__name__}); see `throughline status`"
        ) from error
    return [_span(span, trace["processes"]) for trace in found.values() for span in trace["spans"]]


def _of_case(client: httpx.Client, case_id: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for service in client.get("/api/services").raise_for_status().json()["data"] or ():
        asked = {"service": service, "tags": json.dumps({"case.id": case_id}), "limit": _LIMIT, "start": 0}
        traces = client.get("/api/traces", params=asked).raise_for_status().json()["data"]
        found |= {trace["traceID"]: trace for trace in traces or ()}
    return found


def _of_id(client: httpx.Client, trace_id: str) -> dict[str, Any]:
    answer = client.get(f"/api/traces/{trace_id}")
    if answer.status_code in (400, 404):
        return {}
    return {trace["traceID"]: trace for trace in answer.raise_for_status().json()["data"] or ()}


def _span(span: dict[str, Any], processes: dict[str, Any]) -> dict[str, Any]:
    tags = {tag["key"]: tag["value"] for tag in span["tags"]}
    parents = [ref["spanID"] for ref in span["references"] if ref["refType"] == "CHILD_OF"]
    links = [ref for ref in span["references"] if ref["refType"] != "CHILD_OF"]
    start = span["startTime"] * 1000
    return {
        "trace_id": span["traceID"],
        "span_id": span["spanID"],
        "parent_span_id": parents[0] if parents else None,
        "name": span["operationName"],
        "service": processes[span["processID"]]["serviceName"],
        "scope": tags.get("otel.scope.name", tags.get("otel.library.name", "")),
        "kind": tags.get("span.kind", "internal"),
        "start": start,
        "end": start + span["duration"] * 1000,
        "status": str(tags.get("otel.status_code", "unset")).lower(),
        "attributes": {key: value for key, value in tags.items() if key not in _SKIPPED},
        "links": [{"trace_id": ref["traceID"], "span_id": ref["spanID"]} for ref in links],
    }
