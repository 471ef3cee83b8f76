"""How the proceedings against an accused stop: final, suspended and resumed, discontinued, ended by death.

Guarantees that nothing is final without a judgment, while an appeal is pending or counts are undecided, and that nobody
dies twice. A file against nobody may be discontinued as a whole; against several it is discontinued for each of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Moment, Rejected

from legal.codes import Code
from legal.prosecution.facts import AccusedFact, ProsecutionFact
from legal.prosecution.rules import accused_of, alive
from legal.prosecution.state import (
    Accused,
    Dead,
    Discontinued,
    Final,
    Pending,
    Proceedings,
    Prosecution,
    Suspended,
)

Reason = Literal["absconded", "unfit", "stayed", "archived"]

# Events. These names and fields are the storage format: never rename, add a V2.


class JudgmentBecameFinal(AnyEvent):
    accused_id: UUID


class ProceedingsSuspended(AnyEvent):
    accused_id: UUID
    reason: Reason
    review_on: Moment = Field(description="`unknown` where no review is set")


class ProceedingsResumed(AnyEvent):
    accused_id: UUID


class AccusedDied(AnyEvent):
    accused_id: UUID


class ProsecutionDiscontinued(AnyEvent):
    accused_id: UUID | None = None
    reason: Code


# Commands


class RecordJudgmentFinal(AccusedFact, records=JudgmentBecameFinal):
    pass


class RecordSuspension(AccusedFact, records=ProceedingsSuspended):
    reason: Reason
    review_on: Moment = Field(description="`unknown` where no review is set")


class RecordResumption(AccusedFact, records=ProceedingsResumed):
    pass


class RecordDeath(AccusedFact, records=AccusedDied):
    pass


class RecordDiscontinued(ProsecutionFact, records=ProsecutionDiscontinued):
    """Without an accused: against everybody whose proceedings are not over."""

    accused_id: UUID | None = None
    reason: Code


Event = JudgmentBecameFinal | ProceedingsSuspended | ProceedingsResumed | AccusedDied | ProsecutionDiscontinued
Command = RecordJudgmentFinal | RecordSuspension | RecordResumption | RecordDeath | RecordDiscontinued

# Rules


class NoJudgment(Rejected):
    def __init__(self, accused_id: UUID) -> None:
        super().__init__(
            f"nothing was decided of {accused_id} yet; record a verdict, a disposition or the end of the charges first"
        )


class OpenCounts(Rejected):
    def __init__(self, accused_id: UUID, counts: int) -> None:
        super().__init__(f"{counts} accepted counts against {accused_id} are undecided; record what became of them")


class AppealPending(Rejected):
    def __init__(self, appeals: list[UUID]) -> None:
        super().__init__(f"appeals {', '.join(map(str, appeals))} are not decided; record their decisions first")


class ProceedingsOver(Rejected):
    def __init__(self, accused: Accused) -> None:
        how = type(accused.proceedings).__name__.lower()
        left = "nothing follows a death" if how == "dead" else "only an appeal or a new charge follows"
        super().__init__(f"the proceedings against {accused.accused_id} are over ({how}); {left}; check the accused")


class NobodyBeforeTheCourt(Rejected):
    def __init__(self, accused: Collection[Accused]) -> None:
        known = ", ".join(f"{one.accused_id} ({type(one.proceedings).__name__.lower()})" for one in accused)
        super().__init__(f"the proceedings against everybody are over: {known}; check which prosecution is meant")


class NotSuspended(Rejected):
    def __init__(self, accused: Accused) -> None:
        how = type(accused.proceedings).__name__.lower()
        super().__init__(
            f"the proceedings against {accused.accused_id} are {how}; only suspended or discontinued ones are resumed: "
            "record the suspension first"
        )


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    if isinstance(command, RecordDiscontinued):
        return discontinued(prosecution, command)
    accused = accused_of(prosecution, command.accused_id)
    match command:
        case RecordJudgmentFinal():
            return became_final(prosecution, accused, command)
        case RecordSuspension():
            goes_on(accused)
            return [ProceedingsSuspended(**command.told())]
        case RecordResumption():
            if not isinstance(accused.proceedings, Suspended | Discontinued):
                raise NotSuspended(accused)
            return [ProceedingsResumed(**command.told())]
        case RecordDeath():
            return died(accused, command)
        case other:
            assert_never(other)


def became_final(prosecution: Prosecution, accused: Accused, command: RecordJudgmentFinal) -> list[AnyEvent]:
    if isinstance(accused.proceedings, Final):
        return []
    alive(accused, command.moment)
    if appeals := prosecution.appeals_pending(command.accused_id):
        raise AppealPending(appeals)
    if not is_judged(prosecution, accused):
        raise NoJudgment(command.accused_id)
    if left := open_counts(prosecution, accused):
        raise OpenCounts(command.accused_id, left)
    return [JudgmentBecameFinal(**command.told())]


def died(accused: Accused, command: RecordDeath) -> list[AnyEvent]:
    if isinstance(accused.proceedings, Dead):
        raise ProceedingsOver(accused)
    return [AccusedDied(**command.told())]


def discontinued(prosecution: Prosecution, command: RecordDiscontinued) -> list[AnyEvent]:
    if command.accused_id is not None:
        accused = accused_of(prosecution, command.accused_id)
        goes_on(accused)
        return [ProsecutionDiscontinued(**command.told())]
    if not prosecution.accused:
        return [] if prosecution.discontinued else [ProsecutionDiscontinued(**command.told())]
    everybody = prosecution.accused.values()
    going_on = [a for a in everybody if isinstance(a.proceedings, Pending | Suspended)]
    if not going_on and not any(isinstance(a.proceedings, Discontinued) for a in everybody):
        raise NobodyBeforeTheCourt(everybody)
    return [ProsecutionDiscontinued(accused_id=a.accused_id, reason=command.reason) for a in going_on]


def goes_on(accused: Accused) -> None:
    if isinstance(accused.proceedings, Final | Dead):
        raise ProceedingsOver(accused)


def is_judged(prosecution: Prosecution, accused: Accused) -> bool:
    charges = prosecution.charges_of(accused.accused_id)
    return (
        any(verdict.decides for charge in charges for verdict in charge.verdicts)
        or is_reported(accused)
        or any(appeal.judges for appeal in prosecution.appeals_of(accused.accused_id))
        or (bool(charges) and all(charge.open == 0 for charge in charges))
    )


def is_reported(accused: Accused) -> bool:
    """Whether a source says what became of the accused as a whole."""
    return any(disposition.value not in ("pending", "unknown") for disposition in accused.dispositions.values())


def open_counts(prosecution: Prosecution, accused: Accused) -> int:
    """Accepted counts that nobody decided, where no source says how it ended all in all."""
    charges = () if is_reported(accused) else prosecution.charges_of(accused.accused_id)
    return sum(charge.accepted - charge.settled for charge in charges)


def is_over(prosecution: Prosecution, accused: Accused) -> bool:
    """Whether nothing is expected to happen against this accused now: what closing the part asks for."""
    if isinstance(accused.proceedings, Dead):
        return True
    return not isinstance(accused.proceedings, Pending) and not prosecution.appeals_pending(accused.accused_id)


def expected(prosecution_id: UUID, prosecution: Prosecution) -> Iterator[str]:
    """What is still expected of a prosecution: of the file, or accused by accused. A refusal ends a file on nobody."""
    if not prosecution.accused and not prosecution.discontinued and prosecution.complaint != "refused":
        yield f"prosecution {prosecution_id} (nobody accused yet)"
    for accused in prosecution.accused.values():
        if not is_over(prosecution, accused):
            appeals = prosecution.appeals_pending(accused.accused_id)
            what = "appeal pending" if appeals else "proceedings pending"
            yield f"prosecution {prosecution_id}, accused {accused.accused_id} ({what})"


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    if event.accused_id is None:
        return replace(prosecution, discontinued=True)
    accused = prosecution.accused[event.accused_id]
    accused = replace(accused, proceedings=after(accused.proceedings, event))
    return replace(prosecution, accused={**prosecution.accused, accused.accused_id: accused})


def after(proceedings: Proceedings, event: Event) -> Proceedings:
    if isinstance(proceedings, Dead):
        return proceedings
    match event:
        case JudgmentBecameFinal():
            return Final()
        case ProceedingsSuspended(reason=reason):
            return Suspended(reason)
        case ProceedingsResumed():
            return Pending()
        case AccusedDied():
            return Dead(event.occurred_on)
        case ProsecutionDiscontinued():
            return Discontinued(event.metadata.event_id)
        case other:
            assert_never(other)
