"""The timeline of a case as a table: what happened, whose act, recorded by whom and when, and what it follows from.

What one role did in a row, of one kind and on one day, is one row with its number. The act of a reaction is nobody's
but the system's: what it follows from says whose act was behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from casework_demo.telling import Entry

COLOURS = {"intake": "cyan", "legal": "magenta", "aftercare": "green", "reporting": "yellow"}
REACTION = "reaction"
WIDE = 115
RECORDED = "recorded"
# With the least width each needs.
COLUMNS = {"happened": 10, "team": 9, "what": 25, "whose act": 12, "recorded by, or why": 16, RECORDED: 8}

# The coded field that says most of an event, where one does.
DETAIL: Mapping[str, str] = {
    "AftercarePartClosed": "outcomeSummary",
    "AppealDecided": "result",
    "AssessmentStarted": "kind",
    "BailGranted": "kind",
    "CaseClosed": "outcome",
    "CourtPreparationDone": "ready",
    "CustodyChangeNoted": "change",
    "HearingNoted": "state",
    "HearingScheduled": "type",
    "IntakePartClosed": "reason",
    "InvestigationReported": "outcome",
    "LegalPartClosed": "outcomeSummary",
    "OperationApproved": "side",
    "OperationExecuted": "result",
    "PartCloseNoted": "part",
    "PartOpened": "part",
    "PleaEntered": "plea",
    "PlacementEnded": "reason",
    "PlacementStarted": "type",
    "ReadinessNoted": "ready",
    "ReadinessStated": "ready",
    "ReferralReceived": "channel",
    "RemandOrdered": "custody",
    "SafetyRecheckDone": "outcome",
    "ServiceReferred": "type",
    "SuspectReleased": "ground",
    "SurvivorExited": "reason",
    "VerdictRecorded": "verdict",
    "VictimDeclinedAssistance": "reasonCode",
}


def show_timeline(console: Console, entries: Sequence[Entry]) -> None:
    names = {entry["eventId"]: entry["type"] for entry in entries}
    wide = console.width >= WIDE
    table = Table(box=None, pad_edge=False, padding=(0, 2 if wide else 1, 0, 0), header_style="dim")
    for title, width in COLUMNS.items():
        if wide or title != RECORDED:
            table.add_column(title, min_width=width, no_wrap=True, overflow="ellipsis")
    last = ""
    for number, entry in _rows(entries):
        day = _day(entry)
        cause = names.get(entry["causationId"] or "")
        cells = [
            "" if day == last else day,
            f"[{COLOURS.get(entry['service'], 'white')}]{entry['service']}[/]",
            _what(entry, number),
            _whose(entry),
            f"[dim]← {cause}[/]" if cause else entry["actorRole"].replace("_", " "),
        ]
        table.add_row(*cells, *([f"[dim]{entry['recordedAt'][11:19]}[/]"] if wide else []))
        last = day
    console.print(table)
    console.print(
        "\n[dim]← by itself, from what happened elsewhere; × several alike in one row; recorded: today, UTC[/]"
    )


def _what(entry: Entry, number: int) -> str:
    detail = entry["data"].get(DETAIL.get(entry["type"], ""))
    coded = f" [dim]{str(detail).replace('_', ' ')}[/]" if detail else ""
    return f"{entry['type']}{coded}{f' × {number}' if number > 1 else ''}"


def _whose(entry: Entry) -> str:
    if entry["actorRole"] == REACTION:
        return ""
    partner = entry["source"].removeprefix("partner:") if entry["source"].startswith("partner:") else ""
    return (entry["authority"] or partner).replace("_", " ")


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    for _, run in groupby(entries, key=_kind):
        some = list(run)
        yield len(some), some[0]


def _kind(entry: Entry) -> tuple[object, ...]:
    """What has to be equal for two events to share a row."""
    detail = str(entry["data"].get(DETAIL.get(entry["type"], "")))
    cause = entry["causationId"] if entry["actorRole"] == REACTION else None
    return entry["service"], entry["type"], _day(entry), entry["authority"], entry["actorRole"], detail, cause


def _day(entry: Entry) -> str:
    return str(entry["occurredOn"])[:10]
