"""One run: a stack of its own, the parts one after the other, then the table and the file."""

import importlib
import shutil
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import uvloop
from throughline import collector
from throughline.cli import Failed
from throughline.stack.layout import Layout
from throughline.telemetry import configure
from throughline.telemetry.logs import configure_logs

from throughline_bench import machine, report
from throughline_bench.figures import Measured
from throughline_bench.pace import Pace
from throughline_bench.place import Place, opened
from throughline_bench.screen import Screen, said


class Part(Protocol):
    """A module that measures one thing."""

    async def measure(self, place: Place, pace: Pace, screen: Screen) -> Measured: ...


@dataclass(frozen=True)
class Untraced:
    """Telemetry as a service has it, but nobody to send traces to."""

    otlp_endpoint: str | None = None
    trace_sample_ratio: float = 0.0
    log_level: str = "warning"
    log_format: str = "json"


def run(names: Sequence[str], pace: Pace) -> None:
    """Measure, print and store. Raises Failed where nothing at all could be measured."""
    layout = Layout.find()
    folder = layout.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    screen = Screen(folder / "bench.log")
    screen.log_file.write_text("")
    parts: list[Measured] = []
    with screen.log_file.open("a") as log:
        screen.say("starting a Kafka and a Postgres for this run")
        with opened(layout.root) as place:
            admin = place.state.postgres_admin_dsn
            about = report.About(machine.machine(admin), machine.versions(layout.root, admin))
            telemetry = configure("bench", Untraced())
            configure_logs("bench", level="warning", to=log)
            try:
                for name in names:
                    parts.append(_measured(name, place, pace, screen))
            finally:
                telemetry.shutdown()
    figures = [figure for part in parts for figure in part.figures]
    notes = [*machine.busy(about.machine), *(note for part in parts for note in part.notes)]
    if not figures:
        raise Failed(f"nothing was measured: {'; '.join(notes)}; more in {screen.log_file}")
    report.store(folder / "latest.json", figures, about)
    report.write_markdown(folder / "latest.md", figures, notes, about)
    report.show(figures, notes, about, folder / "latest.json", screen.log_file)


def _measured(name: str, place: Place, pace: Pace, screen: Screen) -> Measured:
    """One part; where it cannot run, a note with the reason, and the other parts go on."""
    try:
        part: Part = importlib.import_module(f"throughline_bench.{name}")
        collector.settle()  # as a service does, for every side alike
        return uvloop.run(part.measure(place, pace, screen))
    except Exception as fault:
        screen.log(traceback.format_exc())
        logs = screen.log_file.with_name("log")
        shutil.copytree(place.layout.log(name).parent, logs, dirs_exist_ok=True)
        return Measured(notes=[f"{name} was not measured: {said(fault)}", f"the servers' logs are in {logs}"])
