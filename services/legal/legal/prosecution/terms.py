"""One clock as it stands after all that was told of it: a fold of steps in the order in which they happened.

Guarantees that a fact learned late takes its place, that a clock which is held goes on with the days it had left, and
that a day nobody knows makes no clock ring later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from throughline.domain import Moment

from legal.profiles import Rule

APPROACHING = (14, 7, 2)
"""How many days ahead a milestone is announced, where its term is longer than that."""
GRACE = timedelta(days=1)
"""What would have been said before we heard of it is said a day later: by then the rest of the story may be told."""
TO_THE_DAY = ("instant", "day")


@dataclass(frozen=True, slots=True)
class Step:
    """One event that started, held, let go on or stopped a clock. `until`: the end that it names itself.

    `history`: it was told as history, and starts nothing unless the case is taken over. `settled`: all else that was
    to be told of that time had been told by then.
    """

    on: Moment
    by: str
    heard_at: datetime
    until: Moment | None = None
    history: bool = False
    settled: bool = False

    @property
    def known_day(self) -> date:
        """The day itself, else the last it can have been: the one on which we heard of it."""
        return self.on.day if self.on.precision in TO_THE_DAY else self.heard_at.astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class Running:
    """`since` is its beginning, `due_on` the last day, or instant, of the term, `over_at` when it will have passed.

    `heard_at` is when we were told of its beginning. `told` and `overdue` say what was announced of this very end.
    `settled`: nothing more is awaited of its history, so that what is due is said at once.
    """

    clock: str
    accused_id: UUID | None
    since: Moment
    due_on: Moment
    over_at: datetime
    heard_at: datetime
    days: int
    told: tuple[int, ...] = ()
    overdue: bool = False
    settled: bool = False

    @property
    def next_at(self) -> datetime | None:
        """When something is to be said of it; None once it is overdue."""
        if self.overdue:
            return None
        ahead = (self.due_on.at - timedelta(days=days) for days in self.left)
        at = min(ahead, default=self.over_at)
        return at if self.settled or at > self.heard_at else self.heard_at + GRACE

    @property
    def left(self) -> tuple[int, ...]:
        return tuple(days for days in APPROACHING if days < self.days and days not in self.told)

    def days_left(self, now: datetime) -> int:
        return (self.due_on.day - now.astimezone(UTC).date()).days


@dataclass(frozen=True, slots=True)
class Held:
    by: str
    days_left: int


def standing(rule: Rule, accused_id: UUID | None, steps: Iterable[Step], offences: tuple[str, ...]) -> Running | None:
    """The clock after its steps; None while it is held, and where nothing started it or something stopped it."""
    running: Running | None = None
    held: Held | None = None
    for step in steps:
        if step.by in rule.stops:
            running = held = None
        elif running and step.by in rule.pauses:
            left = max(0, (running.due_on.day - step.known_day).days)
            running, held = None, Held(step.by, left)
        elif held and step.by in rule.pauses[held.by]:
            running, held = gone_on(rule, accused_id, step, held.days_left), None
        elif held is None and step.by in rule.starts:
            begun = started(rule, accused_id, step, offences)
            if begun and (running is None or is_moved(rule, running, begun)):
                running = begun
    return running


def is_moved(rule: Rule, running: Running, begun: Running) -> bool:
    return rule.restarts and (bool(rule.due_from) or running.over_at < begun.over_at)


def started(rule: Rule, accused_id: UUID | None, step: Step, offences: tuple[str, ...]) -> Running | None:
    """None where not even the day is known. A term in hours from some hour of a day ends with the last day it may."""
    if rule.due_from:
        return until_named(rule, accused_id, step)
    on = step.on
    if on.precision not in TO_THE_DAY:
        return None
    if rule.hours and on.precision == "instant":
        over = on.at + timedelta(hours=rule.hours)
        due_on, days = Moment(over), rule.hours // 24
        return Running(rule.clock, accused_id, on, due_on, over, step.heard_at, days, settled=step.settled)
    days = -(-rule.hours // 24) or term_of(rule, offences)
    return to_the_end_of(rule, accused_id, step, days)


def until_named(rule: Rule, accused_id: UUID | None, step: Step) -> Running | None:
    end = step.until
    if end is None or end.precision not in TO_THE_DAY:
        return None
    over = end.at if end.precision == "instant" else end.at + timedelta(days=1)
    days = max(0, (end.day - step.known_day).days)
    return Running(rule.clock, accused_id, step.on, end, over, step.heard_at, days, settled=step.settled)


def gone_on(rule: Rule, accused_id: UUID | None, step: Step, days: int) -> Running:
    return to_the_end_of(rule, accused_id, replace(step, on=Moment.on(step.known_day)), days)


def to_the_end_of(rule: Rule, accused_id: UUID | None, step: Step, days: int) -> Running:
    """A term of whole days from a step whose day is known."""
    last = Moment.on(step.on.day).plus(max(0, days - (1 if rule.first_day_counts else 0)))
    over = last.at + timedelta(days=1)
    return Running(rule.clock, accused_id, step.on, last, over, step.heard_at, days, settled=step.settled)


def term_of(rule: Rule, offences: tuple[str, ...]) -> int:
    longer = rule.longer
    if longer and any(offence.startswith(longer.offences) for offence in offences):
        return longer.days
    return rule.days
