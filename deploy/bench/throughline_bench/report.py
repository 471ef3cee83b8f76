"""The table on the terminal, and var/bench/latest.json: a list of figures, each with its machine and versions."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from throughline_bench.figures import PER_SECOND, Figure
from throughline_bench.machine import Facts

WIDE = 160


@dataclass(frozen=True)
class About:
    """Where and on what it was measured."""

    machine: Facts
    versions: dict[str, str]
    measured_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


def store(file: Path, figures: Sequence[Figure], about: About) -> None:
    """Replace the file whole."""
    made = file.with_suffix(".new")
    made.write_text(json.dumps([asdict(figure) | asdict(about) for figure in figures], indent=2, ensure_ascii=False))
    made.replace(file)


def write_markdown(file: Path, figures: Sequence[Figure], notes: Sequence[str], about: About) -> None:
    """The table as docs/performance.md shows it."""
    lines = [
        f"Measured {about.measured_at} on {_caption(about)}".replace("\n", ". ") + ".",
        "",
        "| figure | median | low – high | beside | ratio | target | |",
        "|---|---:|---:|---|---:|---|---|",
    ]
    for one in figures:
        unit = "/s" if one.unit == PER_SECOND else f" {one.unit}"
        spread = f"{_number(one.low, one.unit)} – {_number(one.high, one.unit)}"
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        cells = one.what, f"{_number(one.figure, one.unit)}{unit}", spread, one.beside or "", ratio, one.target or ""
        lines.append(f"| {' | '.join(cells)} | {_met(one.met).plain} |")
    lines += ["", *(f"- {note}" for note in notes)]
    file.write_text("\n".join(lines).rstrip() + "\n")


def show(figures: Sequence[Figure], notes: Sequence[str], about: About, file: Path, log: Path) -> None:
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=WIDE)
    table = Table(title="throughline bench", title_justify="left", caption=_caption(about), caption_justify="left")
    for name in ("id", "what", "figure", "low – high", "", "beside", "ratio", "target", "met"):
        right = name in ("figure", "low – high", "ratio")
        table.add_column(name, justify="right" if right else "left", no_wrap=name != "what")
    for one in figures:
        table.add_row(
            one.id,
            one.what,
            _number(one.figure, one.unit),
            f"{_number(one.low, one.unit)} – {_number(one.high, one.unit)}",
            "/s" if one.unit == PER_SECOND else one.unit,
            one.beside or "",
            "" if one.ratio is None else f"{one.ratio:.2f}",
            one.target or "",
            _met(one.met),
        )
    console.print(table)
    for note in notes:
        console.print(Text(note, style="yellow"))
    if notes:
        console.print(f"more in {log}", style="dim", highlight=False, soft_wrap=True)
    console.print(f"written to {file}", style="dim", highlight=False, soft_wrap=True)


def _number(value: float, unit: str) -> str:
    return f"{value:,.0f}" if unit == PER_SECOND else f"{value:.1f}"


def _met(met: bool | None) -> Text:
    if met is None:
        return Text("")
    return Text("met", style="green") if met else Text("not met", style="red")


def _caption(about: About) -> str:
    machine, versions = about.machine, about.versions
    return (
        f"{machine['processors']} × {machine['processor']}, {machine['memory_gb']} GB, load {machine['load_before']} "
        f"before; fsync {machine['fsync']}, synchronous_commit {machine['synchronous_commit']}\n"
        f"Python {versions['python']}, PostgreSQL {versions['postgres']}, Kafka {versions['kafka']}, "
        f"commit {versions['commit']}"
    )
