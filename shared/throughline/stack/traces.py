"""A small OTLP/HTTP receiver: POST /v1/traces (protobuf, gzip or not) becomes one JSON line per span.

Lines are appended to the file given at start, in order of arrival; a batch is answered only after it is in the file.
It keeps no index and answers no queries: `throughline trace` reads the file.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def spans(request: ExportTraceServiceRequest) -> Iterator[dict[str, Any]]:
    """Each span as a flat JSON object; times are nanoseconds since the epoch, ids lower-case hex."""
    for resource in request.resource_spans:
        service = _attributes(resource.resource.attributes).get("service.name", "")
        for scope in resource.scope_spans:
            for span in scope.spans:
                yield _span(span, service, scope.scope.name)


def _span(span: Span, service: str, scope: str) -> dict[str, Any]:
    return {
        "trace_id": span.trace_id.hex(),
        "span_id": span.span_id.hex(),
        "parent_span_id": span.parent_span_id.hex() or None,
        "name": span.name,
        "service": service,
        "scope": scope,
        "kind": Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_").lower(),
        "start": span.start_time_unix_nano,
        "end": span.end_time_unix_nano,
        "status": {0: "unset", 1: "ok", 2: "error"}[span.status.code],
        "attributes": _attributes(span.attributes),
        "links": [{"trace_id": link.trace_id.hex(), "span_id": link.span_id.hex()} for link in span.links],
    }


def _attributes(pairs: Iterable[KeyValue]) -> dict[str, Any]:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(item) for item in value.array_value.values]
    if kind == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    if kind == "bytes_value":
        return value.bytes_value.hex()
    return getattr(value, kind) if kind else None


def receiver(file: Path) -> Starlette:
    """The ASGI application that appends to `file`."""
    file.parent.mkdir(parents=True, exist_ok=True)

    async def receive(request: Request) -> Response:
        body = await request.body()
        try:
            packed = gzip.decompress(body) if request.headers.get("content-encoding") == "gzip" else body
            batch = ExportTraceServiceRequest.FromString(packed)
        except (DecodeError, OSError, EOFError):
            return PlainTextResponse("not an OTLP trace request in protobuf", status_code=400)
        with file.open("a") as lines:
            lines.writelines(json.dumps(span, separators=(",", ":")) + "\n" for span in spans(batch))
        return Response(media_type="application/x-protobuf")

    async def ready(request: Request) -> Response:
        return PlainTextResponse("ready")

    return Starlette(routes=[Route("/v1/traces", receive, methods=["POST"]), Route("/health/ready", ready)])


def main(host: str, port: str, file: str) -> None:
    uvicorn.run(receiver(Path(file)), host=host, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
