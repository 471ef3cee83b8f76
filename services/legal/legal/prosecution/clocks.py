"""The clocks of a prosecution, by its jurisdiction's profile: started, moved, held and stopped by events.

Guarantees that a clock is judged by when things happened, not by when we heard of them, and that what an import tells
of the past starts none, unless the case is taken over: then every one that history left open runs. It says what is due;
who is asked to act stands in milestones.py. Also folded by a read model.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughline.domain import Event, Moment

from legal.profiles import Rule, profile_of
from legal.prosecution.before_court import NOBODY, BeforeCourt
from legal.prosecution.order import placed
from legal.prosecution.terms import Running, Step, standing

FIRST = 1
"""The version of a profile that a prosecution has which was started before versions were kept."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was announced of one end of one clock: when the end moves, it is announced anew."""

    subject: str
    due_on: Moment
    told: tuple[int, ...] = ()
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """`steps` and `said` are by subject (clock, accused); `touched` are the clocks of the last event.

    `taken_over`: when the case was, since when its history counts too.
    """

    profile: str = ""
    version: int | None = None
    offences: tuple[str, ...] = ()
    before_court: BeforeCourt = NOBODY
    steps: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    said: tuple[Said, ...] = ()
    running: tuple[Running, ...] = ()
    touched: tuple[str, ...] = ()
    taken_over: datetime | None = None

    def of(self, clock: str, accused_id: UUID | None) -> Running | None:
        return self.known(subject(clock, accused_id))

    def known(self, wanted: str) -> Running | None:
        return next((one for one in self.running if subject(one.clock, one.accused_id) == wanted), None)

    def steps_of(self, wanted: str) -> tuple[Step, ...]:
        return next((steps for one, steps in self.steps if one == wanted), ())

    def counted(self, wanted: str) -> tuple[Step, ...]:
        """The steps that count: history is over, or, where it was taken over, all told by then."""
        steps, taken_over = self.steps_of(wanted), self.taken_over
        if taken_over is None:
            return tuple(step for step in steps if not step.history)
        return tuple(replace(step, settled=step.history and step.heard_at <= taken_over) for step in steps)

    @property
    def rules(self) -> tuple[Rule, ...]:
        return profile_of(self.profile, self.version or FIRST).clocks


def subject(clock: str, accused_id: UUID | None) -> str:
    return f"{clock}|{accused_id}" if accused_id else clock


def subject_of(text: str) -> tuple[str, UUID | None]:
    clock, _, accused = text.partition("|")
    return clock, UUID(accused) if accused else None


def complained(clocks: Clocks, offences: tuple[str, ...]) -> Clocks:
    """The offences decide how long a term is, also of one that runs."""
    clocks = replace(clocks, offences=tuple(sorted({*clocks.offences, *offences})))
    longer = {rule.clock: rule for rule in clocks.rules if rule.longer}
    for one, _ in clocks.steps:
        if rule := longer.get(subject_of(one)[0]):
            clocks = counted_anew(clocks, rule, one)
    return clocks


def announced(clocks: Clocks, one: str, due_on: Moment, days_left: int) -> Clocks:
    known = clocks.known(one)
    if known is None or known.due_on != due_on:
        return clocks
    told = (*known.told, *(days for days in known.left if days >= days_left))
    return noted(clocks, Said(one, due_on, told, known.overdue))


def overdue(clocks: Clocks, one: str, due_on: Moment) -> Clocks:
    known = clocks.known(one)
    if known is None or known.due_on != due_on:
        return clocks
    return noted(clocks, Said(one, due_on, known.told, overdue=True))


def noted(clocks: Clocks, said: Said) -> Clocks:
    others = (other for other in clocks.said if (other.subject, other.due_on) != (said.subject, said.due_on))
    clocks = replace(clocks, said=(*others, said))
    known = clocks.known(said.subject)
    return with_running(clocks, said.subject, known and replace(known, told=said.told, overdue=said.overdue))


def moved(clocks: Clocks, event: Event, on: Moment, heard_at: datetime, *, historical: bool) -> Clocks:
    """The clocks after an event that may start, hold or stop some."""
    clocks = replace(clocks, touched=(), before_court=clocks.before_court.after(event))
    for rule in clocks.rules:
        if not counts(rule, event):
            continue
        for one in concerned(clocks, rule, event):
            step = step_of(rule, event, on, heard_at, history=historical and not ends(rule, event))
            clocks = counted_anew(with_step(clocks, one, step), rule, one)
    return clocks


def taken_over(clocks: Clocks, at: datetime) -> Clocks:
    """Every clock, with all that was told as history."""
    clocks = replace(clocks, taken_over=clocks.taken_over or at)
    rules = {rule.clock: rule for rule in clocks.rules}
    for one, _ in clocks.steps:
        if rule := rules.get(subject_of(one)[0]):
            clocks = counted_anew(clocks, rule, one)
    return replace(clocks, touched=tuple(subject(one.clock, one.accused_id) for one in clocks.running))


def counts(rule: Rule, event: Event) -> bool:
    """Whether an event does anything to clocks of this rule."""
    if ends(rule, event):
        return True
    if any(getattr(event, field, None) == value for field, value in rule.unless.items()):
        return False
    name = type(event).__name__
    return name in rule.starts or any(name in resuming for resuming in rule.pauses.values())


def ends(rule: Rule, event: Event) -> bool:
    """Whether it stops or holds clocks of this rule: also as history."""
    return type(event).__name__ in rule.stops or type(event).__name__ in rule.pauses


def concerned(clocks: Clocks, rule: Rule, event: Event) -> Iterable[str]:
    """The clock that an event moves: its accused's, or the prosecution's, which ends with the last before the court."""
    accused_id = clocks.before_court.whom(event)
    ending = type(event).__name__ in rule.stops
    if ending and not clocks.before_court.ends(event):
        return ()
    if rule.of == "accused":
        return (subject(rule.clock, accused_id),) if accused_id else ()
    others_left = accused_id is not None and bool(clocks.before_court.people)
    return () if ending and others_left else (rule.clock,)


def step_of(rule: Rule, event: Event, on: Moment, heard_at: datetime, *, history: bool) -> Step:
    """A remand's term runs from the day it names, which may be another than that of the order."""
    begins: Moment | None = getattr(event, "from_", None) if type(event).__name__ not in rule.stops else None
    until: Moment | None = getattr(event, rule.due_from, None) if rule.due_from else None
    return Step(begins or on, type(event).__name__, heard_at, until, history)


def with_step(clocks: Clocks, one: str, step: Step) -> Clocks:
    others = tuple(known for known in clocks.steps if known[0] != one)
    return replace(clocks, steps=(*others, (one, placed(clocks.steps_of(one), step))))


def counted_anew(clocks: Clocks, rule: Rule, one: str) -> Clocks:
    now = standing(rule, subject_of(one)[1], clocks.counted(one), clocks.offences)
    said = now and next((s for s in clocks.said if (s.subject, s.due_on) == (one, now.due_on)), None)
    if now and said:
        now = replace(now, told=said.told, overdue=said.overdue)
    return clocks if now == clocks.known(one) else with_running(clocks, one, now)


def with_running(clocks: Clocks, one: str, now: Running | None) -> Clocks:
    others = tuple(known for known in clocks.running if subject(known.clock, known.accused_id) != one)
    return replace(clocks, running=(*others, now) if now else others, touched=(*clocks.touched, one))


def defaults_to_bail(clocks: Clocks, clock: str) -> bool:
    return any(rule.default_bail for rule in clocks.rules if rule.clock == clock)
