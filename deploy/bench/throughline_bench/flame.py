"""Where the time of the services goes while made-up cases are lived through: py-spy looks a hundred times a second.

What it saw is kept as folded stacks, a file a service, which any viewer of flame graphs reads. Here each look that
found a process at work counts for the part of the code that stands innermost of those named.
"""

import asyncio
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from throughline.cli import Failed

from throughline_bench.capacity import SEED, live
from throughline_bench.figures import Figure, Measured, Series, alone
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.screen import Screen

PER_CENT = "%"
A_SECOND = 100
ENDS_WITHIN = 60
PARTS = {
    "traces": r"opentelemetry/|throughline/telemetry/",
    "read models": r"throughline/projection/",
    "reactions and partners": r"throughline/reaction/reactor|throughline/partner/|throughline/notice/",
    "deadlines": r"throughline/reaction/clock",
    "relay": r"throughline/outbox/",
    "commands: decide, encode, append": r"throughline/(commands|eventstore|domain)/|casework/|/(case|docket|survivor)/",
    "feeds: records, versions, offsets": r"throughline/feed/",
    "queries": r"throughline/http/(queries|ask|reading|timeline|view)",
    "requests: routes, tokens, validation": r"throughline/http/|fastapi/|starlette/|uvicorn/|h11/|httptools/",
    "what is watched": r"throughline/watching",
    "Kafka's client": r"aiokafka/|faststream/",
    "Postgres' client": r"asyncpg/",
}
REST = "the event loop itself"
"""Seen where it waits as well as where it works, so that it is no share of the work."""


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    program = Path(sys.executable).with_name("py-spy")
    if not program.exists():
        raise Failed("py-spy is not installed")
    await asyncio.to_thread(place.start_services)
    await live(place, SEED + 2, pace.lived_before, screen)
    folder = place.layout.root / "var/bench/stacks"
    folder.mkdir(parents=True, exist_ok=True)
    state = place.state
    pids = {name: one.process.pid for name in state.services if (one := state.components[name]).process}
    looking = {name: _looked_at(program, pid, folder / f"{name}.txt") for name, pid in pids.items()}
    try:
        await live(place, SEED + 3, pace.lived, screen)
    finally:
        for looker in looking.values():
            looker.send_signal(signal.SIGINT)
        ended = [await asyncio.to_thread(looker.wait, ENDS_WITHIN) for looker in looking.values()]
    if any(ended):
        raise Failed("py-spy may not look at other processes here; it needs to be root, or allowed to trace")
    seen = {name: parts_of((folder / f"{name}.txt").read_text()) for name in looking}
    return Measured(_figures(seen), [f"flame: folded stacks are in {folder.relative_to(place.layout.root)}"])


def _looked_at(program: Path, pid: int, file: Path) -> "subprocess.Popen[bytes]":
    how = ["--rate", str(A_SECOND), "--format", "raw", "--nonblocking"]
    command = [str(program), "record", "--pid", str(pid), *how, "--output", str(file)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def parts_of(folded: str) -> Counter[str]:
    """Looks by part. A line is the frames from the outermost in, `;` between them, and how often it was seen."""
    found = Counter[str]()
    for line in folded.splitlines():
        frames, _, times = line.rpartition(" ")
        found[_part(frames.split(";"))] += int(times)
    return found


def _part(frames: list[str]) -> str:
    for frame in reversed(frames):
        for part, where in PARTS.items():
            if not part.endswith("client") and re.search(where, frame):
                return part
    clients = (part for part, where in PARTS.items() if any(re.search(where, frame) for frame in frames))
    return next(clients, REST)


def _figures(seen: Mapping[str, Counter[str]]) -> list[Figure]:
    return [
        alone(f"flame.{name}", f"{name}: {part}", Series((100 * looks / (parts.total() - parts[REST]),)), PER_CENT)
        for name, parts in seen.items()
        for part, looks in parts.most_common()
        if part != REST
    ]
