"""The clocks of a prosecution, by its jurisdiction's profile: started, moved and stopped by events.

Guarantees that a clock is judged by when things happened, not by when we heard of them, and that what an import tells
of the past starts none. It says what is due; who is asked to act stands in milestones.py. Also folded by a read model.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from throughline.domain import Event, Moment, before, latest

from legal.profiles import Rule, profile_of

APPROACHING = (14, 7, 2)
"""How many days ahead a milestone is announced, where its term is longer than that."""
GRACE = timedelta(days=1)
"""What would have been said before we heard of it is said a day later: by then the rest of the story may be told."""


@dataclass(frozen=True, slots=True)
class Running:
    """`since` is its beginning, `due_on` the last day, or instant, of the term, `over_at` when it will have passed.

    `heard_at` is when we were told of its beginning.
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

    @property
    def subject(self) -> str:
        return subject(self.clock, self.accused_id)

    @property
    def next_at(self) -> datetime | None:
        """When something is to be said of it; None once it is overdue."""
        if self.overdue:
            return None
        ahead = (self.due_on.at - timedelta(days=days) for days in self.left)
        at = min(ahead, default=self.over_at)
        return at if at > self.heard_at else self.heard_at + GRACE

    @property
    def left(self) -> tuple[int, ...]:
        return tuple(days for days in APPROACHING if days < self.days and days not in self.told)

    def days_left(self, now: datetime) -> int:
        return (self.due_on.day - now.astimezone(UTC).date()).days

    def announced(self, days_left: int) -> "Running":
        return replace(self, told=(*self.told, *(days for days in self.left if days >= days_left)))


@dataclass(frozen=True, slots=True)
class Clocks:
    """`ended` is when each clock was last stopped, whether or not it ran; `touched` are those of the last event."""

    profile: str = ""
    offences: tuple[str, ...] = ()
    running: tuple[Running, ...] = ()
    ended: tuple[tuple[str, Moment], ...] = ()
    touched: tuple[str, ...] = ()

    def of(self, clock: str, accused_id: UUID | None) -> Running | None:
        wanted = subject(clock, accused_id)
        return next((running for running in self.running if running.subject == wanted), None)

    def known(self, subject: str) -> Running | None:
        return next((running for running in self.running if running.subject == subject), None)


def subject(clock: str, accused_id: UUID | None) -> str:
    return f"{clock}|{accused_id}" if accused_id else clock


def subject_of(text: str) -> tuple[str, UUID | None]:
    clock, _, accused = text.partition("|")
    return clock, UUID(accused) if accused else None


def complained(clocks: Clocks, offences: tuple[str, ...]) -> Clocks:
    return replace(clocks, offences=tuple(sorted({*clocks.offences, *offences})))


def announced(clocks: Clocks, clock: str, accused_id: UUID | None, days_left: int) -> Clocks:
    known = clocks.of(clock, accused_id)
    return changed(clocks, known.announced(days_left)) if known else clocks


def overdue(clocks: Clocks, clock: str, accused_id: UUID | None) -> Clocks:
    known = clocks.of(clock, accused_id)
    return changed(clocks, replace(known, overdue=True)) if known else clocks


def moved(clocks: Clocks, event: Event, on: Moment, heard_at: datetime, *, historical: bool) -> Clocks:
    """The clocks after an event that may start or stop some."""
    clocks = replace(clocks, touched=()) if clocks.touched else clocks
    name, accused_id = type(event).__name__, getattr(event, "accused_id", None)
    for rule in profile_of(clocks.profile).clocks:
        of = accused_id if rule.of == "accused" else None
        if rule.of == "accused" and of is None:
            continue
        known = clocks.of(rule.clock, of)
        if name in rule.stops and getattr(event, "verdict", "") != "hung":
            clocks = stopped(clocks, subject(rule.clock, of), on)
        elif name in rule.starts and not historical and (known is None or rule.restarts):
            begun = start(rule, of, begins_on(event, on), heard_at, clocks.offences)
            if begun and not has_ended(clocks, begun) and (known is None or known.over_at < begun.over_at):
                clocks = changed(clocks, begun)
    return clocks


def has_ended(clocks: Clocks, begun: Running) -> bool:
    """Whether what stops it came surely later, though we heard of it first."""
    return any(subject == begun.subject and before(begun.since, end) for subject, end in clocks.ended)


def begins_on(event: Event, on: Moment) -> Moment:
    """A remand's term runs from the day it names, which may be another than that of the order."""
    return getattr(event, "from_", None) or on


def start(
    rule: Rule, accused_id: UUID | None, on: Moment, heard_at: datetime, offences: tuple[str, ...]
) -> Running | None:
    """None where not even the day is known. A term in hours from some hour of a day ends with the last day it may."""
    if on.precision not in ("instant", "day"):
        return None
    if rule.hours and on.precision == "instant":
        over = on.at + timedelta(hours=rule.hours)
        return Running(rule.clock, accused_id, on, Moment(over), over, heard_at, rule.hours // 24)
    days = -(-rule.hours // 24) or term_of(rule, offences)
    last = Moment.on(on.day).plus(days - (1 if rule.first_day_counts else 0))
    return Running(rule.clock, accused_id, on, last, last.at + timedelta(days=1), heard_at, days)


def term_of(rule: Rule, offences: tuple[str, ...]) -> int:
    longer = rule.longer
    if longer and any(offence.startswith(longer.offences) for offence in offences):
        return longer.days
    return rule.days


def changed(clocks: Clocks, running: Running) -> Clocks:
    others = tuple(known for known in clocks.running if known.subject != running.subject)
    return replace(clocks, running=(*others, running), touched=(*clocks.touched, running.subject))


def stopped(clocks: Clocks, subject: str, on: Moment) -> Clocks:
    """A clock that surely began later runs on."""
    known = clocks.known(subject)
    last = latest(on, *(end for one, end in clocks.ended if one == subject)) or on
    clocks = replace(clocks, ended=(*(end for end in clocks.ended if end[0] != subject), (subject, last)))
    if known is None or before(on, known.since):
        return clocks
    left = tuple(running for running in clocks.running if running is not known)
    return replace(clocks, running=left, touched=(*clocks.touched, subject))


def defaults_to_bail(clocks: Clocks, clock: str) -> bool:
    return any(rule.default_bail for rule in profile_of(clocks.profile).clocks if rule.clock == clock)
