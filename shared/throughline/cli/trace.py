"""`throughline trace`: what the stack has kept of a case, or of one trace, as a tree.

Shows whole traces: every span of each trace in which the case was worked on, whichever service made it. Reads the
trace receiver's file from its start, so it knows exactly what has arrived; a span that is still being written is left
out. Where the stack runs in Docker, Jaeger is asked instead.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias
from uuid import UUID

import typer

if TYPE_CHECKING:
    from rich.tree import Tree

    from throughline.stack.layout import Layout

Span: TypeAlias = dict[str, Any]
"""As the receiver writes it: times in nanoseconds, ids in hex, `parent_span_id` None for a root."""

TRACE_ID = re.compile(r'"trace_id":\s*"(\w+)"')
"""As it stands in a line, before all attributes."""
LEGEND = (
    "service, what it did, [green]how long it took[/], [dim]+how long after the trace began[/]; "
    "indented: what that led to\n"
)


def trace(
    case: Annotated[
        str,
        typer.Argument(metavar="CASE|TRACE", help="A case's id or reference (PHL-MNL-2026-00001), or a trace's id."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document for programs: all of it.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was only read, and read models one by one.")
    ] = False,
) -> None:
    """Show the traces of a case: which service did what, for how long, and what it led to elsewhere.

    Without --all, traces in which something was only asked are left out, and the read models that one event changed in
    several services are one line. A case's reference is looked up in the databases of the stack without Docker.
    """
    from throughline.cli import Failed
    from throughline.cli.references import case_id_of
    from throughline.cli.screen import screen
    from throughline.stack.layout import Layout

    layout = Layout.find()
    traces = kept_traces(layout, case_id_of(layout, case))
    if not traces:
        raise Failed(
            f"no trace of {case} in {_place(layout)}; spans arrive up to a second late, and only where sampled",
            code=2,
        )
    if as_json:
        print(json.dumps([{"traceId": found[0]["trace_id"], "spans": found} for found in traces], indent=2))
        return
    shown = [found for found in traces if everything or len(traces) == 1 or not only_read(found)]
    console = screen()
    if shown:
        console.print(LEGEND)
    for found in shown:
        console.print(as_tree(found, joined=not everything))
    if len(shown) < len(traces):
        hidden = len(traces) - len(shown)
        console.print(f"[dim]{hidden} of {len(traces)} traces hidden, which only read; --all shows them[/]")


def only_read(spans: list[Span]) -> bool:
    """Whether it is nothing but requests that ask, and none of them failed."""
    return all(span["name"].startswith("GET ") and span["status"] != "error" for span in spans)


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
        for span in _spans(file, lambda line: trace_id in line or (case is not None and case in line))
        if span["trace_id"] == trace_id or (case and span["attributes"].get("case.id") == case)
    }
    return _whole(_spans(file, lambda line: (found := TRACE_ID.search(line)) and found[1] in ids)) if ids else []


def _whole(found: Iterable[Span]) -> list[list[Span]]:
    traces: dict[str, list[Span]] = {}
    for span in found:
        traces.setdefault(span["trace_id"], []).append(span)
    ordered = (sorted(spans, key=lambda span: (span["start"], span["end"])) for spans in traces.values())
    return sorted(ordered, key=lambda spans: int(spans[0]["start"]))


def as_tree(spans: list[Span], *, joined: bool = False) -> "Tree":
    """One trace, children below what caused them; what has no parent here is at the top.

    `joined`: of one event, the read models of all services in one line.
    """
    from rich.tree import Tree

    began = spans[0]["start"]
    services = sorted({span["service"] for span in spans})
    lasted = _milliseconds(max(span["end"] for span in spans) - began)
    tree = Tree(f"[bold]trace {spans[0]['trace_id']}[/]  {len(spans)} spans, {lasted}, {', '.join(services)}")
    spans = _joined(spans) if joined else spans
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


def _joined(spans: list[Span]) -> list[Span]:
    """The spans, those of read models that changed by one event as one: from the first start to the last end."""
    groups: dict[tuple[object, ...], list[Span]] = {}
    parents = {span["parent_span_id"] for span in spans}
    for span in spans:
        together = span["name"].startswith("project ") and span["span_id"] not in parents
        key = (span["parent_span_id"], span["name"], span["status"]) if together else (span["span_id"],)
        groups.setdefault(key, []).append(span)
    return [_one(group) for group in groups.values()]


def _one(group: list[Span]) -> Span:
    services = {span["service"] for span in group}
    service = f"{len(services)} services" if len(services) > 1 else group[0]["service"]
    return {**group[0], "service": service, "end": max(span["end"] for span in group)}


def _line(span: Span, began: int) -> str:
    from rich.markup import escape

    lasted, after = _milliseconds(span["end"] - span["start"]), _milliseconds(span["start"] - began)
    name = span["name"].replace(f"publish throughline.{span['service']}.", "publish ")
    line = f"[cyan]{escape(span['service']):<10}[/] {escape(name)} [green]{lasted}[/] [dim]+{after}[/]"
    if span["status"] != "error":
        return line
    return f"{line} [red]{escape(str(span['attributes'].get('error.type', 'failed')))}[/]"


def _milliseconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e6:.1f} ms"


def _spans(file: Path, may_be: Callable[[str], object]) -> Iterator[Span]:
    """Those of the lines that may be wanted: of a file of days, to decode every line would take most of the time."""
    try:
        with file.open() as lines:
            yield from (json.loads(line) for line in lines if line.endswith("\n") and may_be(line))
    except FileNotFoundError:
        return


def _case_id(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
