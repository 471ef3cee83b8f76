"""The receiver keeps every span it answered for, with its ids, times, attributes and links."""

import gzip
import json
from pathlib import Path

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span
from throughline.stack.traces import receiver


def _batch() -> bytes:
    tags = AnyValue(array_value=ArrayValue(values=[AnyValue(string_value="a"), AnyValue(int_value=2)]))
    span = Span(
        trace_id=bytes(range(16)),
        span_id=b"\x01" * 8,
        parent_span_id=b"\x02" * 8,
        name="append",
        kind=Span.SPAN_KIND_INTERNAL,
        start_time_unix_nano=5,
        end_time_unix_nano=9,
        attributes=[KeyValue(key="case.id", value=AnyValue(string_value="c1")), KeyValue(key="tags", value=tags)],
        links=[Span.Link(trace_id=b"\x03" * 16, span_id=b"\x04" * 8)],
    )
    named = Resource(attributes=[KeyValue(key="service.name", value=AnyValue(string_value="intake"))])
    spans = [ResourceSpans(resource=named, scope_spans=[ScopeSpans(spans=[span])])]
    return bytes(ExportTraceServiceRequest(resource_spans=spans).SerializeToString())


def client(file: Path) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(receiver(file)), base_url="http://traces")


async def test_a_span_becomes_one_line_plain_or_gzipped(tmp_path: Path) -> None:
    file = tmp_path / "traces/spans.jsonl"
    async with client(file) as sender:
        assert (await sender.post("/v1/traces", content=_batch())).status_code == 200
        packed = gzip.compress(_batch())
        gzipped = await sender.post("/v1/traces", content=packed, headers={"content-encoding": "gzip"})
        assert gzipped.status_code == 200
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert lines[0] == lines[1]
    assert lines[0]["trace_id"] == bytes(range(16)).hex()
    assert (lines[0]["service"], lines[0]["name"], lines[0]["start"], lines[0]["end"]) == ("intake", "append", 5, 9)
    assert lines[0]["attributes"] == {"case.id": "c1", "tags": ["a", 2]}
    assert lines[0]["links"] == [{"trace_id": "03" * 16, "span_id": "04" * 8}]


async def test_what_is_no_trace_request_is_refused_and_not_written(tmp_path: Path) -> None:
    file = tmp_path / "spans.jsonl"
    async with client(file) as sender:
        assert (await sender.post("/v1/traces", content=b"\xff\xff")).status_code == 400
    assert not file.exists()
