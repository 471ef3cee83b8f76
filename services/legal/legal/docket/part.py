"""What is said of legal's part of a case as a whole: that it closed, for whom, and that it is at work again."""

from typing import Literal
from uuid import UUID

from throughline.domain import Event

from legal.codes import Code

Outcome = Literal["any_conviction", "mixed", "all_acquitted", "no_verdict", "not_prosecuted"]

# Events. These names and fields are the storage format: never rename, add a V2.


class LegalPartClosed(Event):
    covers: tuple[UUID, ...]
    outcome_summary: Outcome


class LegalPartReopened(Event):
    reason: Code


def reopened(reason: str) -> list[Event]:
    return [LegalPartReopened(reason=reason)]
