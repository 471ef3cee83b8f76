"""What else somebody said: a consent is good for a purpose only as long as it is her last word on it.

Guarantees that a later refusal, a withdrawal, or an organisation that she will not have told, stands against every
consent of hers that was not surely given after it. Where it is not sure which came first, the refusal counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from throughline.domain import Moment, before

SHARE = "share_with_partner:"


@dataclass(frozen=True, slots=True)
class Word:
    """What one consent of hers says yes and no to, and since when: None where that is not heard of yet."""

    given_on: Moment | None
    yes: frozenset[str]
    no: frozenset[str]
    withdrawn_on: Moment | None = None


def sharing_with(org_id: UUID) -> str:
    """The purpose that lets this organisation know."""
    return f"{SHARE}{org_id}"


def is_last_word(word: Word, all_of_hers: Iterable[Word], purposes: frozenset[str], day: Moment) -> bool:
    """Whether it says yes to every one of these purposes, and nothing she said by that day stands against it."""
    if not purposes <= word.yes or word.given_on is None:
        return False
    refusals = (refused for said in all_of_hers for purpose in purposes for refused in _refused(said, purpose))
    return all(before(refused, word.given_on) or before(day, refused) for refused in refusals)


def _refused(said: Word, purpose: str) -> Iterator[Moment]:
    if said.given_on is not None and purpose in said.no:
        yield said.given_on
    if said.withdrawn_on is not None and purpose in said.yes:
        yield said.withdrawn_on
