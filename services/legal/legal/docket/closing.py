"""Legal's part of a case: closed when no prosecution expects anything, for everyone it covers, and open again.

Guarantees that closing reads every prosecution of the case, and names what is open when it says no. A fact that
whatever brings work back reopens the part (prosecution/resuming.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from throughline.domain import Decision, Fact, Rejected
from throughline.domain import Event as AnyEvent

from legal.codes import Code
from legal.docket.merging import must_not_be_merged
from legal.docket.part import LegalPartClosed, LegalPartReopened, Outcome, reopened
from legal.docket.state import Docket
from legal.prosecution.ending import expected
from legal.prosecution.rules import acquitted, convicted
from legal.prosecution.state import Prosecution
from legal.roles import CLOSERS

# Commands


class CloseLegalPart(Decision, roles=CLOSERS):
    pass


class ReopenLegalPart(Fact, opens=True, records=LegalPartReopened):
    """Only a reaction sends it: intake reopened the case."""

    reason: Code


Event = LegalPartClosed | LegalPartReopened
Command = CloseLegalPart | ReopenLegalPart

# Rules


class ProsecutionsOpen(Rejected):
    def __init__(self, still_open: Iterable[str]) -> None:
        super().__init__(
            f"not over: {'; '.join(still_open)}. Each wants a final judgment, a discontinuation, a suspension, a death "
            "or a refused complaint, and every appeal its decision"
        )


# Decisions


def decide(docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: Command) -> list[AnyEvent]:
    match command:
        case CloseLegalPart():
            must_not_be_merged(docket)
            return close(docket, prosecutions)
        case ReopenLegalPart():
            return [*reopened(command.reason)] if docket.is_closed else []
        case other:
            assert_never(other)


def close(docket: Docket, prosecutions: Mapping[UUID, Prosecution]) -> list[AnyEvent]:
    if still_open := [text for id, known in prosecutions.items() for text in expected(id, known)]:
        raise ProsecutionsOpen(still_open)
    accused = {accused_id for prosecution in prosecutions.values() for accused_id in prosecution.accused}
    covers = frozenset(docket.suspects.keys() | accused)
    if docket.covers == covers:
        return []
    return [LegalPartClosed(covers=tuple(sorted(covers, key=str)), outcome_summary=outcome(prosecutions.values()))]


def outcome(prosecutions: Iterable[Prosecution]) -> Outcome:
    """Of the whole case: a summary for people, never a figure."""
    known = list(prosecutions)
    everyone = [(prosecution, accused) for prosecution in known for accused in prosecution.accused.values()]
    guilty = any(convicted(prosecution, accused) for prosecution, accused in everyone)
    cleared = any(acquitted(*one) and not convicted(*one) for one in everyone)
    if guilty:
        return "mixed" if cleared else "any_conviction"
    if cleared:
        return "all_acquitted"
    return "no_verdict" if known else "not_prosecuted"


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    match event:
        case LegalPartClosed(covers=covers):
            return replace(docket, covers=frozenset(covers))
        case LegalPartReopened():
            return replace(docket, covers=None)
        case other:
            assert_never(other)
