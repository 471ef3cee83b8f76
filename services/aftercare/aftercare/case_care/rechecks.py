"""Safety re-checks: whoever was harmed or will testify learns in time that an accused may be near.

Guarantees that every change of an accused person's liberty, and every hearing that may change it, is owed to everyone
known in the case; that what is owed stays open until the person was reached; and that it is escalated until somebody
sees to it, also after the part is closed. It does not reach anyone itself: people do.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Decision, Field, Moment, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.case_care.state import CaseCare, CustodyChange, Hearing, Owed, Recheck
from aftercare.codes import EscalationRole, RecheckOutcome
from aftercare.roles import GUARDS

URGENT = timedelta(hours=4)
AHEAD = timedelta(days=2)
CALM = timedelta(days=7)
REPEAT = timedelta(hours=4)
LADDER: tuple[EscalationRole, ...] = ("cover", "director", "hq_duty")

# Events. These names and fields are the storage format: never rename, add a V2.


class SafetyRecheckFellDue(AnyEvent):
    owed_now = True

    person_ids: tuple[UUID, ...]
    because: tuple[UUID, ...]
    due_at: datetime


class SafetyRecheckAcknowledged(AnyEvent):
    person_ids: tuple[UUID, ...]


class SafetyRecheckDone(AnyEvent):
    person_id: UUID
    answered: tuple[UUID, ...]
    outcome: RecheckOutcome


class SafetyRecheckEscalated(AnyEvent):
    person_ids: tuple[UUID, ...]
    to_role: EscalationRole


# Commands


class AcknowledgeSafetyRechecks(Decision, roles=GUARDS):
    """Somebody sees to it. What becomes due later has to be acknowledged anew."""

    person_ids: Annotated[tuple[UUID, ...], Field(min_length=1)]


class AnswerSafetyRecheck(Decision, roles=GUARDS):
    """What came of it, for the causes she was told of. `not_reached` leaves it open, and starts the clock anew."""

    person_id: UUID
    answered: Annotated[tuple[UUID, ...], Field(min_length=1)]
    outcome: RecheckOutcome


class EscalateSafetyRecheck(Decision):
    """Issued by the clock. `alarm` is the event whose deadline has come, `due_at` that deadline."""

    alarm: UUID
    due_at: datetime


# Rules


class NoOpenSafetyRecheck(Rejected):
    def __init__(self, person: UUID) -> None:
        super().__init__(f"no safety re-check of {person} is open; nothing is owed to them today")


class CauseNotOpen(Rejected):
    def __init__(self, person: UUID, causes: set[UUID], recheck: Recheck) -> None:
        named, open_ = (", ".join(map(str, sorted(some))) for some in (causes, recheck.owed))
        super().__init__(f"{named} is no cause of the re-check of {person}; open are {open_}")


def due_after(change: CustodyChange, now: datetime) -> datetime:
    """By when people must be warned of a change that became known at `now`."""
    if change.effect == "held":
        return due_before(change.expected_on, now) if change.expected_on else now + CALM
    return now + URGENT


def due_before(coming: Moment | None, now: datetime) -> datetime:
    """Two days before; where less is left as soon as anything is, but before it comes, where it is still to come."""
    if coming is None or coming.precision == "unknown" or coming.at <= now:
        return now + URGENT
    return min(max(coming.at - AHEAD, now + URGENT), coming.at)


def due_for(hearing: Hearing, now: datetime) -> datetime:
    return due_before(hearing.on, now)


# Decisions


def acknowledge(care: CaseCare, command: AcknowledgeSafetyRechecks) -> list[AnyEvent]:
    for person in command.person_ids:
        if person not in care.rechecks:
            raise NoOpenSafetyRecheck(person)
    waiting = tuple(sorted({p for p in command.person_ids if not care.rechecks[p].acknowledged}))
    return [SafetyRecheckAcknowledged(person_ids=waiting)] if waiting else []


def answer(care: CaseCare, command: AnswerSafetyRecheck) -> list[AnyEvent]:
    causes, done = set(command.answered), care.answered.get(command.person_id, frozenset())
    recheck = care.rechecks.get(command.person_id)
    if causes <= done or (recheck and told_before(recheck, command)):
        return []
    if recheck is None:
        raise NoOpenSafetyRecheck(command.person_id)
    if unknown := causes - done - recheck.owed.keys():
        raise CauseNotOpen(command.person_id, unknown, recheck)
    told = tuple(sorted(causes & recheck.owed.keys()))
    return [SafetyRecheckDone(person_id=command.person_id, answered=told, outcome=command.outcome)]


def told_before(recheck: Recheck, command: AnswerSafetyRecheck) -> bool:
    """The same attempt in vain; two of one day are two."""
    in_vain = command.outcome == "not_reached" and command.moment.precision == "instant"
    return in_vain and recheck.tried_on == command.moment


def escalate(care: CaseCare, command: EscalateSafetyRecheck) -> list[AnyEvent]:
    """One event per rung of the ladder. Whom another deadline escalated within the last hours is on that one's way."""
    at = max(command.now, command.due_at)
    rungs = dict[EscalationRole, list[UUID]]()
    for person in sorted(care.alarms.get(command.alarm, ())):
        recheck = care.rechecks.get(person)
        if recheck is None or not recheck.overdue(at):
            continue
        if recheck.escalated_at is None or recheck.escalated_at + REPEAT <= at:
            rungs.setdefault(LADDER[min(recheck.level, len(LADDER) - 1)], []).append(person)
    return [SafetyRecheckEscalated(person_ids=tuple(people), to_role=role) for role, people in rungs.items()]


