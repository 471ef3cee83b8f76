"""The timeline of a case as a table: what happened, whose act, recorded by whom and when, and what it follows from.

What one role did in a row, of one kind and on one day, is one row with its number. The act of a reaction is nobody's
but the system's: what it follows from says whose act was behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from casework_demo.telling import Entry

COLOURS = {"intake": "cyan", "legal": "magenta", "aftercare": "green", "reporting": "yellow"}
REACTION = "reaction"
WIDE = 115
SHORTEST = 12
WHY = "recorded by, or why"
WHOSE_AND_WHY = "whose act, by whom, or why"

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
    "ReadinessNoted": "ready",
    "ReadinessStated": "ready",
    "ReferralReceived": "channel",
    "RemandOrdered": "custody",
    "SafetyRecheckDone": "outcome",
    "SuspectReleased": "ground",
    "SurvivorExited": "reason",
    "VerdictRecorded": "verdict",
    "VictimDeclinedAssistance": "reasonCode",
}


def show_timeline(console: Console, entries: Sequence[Entry]) -> None:
    """As wide as the console: where that is narrow, whose act and why share a column, and `what` is shortened."""
    wide = console.width >= WIDE
    names = {entry["eventId"]: entry["type"] for entry in entries}
    titles, rows = ["happened", "team", "what", *(["whose act", WHY, "recorded"] if wide else [WHOSE_AND_WHY])], []
    last = ""
    for number, entry in _rows(entries):
        day, why = _day(entry), _why(entry, names)
        ends = [_whose(entry), why, entry["recordedAt"][11:19]] if wide else [_by(_whose(entry), why)]
        rows.append(["" if day == last else day, entry["service"], _what(entry, number), *ends])
        last = day
    console.print(_table(console.width, titles, rows, gap=2 if wide else 1))
    clock = "; recorded: today, UTC" if wide else ""
    console.print(f"\n[dim]← by itself, from what happened elsewhere; × several alike in one row{clock}[/]")


def _table(width: int, titles: Sequence[str], rows: Sequence[Sequence[str]], gap: int) -> Table:
    """Every column as wide as what is in it, but for `what`, which has what is left."""
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    what = titles.index("what")
    left = width - sum(widths) - gap * (len(widths) - 1) + widths[what]
    widths[what] = max(SHORTEST, min(widths[what], left))
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="dim")
    for title, wanted in zip(titles, widths, strict=True):
        table.add_column(
            title, width=wanted, no_wrap=title == "what", overflow="ellipsis" if title == "what" else "fold"
        )
    for cells in rows:
        table.add_row(*map(_coloured, titles, cells))
    return table


def _coloured(title: str, cell: str) -> Text:
    match title:
        case "team":
            return Text(cell, COLOURS.get(cell, "white"))
        case "what":
            kind, _, rest = cell.partition(" ")
            return Text.assemble(kind, (f" {rest}" if rest else "", "dim"))
        case _:
            return Text(cell, "dim" if cell.startswith("←") or title == "recorded" else "")


def _why(entry: Entry, names: Mapping[str, str]) -> str:
    cause = names.get(entry["causationId"] or "")
    return f"← {cause}" if cause else str(entry["actorRole"]).replace("_", " ")


def _by(whose: str, why: str) -> str:
    return f"{whose}, by {why}" if whose and not why.startswith("←") else why


def _what(entry: Entry, number: int) -> str:
    detail = entry["data"].get(DETAIL.get(entry["type"], ""))
    coded = f" {str(detail).replace('_', ' ')}" if detail else ""
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
