"""What is stuck in the running services, in a sentence each: for `throughline status`."""

from datetime import UTC, datetime
from typing import Any


def stuck() -> list[str]:
    """A line per stopped feed and per service with parked cases, first those on which a warning hangs.

    A service that does not answer is left out: its state is told beside it.
    """
    from throughline.cli import Failed
    from throughline.cli.operators import asked, services

    lines = list[tuple[bool, str]]()
    with services(timeout=5) as running:
        for name, client in running.items():
            try:
                parked = asked(name, client, "GET", "/operations/parked") or []
                feeds = asked(name, client, "GET", "/operations/feeds") or []
            except Failed:
                continue
            lines += [(one["safety"], _stopped(name, one)) for one in feeds if one["stopped"]]
            if parked:
                lines.append((any(one["safety"] for one in parked), _line(name, parked)))
    return [line for _, line in sorted(lines, key=lambda one: not one[0])]


def _stopped(name: str, one: dict[str, Any]) -> str:
    urgent = "; somebody may go unwarned" if one["safety"] else ""
    return f"{name}: {one['feed']} has stopped{urgent}; it waits for {one['waitsFor']}: {one['stopped']}"


def _line(name: str, parked: list[dict[str, Any]]) -> str:
    cases = {one["caseId"] for one in parked}
    warned = {one["caseId"] for one in parked if one["safety"]}
    oldest = min(datetime.fromisoformat(one["since"]) for one in parked)
    waits = (datetime.now(UTC) - oldest).total_seconds()
    many = f"{len(cases)} cases are" if len(cases) > 1 else "1 case is"
    urgent = f"; in {len(warned)} of them somebody may go unwarned" if warned else ""
    return f"{name}: {many} parked, the oldest for {_span(waits)}{urgent}; `throughline parked list`"


def _span(seconds: float) -> str:
    for length, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds:.0f} seconds"
