"""What is stuck in the running services, and in which cases: for `throughline status`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Stuck:
    """One sentence about one service; `urgent`: somebody's warning hangs on it."""

    service: str
    urgent: bool
    text: str

    def __str__(self) -> str:
        return f"{self.service}: {self.text}"


def stuck() -> list[Stuck]:
    """What each service says of stopped feeds, and of cases that are parked or wait for an event that does not come.

    First those on which a warning hangs. A service that does not answer is left out: its state is told beside it.
    """
    from throughline.cli import Failed
    from throughline.cli.operators import asked, services

    found = list[Stuck]()
    with services(timeout=5) as running:
        for name, client in running.items():
            try:
                parked, held, feeds = (
                    asked(name, client, "GET", f"/operations/{what}") or []
                    for what in ("parked", "parked/held", "feeds")
                )
            except Failed:
                continue
            found += [Stuck(name, one["safety"], _stopped(one)) for one in feeds if one["stopped"]]
            found += _cases(name, parked, "parked", "`throughline parked list`")
            found += _cases(name, held, "held back", "`throughline parked show CASE`")
    return sorted(found, key=lambda one: not one.urgent)


def _stopped(one: dict[str, Any]) -> str:
    urgent = "; somebody may go unwarned" if one["safety"] else ""
    return f"{one['feed']} has stopped{urgent}; it waits for {one['waitsFor']}: {one['stopped']}"


def _cases(name: str, waiting: list[dict[str, Any]], how: str, look: str) -> list[Stuck]:
    """How many there are, and the first of them one by one."""
    if not waiting:
        return []
    cases = {one["caseId"] for one in waiting}
    warned = {one["caseId"] for one in waiting if one["safety"]}
    many = f"{len(cases)} cases are" if len(cases) > 1 else "1 case is"
    urgent = f"; in {len(warned)} of them somebody may go unwarned" if warned else ""
    oldest = min(waiting, key=lambda one: datetime.fromisoformat(one["since"]))
    first = Stuck(name, bool(warned), f"{many} {how}, the oldest for {_waits(oldest)}{urgent}; {look}")
    shown = sorted(waiting, key=lambda one: not one["safety"])[:SHOWN]
    return [first, *(Stuck(name, one["safety"], _case(one)) for one in shown)]


def _case(one: dict[str, Any]) -> str:
    where = " ".join(part for part in (one["feed"], one["reaction"]) if part)
    urgent = "; somebody may go unwarned" if one["safety"] else ""
    events = f"{one['events']} events" if one["events"] > 1 else "1 event"
    return f"case {one['caseId']} in {where}, {events}, for {_waits(one)}: {one['fingerprint']}{urgent}"


def _waits(one: dict[str, Any]) -> str:
    seconds = (datetime.now(UTC) - datetime.fromisoformat(one["since"])).total_seconds()
    for length, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds:.0f} seconds"
