"""What became of a case, read as anybody entitled would: its timeline across teams, the figures, the widest trace.

Guarantees that what is counted is complete: every stream without a gap, up to the last version that its service told
us of; and that reporting had read all that was published before its figures were asked for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from throughline.cli import Failed
from throughline.cli.trace import Span, kept_traces
from throughline.stack.deadline import wait_until
from throughline.stack.layout import Layout

from casework_demo.doors import Doors
from casework_demo.published import ends_of
from casework_demo.script import DIRECTOR

TEAMS = ("intake", "legal", "aftercare")
READ_BY_REPORTING = ("intake.events", "legal.events", "aftercare.events", "aftercare.care", "aftercare.clinical")
FIGURES = (
    "victims_by_attribution",
    "dispositions",
    "conviction_rate",
    "time_between_milestones",
    "sentence_months",
    "compensation",
)
PATIENCE = 60.0
ANALYST, ALL_OFFICES = "hq_analyst", "*"
SPANS_ARRIVE_WITHIN = 10.0
PAGE = 500

Entry = Mapping[str, Any]


def timeline(doors: Doors, case_id: str, complete_with: str) -> list[Entry]:
    """Every event of the case over all services, as it happened; waits until an event of type `complete_with` is in."""
    found: dict[str, Entry] = {}

    def complete() -> bool:
        for service in TEAMS:
            for entry in _pages(doors, service, case_id):
                found.setdefault(entry["eventId"], entry)
        return any(entry["type"] == complete_with for entry in found.values()) and not _missing(doors, found)

    if not wait_until(complete, PATIENCE):
        raise Failed(f"the timelines of {case_id} are not complete after {PATIENCE:.0f} s: {_missing(doors, found)}")
    return sorted(found.values(), key=_as_it_happened)


def events_of(doors: Doors, service: str, case_id: str) -> list[Entry]:
    """What one service shows of its own."""
    return [entry for entry in _pages(doors, service, case_id) if entry["service"] == service]


def figures(doors: Doors, source: str = "own", names: Sequence[str] = FIGURES) -> list[Mapping[str, Any]]:
    """Reporting's figures for all offices, once reporting has read all that is published now.

    Read as an analyst: what others read of their offices hides small groups, and a demo has no others.
    """
    wanted = ends_of(doors.state, READ_BY_REPORTING)

    def asked(name: str) -> Any:
        return analyst.read("reporting", ANALYST, f"/figures/{name}", {"source": source})

    def caught_up() -> bool:
        """Reporting lists the lanes that have records, in order, so what has records now says which they are."""
        shown = asked(FIGURES[0])["positions"]
        now = ends_of(doors.state, READ_BY_REPORTING)
        for topic, ends in wanted.items():
            read = dict(zip(sorted(now[topic]), shown.get(topic, ()), strict=False))
            if len(read) < len(now[topic]) or any(read[lane] < end for lane, end in ends.items()):
                return False
        return True

    with Doors(doors.state, ALL_OFFICES) as analyst:
        if not wait_until(caught_up, PATIENCE, every=0.2):
            raise Failed(f"reporting is not up to date after {PATIENCE:.0f} s; `throughline status` shows how it is")
        return [asked(name) for name in names]


def widest_trace(layout: Layout, case_id: str) -> str | None:
    """The causal chain in which most teams took a decision; waits a little for spans that are still on their way."""
    found: list[list[Span]] = []

    def wide() -> bool:
        found[:] = sorted(kept_traces(layout, case_id), key=_width)
        return bool(found) and _width(found[-1])[0] == len(TEAMS)

    wait_until(wide, SPANS_ARRIVE_WITHIN, every=0.5)
    return str(found[-1][0]["trace_id"]) if found else None


def _width(spans: Sequence[Span]) -> tuple[int, int, int]:
    """How many services decided something, how many worked on it, and in how many spans."""
    deciding = {span["service"] for span in spans if span["name"].startswith("command ")}
    return len(deciding), len({span["service"] for span in spans}), len(spans)


def _pages(doors: Doors, service: str, case_id: str) -> list[Entry]:
    entries: list[Entry] = []
    after: Mapping[str, str] = {}
    while True:
        page = doors.read(service, DIRECTOR, f"/cases/{case_id}/timeline", {"limit": PAGE, **after})
        entries += page["entries"] if page else ()
        if not page or page["next"] is None:
            return entries
        after = {"after": page["next"]}


def _missing(doors: Doors, found: Mapping[str, Entry]) -> list[str]:
    """Streams of which some version is not there yet."""
    versions: dict[str, set[int]] = {}
    for entry in found.values():
        versions.setdefault(entry["streamId"], set()).add(entry["streamVersion"])
    told = {stream: version for service in TEAMS for stream, version in doors.positions(service).items()}
    return sorted(
        stream
        for stream in versions.keys() | told.keys()
        if len(versions.get(stream, ())) < max(told.get(stream, 0), max(versions.get(stream, {0})))
    )


def _as_it_happened(entry: Entry) -> tuple[str, str, str, int]:
    """What has no known day comes first; on one day what was recorded first."""
    day = "" if entry["occurredPrecision"] == "unknown" else entry["occurredOn"][:10]
    return day, entry["recordedAt"], entry["streamId"], entry["streamVersion"]
