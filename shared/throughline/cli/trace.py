"""`throughline trace`: what the stack has kept of a case, or of one trace, as a tree.

Shows whole traces: every span of each trace in which the case was worked on, whichever service made it. Reads the
trace receiver's file from its start, so it knows exactly what has arrived; a span that is still being written is left
out. Where the stack runs in Docker, Jaeger is asked instead.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias
from uuid import UUID

import typer

if TYPE_CHECKING:
    from rich.tree import Tree

    from throughline.stack.layout import Layout

Span: TypeAlias = dict[str, Any]
"""As the receiver writes it: times in nanoseconds, ids in hex, `parent_span_id` None for a root."""


def trace(
    case: Annotated[str, typer.Argument(metavar="CASE|TRACE", help="A case's id, or a trace's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs.")] = False,
) -> None:
    """Show the traces of a case: which service did what, for how long, and what it led to elsewhere."""
    from rich.console import Console

    from throughline.cli import Failed
    from throughline.stack.layout import Layout

    layout = Layout.find()
    traces = kept_traces(layout, case)
    if not traces:
        raise Failed(
            f"no trace of {case} in {_place(layout)}; spans arrive up to a second late, and only where sampled"
        )
    if as_json:
        print(json.dumps([{"traceId": found[0]["trace_id"], "spans": found} for found in traces], indent=2))
        return
    for found in traces:
        Console().print(as_tree(found))


def kept_traces(layout: "Layout", wanted: str) -> list[list[Span]]:
    """What `find_traces` finds, wherever this checkout's stack keeps its traces."""
    from throughline.stack.jaeger import spans_of

    url = _jaeger(layout)
    return _whole(spans_of(url, wanted)) if url else find_traces(layout.spans_file, wanted)


def _jaeger(layout: "Layout") -> str:
    from throughline.stack.state import StackState

    state = StackState.load(layout.state_file)
    return state.traces_url if state else ""


def _place(layout: "Layout") -> str:
    return _jaeger(layout) or str(layout.spans_file)


def find_traces(file: Path, wanted: str) -> list[list[Span]]:
    """The traces that are `wanted` or in which that case was worked on; each by start of its spans, oldest first."""
    case, trace_id = _case_id(wanted), wanted.lower()
    ids = {
        span["trace_id"]
        for span in _spans(file)
        if span["trace_id"] == trace_id or (case and span["attributes"].get("case.id") == case)
    }
    return _whole(span for span in _spans(file) if span["trace_id"] in ids) if ids else []


def _whole(found: Iterable[Span]) -> list[list[Span]]:
    traces: dict[str, list[Span]] = {}
    for span in found:
        traces.setdefault(span["trace_id"], []).append(span)
    ordered = (sorted(spans, key=lambda span: (span["start"], span["end"])) for spans in traces.values())
    return sorted(ordered, key=lambda spans: int(spans[0]["start"]))


def as_tree(spans: list[Span]) -> "Tree":
    """One trace, children below what caused them; what has no parent here is at the top."""
    from rich.tree import Tree

    began = spans[0]["start"]
    services = sorted({span["service"] for span in spans})
    lasted = _milliseconds(max(span["end"] for span in spans) - began)
    tree = Tree(f"[bold]trace {spans[0]['trace_id']}[/]  {len(spans)} spans, {', '.join(services)}, {lasted}")
    known = {span["span_id"] for span in spans}
    children: dict[str | None, list[Span]] = {}
    for span in spans:
        children.setdefault(span["parent_span_id"] if span["parent_span_id"] in known else None, []).append(span)
    pending = [(tree, span) for span in children.get(None, ())]
    while pending:
        branch, span = pending.pop()
        below = branch.add(_line(span, began))
        pending += ((below, child) for child in reversed(children.get(span["span_id"], ())))
    return tree


def _line(span: Span, began: int) -> str:
    from rich.markup import escape

    lasted, after = _milliseconds(span["end"] - span["start"]), _milliseconds(span["start"] - began)
    line = f"[cyan]{escape(span['service']):<10}[/] {escape(span['name'])} [green]{lasted}[/] [dim]+{after}[/]"
    if span["status"] != "error":
        return line
    return f"{line} [red]{escape(str(span['attributes'].get('error.type', 'failed')))}[/]"


def _milliseconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e6:.1f} ms"


def _spans(file: Path) -> Iterator[Span]:
    try:
        with file.open() as lines:
            yield from _parsed(lines)
    except FileNotFoundError:
        return


def _parsed(lines: Iterable[str]) -> Iterator[Span]:
    for line in lines:
        if line.endswith("\n"):
            yield json.loads(line)


def _case_id(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
