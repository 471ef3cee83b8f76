"""`throughline trace` shows whole traces of a case, across services, from what the receiver has written."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import typer
from rich.console import Console
from throughline.cli import Failed, references
from throughline.cli.trace import as_tree, find_traces, only_read, trace
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.state import ServiceState, StackState
from typer.testing import CliRunner

CASE = "7f4d2f5e-0000-4000-8000-000000000001"
UNKNOWN = "7f4d2f5e-0000-4000-8000-00000000000f"
FIRST, SECOND, OTHER = "1" * 32, "2" * 32, "3" * 32


def span(trace_id: str, span_id: str, parent: str | None, name: str, start: int, end: int, **more: Any) -> str:
    made: dict[str, Any] = {
        "trace_id": trace_id,
        "span_id": span_id,
        "parent_span_id": parent,
        "name": name,
        "service": "intake",
        "scope": "throughline",
        "kind": "internal",
        "start": start * 1_000_000,
        "end": end * 1_000_000,
        "status": "unset",
        "attributes": {},
        "links": [],
    }
    return json.dumps(made | more) + "\n"


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Two traces of the case, the later one first in the file, one of another case, and a span half written."""
    here = Layout(tmp_path, tmp_path / "var")
    here.spans_file.parent.mkdir(parents=True)
    here.spans_file.write_text(
        span(SECOND, "e", None, "GET /cases/{case_id}", 900, 905, attributes={"case.id": CASE})
        + span(FIRST, "c", "b", "react note_victim", 30, 45, service="aftercare", attributes={"case.id": CASE})
        + span(FIRST, "d", "c", "append", 40, 44, service="aftercare", status="error")
        + span(FIRST, "b", "a", "append", 2, 8)
        + span(FIRST, "a", "gone", "POST /cases/{case_id}/[x]", 0, 10)
        + span(OTHER, "f", None, "GET", 1, 2, attributes={"case.id": "another"})
        + span(FIRST, "g", "a", "later", 50, 51).rstrip("\n")[:-5]
    )
    monkeypatch.setattr(Layout, "find", classmethod(lambda _cls, _start=None: here))
    return here


def test_every_trace_of_the_case_is_found_whole_oldest_first(layout: Layout) -> None:
    traces = find_traces(layout.spans_file, CASE.upper())
    assert [[one["span_id"] for one in found] for found in traces] == [["a", "b", "c", "d"], ["e"]]


def test_one_trace_is_found_by_its_id(layout: Layout) -> None:
    (found,) = find_traces(layout.spans_file, SECOND)
    assert [one["span_id"] for one in found] == ["e"]


def test_the_tree_shows_service_name_and_duration_below_what_caused_it(layout: Layout) -> None:
    console = Console(width=120, no_color=True)
    with console.capture() as shown:
        console.print(as_tree(find_traces(layout.spans_file, FIRST)[0]))
    lines = shown.get().splitlines()
    assert lines[0].startswith(f"trace {FIRST}  4 spans, 45.0 ms, aftercare, intake")
    assert [line.split("─ ")[-1].split() for line in lines[1:]] == [
        ["intake", "POST", "/cases/{case_id}/[x]", "10.0", "ms", "+0.0", "ms"],
        ["intake", "append", "6.0", "ms", "+2.0", "ms"],
        ["aftercare", "react", "note_victim", "15.0", "ms", "+30.0", "ms"],
        ["aftercare", "append", "4.0", "ms", "+40.0", "ms", "failed"],
    ]
    assert lines[4].index("aftercare") > lines[3].index("aftercare") > lines[2].index("intake") > 0


def test_what_only_asked_is_hidden_and_counted_unless_all_is_wanted(layout: Layout) -> None:
    said = CliRunner().invoke(command(), [CASE]).stdout
    assert said.startswith("service, what it did, how long it took, +how long after the trace began")
    assert f"trace {FIRST}" in said
    assert "GET /cases/{case_id}" not in said
    assert said.splitlines()[-1] == "1 of 2 traces hidden, which only read; --all shows them"
    whole = CliRunner().invoke(command(), [CASE, "--all"]).stdout
    assert "GET /cases/{case_id}" in whole
    assert "hidden" not in whole


def test_a_request_that_failed_or_was_asked_for_by_its_id_is_shown(layout: Layout) -> None:
    (asked,) = find_traces(layout.spans_file, SECOND)
    assert only_read(asked)
    assert not only_read([{**asked[0], "status": "error"}])
    assert "GET /cases/{case_id}" in CliRunner().invoke(command(), [SECOND]).stdout


def test_the_read_models_of_all_services_that_one_event_changed_are_one_line() -> None:
    lines = [
        span(FIRST, "a", None, "command RecordRemand", 0, 9, service="legal"),
        *(span(FIRST, name, "a", "project RemandOrdered", 10, 20, service=name) for name in ("legal", "intake")),
        span(FIRST, "e", "a", "project RemandOrdered", 12, 30, service="aftercare", status="error"),
    ]
    console = Console(width=120, no_color=True)
    with console.capture() as shown:
        console.print(as_tree([json.loads(line) for line in lines], joined=True))
    assert [line.split("─ ")[-1].rstrip() for line in shown.get().splitlines()[1:]] == [
        "legal      command RecordRemand 9.0 ms +0.0 ms",
        "2 services project RemandOrdered 10.0 ms +10.0 ms",
        "aftercare  project RemandOrdered 18.0 ms +12.0 ms failed",
    ]


def test_a_reference_stands_for_the_case_it_was_given_to(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {("postgresql://intake", "PHL-MNL-2026-00042"): CASE}
    monkeypatch.setattr(references, "_asked", lambda dsn, reference: known.get((dsn, reference)))
    StackState(
        supervisor=Identity(pid=1, started=1.0),
        kafka_bootstrap="",
        topic_prefix="",
        postgres_port=1,
        postgres_admin_dsn="",
        otlp_endpoint="",
        token_key="",
        services={
            name: ServiceState(url="", dsn=f"postgresql://{name}", service_key="") for name in ("legal", "intake")
        },
    ).save(layout.state_file)
    assert references.case_id_of(layout, "phl-mnl-2026-00042") == CASE
    assert references.case_id_of(layout, CASE) == CASE
    with pytest.raises(Failed, match="no service here knows a case PHL-MNL-2026-00043"):
        references.case_id_of(layout, "PHL-MNL-2026-00043")


def test_a_reference_without_a_stack_is_told_what_to_do(layout: Layout) -> None:
    with pytest.raises(Failed, match="give the case's id"):
        references.case_id_of(layout, "PHL-MNL-2026-00042")


def test_what_is_neither_an_id_nor_a_reference_is_one_line(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Layout, "find", lambda: layout)
    assert references.case_named(CASE) == UUID(CASE)
    assert references.case_named(None) is None
    with pytest.raises(Failed, match="'case-17' is neither a case's id nor a reference"):
        references.case_named("case-17")


def command() -> typer.Typer:
    app = typer.Typer()
    app.command()(trace)
    return app


def test_json_is_one_document_for_programs(layout: Layout) -> None:
    done = CliRunner().invoke(command(), [CASE, "--json"])
    assert done.exit_code == 0
    assert [(one["traceId"], len(one["spans"])) for one in json.loads(done.stdout)] == [(FIRST, 4), (SECOND, 1)]


@pytest.mark.parametrize("kept", [True, False])
def test_nothing_found_says_where_it_looked(layout: Layout, kept: bool) -> None:
    if not kept:
        layout.spans_file.unlink()
    with pytest.raises(Failed, match=rf"no trace of {UNKNOWN} in .*spans\.jsonl"):
        trace(UNKNOWN)
