"""Appeals: against which verdicts and sentences, and what came of them.

Guarantees that an appeal names judgments of its accused that are known here, and that what was reversed or sent back
for retrial counts no longer. What an appeal decided, and a discontinuation, may be appealed against as well. What the
higher court put in a judgment's place is a verdict of its own (verdicts.py).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Rejected

from legal.prosecution.facts import AccusedFact, ProsecutionFact
from legal.prosecution.rules import accused_of, convicted
from legal.prosecution.state import (
    Accused,
    Appeal,
    Discontinued,
    Final,
    Pending,
    Proceedings,
    Prosecution,
    Suspended,
    Verdict,
)

Result = Literal["affirmed", "reversed", "modified", "retrial"]
Appellant = Literal["defence", "prosecution", "victim", "civil_party"]
Court = Literal["appeal", "supreme", "constitutional"]
UNDOES = frozenset({"reversed", "retrial"})

Undone = Literal["reversed", "retrial"]
REOPENS: Mapping[Undone, tuple[type[Proceedings], ...]] = {
    "reversed": (Final, Discontinued),
    "retrial": (Final, Discontinued, Suspended),
}
"""What is over only as long as the judgment stands."""

# Events. These names and fields are the storage format: never rename, add a V2.


class AppealFiled(AnyEvent):
    """`against`: the event ids of the verdicts, sentences or reported dispositions appealed against."""

    appeal_id: UUID
    accused_id: UUID
    against: tuple[UUID, ...]
    by: Appellant
    court: Court


class AppealDecided(AnyEvent):
    appeal_id: UUID
    result: Result


# Commands


class RecordAppealFiled(AccusedFact, records=AppealFiled):
    """`against` left empty: the whole judgment, as the file knows it."""

    appeal_id: UUID
    against: tuple[UUID, ...] = ()
    by: Appellant
    court: Court


class RecordAppealDecided(ProsecutionFact, records=AppealDecided):
    appeal_id: UUID
    result: Result


Event = AppealFiled | AppealDecided
Command = RecordAppealFiled | RecordAppealDecided

# Rules


class NoSuchJudgment(Rejected):
    def __init__(self, accused_id: UUID, unknown: Collection[UUID]) -> None:
        named = ", ".join(sorted(map(str, unknown))) or "any"
        super().__init__(
            f"no verdict, sentence, disposition, decision on appeal or discontinuation {named} of {accused_id} is "
            "known; record it first"
        )


class AppealFiledOtherwise(Rejected):
    def __init__(self, appeal_id: UUID) -> None:
        super().__init__(f"appeal {appeal_id} is known with another accused or other judgments; check its id")


class UnknownAppeal(Rejected):
    def __init__(self, appeal_id: UUID) -> None:
        super().__init__(f"appeal {appeal_id} was never filed in this prosecution; record its filing first")


class AppealDecidedOtherwise(Rejected):
    def __init__(self, appeal_id: UUID, appeal: Appeal) -> None:
        super().__init__(f"appeal {appeal_id} was decided: {appeal.result}; a further decision needs a further appeal")


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordAppealFiled():
            return filed(prosecution, command)
        case RecordAppealDecided():
            return decided(prosecution, command)
        case other:
            assert_never(other)


def filed(prosecution: Prosecution, command: RecordAppealFiled) -> list[AnyEvent]:
    accused = accused_of(prosecution, command.accused_id)
    known = prosecution.appeals.get(command.appeal_id)
    if known is not None:
        if known.accused_id == command.accused_id and known.against >= set(command.against):
            return []
        raise AppealFiledOtherwise(command.appeal_id)
    judged = dict(judgments(prosecution, accused))
    against = command.against or tuple(id for id, effective in judged.items() if effective)
    if not against or not judged.keys() >= set(against):
        raise NoSuchJudgment(command.accused_id, set(against) - judged.keys())
    return [AppealFiled(**command.told("against"), against=against)]


def decided(prosecution: Prosecution, command: RecordAppealDecided) -> list[AnyEvent]:
    appeal = prosecution.appeals.get(command.appeal_id)
    if appeal is None:
        raise UnknownAppeal(command.appeal_id)
    if appeal.result not in (None, command.result):
        raise AppealDecidedOtherwise(command.appeal_id, appeal)
    return [AppealDecided(**command.told())] if appeal.result is None else []


def judgments(prosecution: Prosecution, accused: Accused) -> Iterator[tuple[UUID, bool]]:
    """All that was ever judged of an accused, and whether it still counts."""
    for charge in prosecution.charges_of(accused.accused_id):
        yield from ((verdict.event_id, verdict.effective) for verdict in charge.verdicts)
    yield from ((sentence.event_id, sentence.effective) for sentence in accused.sentences)
    yield from ((disposition.event_id, True) for disposition in accused.dispositions.values())
    for appeal in prosecution.appeals_of(accused.accused_id):
        if appeal.decision is not None:
            yield appeal.decision, appeal.judges
    if isinstance(accused.proceedings, Discontinued):
        yield accused.proceedings.event_id, True


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case AppealFiled():
            appeal = Appeal(event.accused_id, frozenset(event.against))
            return replace(prosecution, appeals={**prosecution.appeals, event.appeal_id: appeal})
        case AppealDecided(appeal_id=appeal_id, result=result):
            appeal = replace(prosecution.appeals[appeal_id], result=result, decision=event.metadata.event_id)
            prosecution = replace(prosecution, appeals={**prosecution.appeals, appeal_id: appeal})
            return undone(prosecution, appeal) if result in UNDOES else prosecution
        case other:
            assert_never(other)


def undone(prosecution: Prosecution, appeal: Appeal) -> Prosecution:
    """Without the judgments appealed against; with no conviction left no sentence stands, and nothing is final."""
    accused = prosecution.accused[appeal.accused_id]
    how: Undone = "retrial" if appeal.result == "retrial" else "reversed"
    appeals = {id: without(known, appeal) for id, known in prosecution.appeals.items()}
    again = sent_back(prosecution, appeal)
    charges = {
        charge.charge_id: replace(
            charge, verdicts=tuple(taken_away(v, appeal.against, how, again) for v in charge.verdicts)
        )
        for charge in prosecution.charges_of(appeal.accused_id)
    }
    accused = replace(
        accused,
        dispositions={s: d for s, d in accused.dispositions.items() if d.event_id not in appeal.against},
        proceedings=Pending() if isinstance(accused.proceedings, REOPENS[how]) else accused.proceedings,
    )
    prosecution = replace(
        prosecution,
        appeals=appeals,
        charges={**prosecution.charges, **charges},
        accused={**prosecution.accused, accused.accused_id: accused},
    )
    stands = convicted(prosecution, accused)
    sentences = (
        replace(s, effective=s.effective and stands and s.event_id not in appeal.against) for s in accused.sentences
    )
    accused = replace(accused, sentences=tuple(sentences))
    return replace(prosecution, accused={**prosecution.accused, accused.accused_id: accused})


def without(known: Appeal, appeal: Appeal) -> Appeal:
    """An earlier decision that was itself appealed against stands no longer."""
    return replace(known, undone=True) if known.decision in appeal.against else known


def sent_back(prosecution: Prosecution, appeal: Appeal) -> frozenset[UUID]:
    """What a court of appeal had reversed is to be tried again, where its own decision is sent back."""
    if appeal.result != "retrial":
        return frozenset()
    earlier = (known for known in prosecution.appeals.values() if known.decision in appeal.against)
    return frozenset().union(*(known.against for known in earlier))


def taken_away(verdict: Verdict, against: Collection[UUID], how: Undone, again: Collection[UUID]) -> Verdict:
    if verdict.effective and verdict.event_id in against:
        return replace(verdict, undone=how)
    return replace(verdict, undone="retrial") if not verdict.effective and verdict.event_id in again else verdict
