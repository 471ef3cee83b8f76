"""The words a story is written in: acts through a service's door, things to wait for, and the cast they speak of.

A step is data; playing.py carries it out. Ids follow from the case's id and a word, so that a repeated act is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

OFFICE = "PHL-MNL"

INVESTIGATOR = "investigator"
LAWYER = "lawyer"
SOCIAL_WORKER = "social_worker"
DIRECTOR = "director"
PARTNER = "government_partner"

POLICE, PROSECUTOR, COURT, APPEAL_COURT = "police", "prosecutor", "trial_court", "appeal_court"

# Today, a little ahead of the clock: what is dated today must not lie in the past before the story is told.
AHEAD = timedelta(minutes=10)


@dataclass
class Cast:
    """Whom and what a telling is about. `known` is what answers named, `causes` the liberty facts, by occasion."""

    case_id: UUID
    began: datetime = field(default_factory=lambda: datetime.now(UTC) + AHEAD)
    known: dict[str, Any] = field(default_factory=dict)
    causes: dict[str, list[str]] = field(default_factory=dict)

    def id(self, word: str) -> str:
        """The id of somebody or something of this case that the story itself names."""
        return str(uuid5(self.case_id, word))

    def day(self, days: int) -> str:
        """A day, counted from today."""
        return (self.began + timedelta(days=days)).date().isoformat()

    def __getitem__(self, word: str) -> Any:
        return self.known[word]


Body = Callable[[Cast], Mapping[str, Any]]


def nothing(_cast: Cast) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Act:
    """One command. `day` is when it happened (None: now), `authority` whose act it was, `keep` what to remember of the
    answer, `liberty` the occasion under which it is a cause of safety re-checks, `refused` the code of an expected no.
    """

    service: str
    role: str
    command: str
    says: str
    body: Body = nothing
    day: int | None = None
    authority: str | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    liberty: str | None = None
    refused: str | None = None


@dataclass(frozen=True)
class Deposit:
    """One document into the vault of a service, before the fact that refers to it; its reference is kept as `keep`."""

    service: str
    role: str
    kind: str
    says: str
    keep: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One CloudEvent of a partner organisation on its inbound topic."""

    organisation: str
    fact: str
    says: str
    body: Body


@dataclass(frozen=True)
class Wait:
    """Until what the service shows at `path` is so; nothing here waits for time alone."""

    service: str
    role: str
    path: str
    says: str
    until: Callable[[Cast, Any], bool]
    keep: Callable[[Any], Mapping[str, Any]] | None = None


Step = Act | Deposit | Call | Wait


@dataclass(frozen=True)
class Chapter:
    """`tells` is the chapter in one line, with `{reference}` and the like from what is known by its end."""

    title: str
    tells: str
    steps: Sequence[Step]