# What the events change


def fell_due(care: CaseCare, event: SafetyRecheckFellDue) -> CaseCare:
    rechecks = {**care.rechecks, **{p: joined(care.rechecks.get(p), event) for p in event.person_ids}}
    return alarmed(replace(care, rechecks=rechecks), event.metadata.event_id, event.person_ids)


def acknowledged(care: CaseCare, event: SafetyRecheckAcknowledged) -> CaseCare:
    return replace(care, rechecks={**care.rechecks, **dict(taken_on(care, event.person_ids))})


def done(care: CaseCare, event: SafetyRecheckDone) -> CaseCare:
    person, recheck = event.person_id, care.rechecks.get(event.person_id)
    if recheck is None:
        return care
    if event.outcome == "not_reached":
        again = Recheck({c: Owed(o.due_at) for c, o in recheck.owed.items()}, recheck.level, tried_on=event.occurred_on)
        care = replace(care, rechecks={**care.rechecks, person: again})
        return alarmed(care, event.metadata.event_id, (person,))
    left = {cause: owed for cause, owed in recheck.owed.items() if cause not in event.answered}
    others = {p: r for p, r in care.rechecks.items() if p != person}
    answered = {**care.answered, person: care.answered.get(person, frozenset()) | set(event.answered)}
    return replace(
        care, answered=answered, rechecks={**others, person: replace(recheck, owed=left)} if left else others
    )


def escalated(care: CaseCare, event: SafetyRecheckEscalated) -> CaseCare:
    rechecks = {
        person: replace(recheck, level=recheck.level + 1, escalated_at=event.metadata.recorded_at)
        for person in event.person_ids
        if (recheck := care.rechecks.get(person))
    }
    return alarmed(replace(care, rechecks={**care.rechecks, **rechecks}), event.metadata.event_id, event.person_ids)


def joined(recheck: Recheck | None, event: SafetyRecheckFellDue) -> Recheck:
    """A further cause joins an open re-check; the earliest due time wins."""
    recheck = recheck or Recheck({})
    new = {cause: Owed(event.due_at) for cause in event.because if cause not in recheck.owed}
    return replace(recheck, owed={**recheck.owed, **new})


def taken_on(care: CaseCare, people: tuple[UUID, ...]) -> Iterator[tuple[UUID, Recheck]]:
    for person in people:
        if recheck := care.rechecks.get(person):
            yield person, Recheck({cause: Owed(owed.due_at, True) for cause, owed in recheck.owed.items()})


def alarmed(care: CaseCare, alarm: UUID, people: tuple[UUID, ...]) -> CaseCare:
    """Remembers whom a deadline is about, and forgets those that are about nobody any more."""
    alive = {known: about for known, about in care.alarms.items() if not about.isdisjoint(care.rechecks)}
    return replace(care, alarms={**alive, alarm: frozenset(people)})
