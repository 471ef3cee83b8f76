"""Sends the cases of a set through the doors: each in its order, many at once, and keeps a list of what became of them.

Guarantees that nothing is skipped in silence: a rule's no to a fact is held by the service, a value that a door does
not take is told with its row, and what rests on a refused opening is told as well.
"""

import asyncio
import resource
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any, Protocol

from throughline.cli import Failed
from throughline.stack.state import StackState

from casework_imports.doors import Doors, Said
from casework_imports.issues import Issue, issues
from casework_imports.journal import Journal
from casework_imports.outcome import Held, Outcome, Result
from casework_imports.record import Left, Record, Unit

IMPORTER = "importer"
MAX_IN_FLIGHT = 16
SHOWN_WITHIN = 15.0


class Watch(Protocol):
    """Who is told how it goes on."""

    def done(self, rows: int, sent: int) -> None: ...


class Refused(Exception):
    """A decision that the rest of the case rests on was refused."""


def bring_in(
    state: StackState, result: Result, units: Iterable[Unit], journal: Journal, watch: Watch, max_in_flight: int
) -> Result:
    """Raises Failed where a service stays away; what was finished by then is in the journal."""
    return asyncio.run(_bring_in(state, result, units, journal, watch, max_in_flight))


async def _bring_in(
    state: StackState, result: Result, units: Iterable[Unit], journal: Journal, watch: Watch, max_in_flight: int
) -> Result:
    began, waiting = monotonic(), _Peeked(iter(units))
    async with Doors(state, max_in_flight) as doors:
        await _believe(journal, waiting, doors)
        for outcome in journal.outcomes():
            result.count(outcome, before=True)
            watch.done(outcome.weight, 0)

        def finished(outcome: Outcome) -> None:
            result.count(outcome)
            journal.add(outcome)
            watch.done(outcome.weight, result.sent)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(max_in_flight):
                    group.create_task(_work(waiting, result.of_set, doors, journal, finished))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            journal.close()
    result.seconds = monotonic() - began
    result.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    result.held.sort(key=lambda held: (held.row, held.fact, held.code))
    result.left.sort(key=lambda left: (left.file, left.line, left.column))
    journal.complete()
    return result


class _Peeked:
    """The units, of which the first may be looked at."""

    def __init__(self, units: Iterator[Unit]) -> None:
        self._units = units
        self._seen: list[Unit] = []

    def first(self) -> Unit | None:
        if not self._seen and (unit := next(self._units, None)):
            self._seen.append(unit)
        return self._seen[0] if self._seen else None

    def next(self) -> Unit | None:
        return self._seen.pop() if self._seen else next(self._units, None)


async def _believe(journal: Journal, units: _Peeked, doors: Doors) -> None:
    """A journal whose last case the services do not know is about a database that is gone."""
    last, first = journal.read(), units.first()
    if last is None or first is None or not last.sent:
        return
    if not await _is_known(last.case_id, first.office, doors):
        journal.forget()


async def _is_known(case_id: str, office: str, doors: Doors) -> bool:
    """What was recorded right before a kill is shown a little later."""
    until = monotonic() + SHOWN_WITHIN
    while await doors.read("intake", "director", office, f"/cases/{case_id}") is None:
        if monotonic() > until:
            return False
        await asyncio.sleep(0.2)
    return True


async def _work(
    units: _Peeked, of_set: str, doors: Doors, journal: Journal, finished: Callable[[Outcome], None]
) -> None:
    while unit := units.next():
        if unit.key not in journal.done:
            finished(await _case(unit, of_set, doors))


async def _case(unit: Unit, of_set: str, doors: Doors) -> Outcome:
    outcome = Outcome(unit.key, unit.case_id, unit.weight, left=list(unit.left))
    kept: dict[str, Any] = {}
    refused: str | None = None
    for record in unit.records:
        if refused:
            outcome.left.append(_left(record, f"rests on what was refused: {refused}"))
            outcome.accounted += record.accounts
            continue
        try:
            await _send(unit, record, kept, outcome, doors)
        except Refused as no:
            refused = str(no)
    for issue in issues(unit, of_set, outcome):
        await _tell(unit, issue, outcome, doors)
    return outcome


async def _send(unit: Unit, record: Record, kept: dict[str, Any], outcome: Outcome, doors: Doors) -> None:
    body = {**record.body, **{name: kept[name] for name in record.uses}}
    path = f"/cases/{unit.case_id}/{record.command}"
    said = await doors.send(record.service, IMPORTER, unit.office, path, body, record.key, record.source)
    outcome.sent += 1
    if said.status == 422 and record.apart:
        for piece in record.apart:
            await _send(unit, piece, kept, outcome, doors)
        return
    outcome.accounted += record.accounts
    if said.status in (404, 409, 422):
        outcome.left.append(_left(record, said.why))
        if record.keep:
            raise Refused(said.why)
        return
    outcome.added += said.added
    outcome.event = outcome.event or next((event["eventId"] for event in said.body.get("events") or ()), None)
    if position := said.body.get("position"):
        outcome.positions[record.service] = position
    if held := said.body.get("held"):
        outcome.held.append(Held(record.row, record.command, held["code"], held["missing"]))
    else:
        outcome.facts[record.command] += 1
    for name in record.keep:
        kept[name] = _told(said, name)


async def _tell(unit: Unit, issue: Issue, outcome: Outcome, doors: Doors) -> None:
    """Reporting keeps the office's list of what is wrong with its data. Raises Failed where it will not have it."""
    path = f"/cases/{issue.kept_in}/record-data-quality-issue"
    said = await doors.send("reporting", IMPORTER, unit.office, path, issue.body, issue.key, issue.source)
    if said.status not in (200, 201):
        raise Failed(f"reporting does not take that {issue.source} could not be read: {said.why}")
    outcome.sent += 1
    outcome.added += said.added
    outcome.issues += 1


def _left(record: Record, reason: str) -> Left:
    """Of a record: its line is named by what it accounts for, where that is told."""
    file, _, line = (record.accounts[0] if record.accounts else "").partition(":")
    return Left(file, int(line or 0), record.row, record.command, reason)


def _told(said: Said, name: str) -> Any:
    return next(event["data"][name] for event in said.body["events"] if name in event["data"])
