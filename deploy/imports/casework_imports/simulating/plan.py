"""A made-up case as data: who sends which command, about which day, and what each waits for. No clock, no doors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID, uuid5

SIMULATED = UUID("d1b0f3f4-6c2e-5f0a-9f67-0a4a55d8c9e3")

INVESTIGATOR, LAWYER, SOCIAL_WORKER, DIRECTOR = "investigator", "lawyer", "social_worker", "director"


@dataclass(frozen=True, slots=True)
class Act:
    """One command. `keep`: what to remember of the answer, by name; `uses`: what was remembered, by field.

    `liberty`: whose it changes, so that safety re-checks are waited for. `at`: of what it is where that is no case, as
    `/programmes/{programme}`, by the word that its id is kept under.
    """

    service: str
    role: str
    command: str
    body: Mapping[str, Any]
    on: date | None = None
    authority: str | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, str] = field(default_factory=dict)
    liberty: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Until another team has heard of what was done, by itself: `people` and what it is `about`: a hearing by its id,
    an event by the word it is kept under.
    """

    until: Literal["enrolled", "suspected", "prosecuted", "scheduled", "ready", "told", "tried", "closed", "programme"]
    people: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every open safety re-check is answered, once those set off since the last time have fallen due for `people`."""

    people: tuple[str, ...]
    on: date


Step = Act | Wait | Answers


@dataclass(frozen=True, slots=True)
class Plan:
    """`closes`: whether the case is over within the time that is told of. `number` 0: what an office does besides."""

    seed: int
    number: int
    office: str
    fate: str
    steps: Sequence[Step]
    closes: bool

    @property
    def is_case(self) -> bool:
        return self.number > 0

    @property
    def case_id(self) -> str:
        return case_id(self.seed, self.number)

    def key(self, place: int) -> str:
        return f"simulate {self.seed}/{self.number or self.office} {place}"


def case_id(seed: int, number: int) -> str:
    return str(uuid5(SIMULATED, f"{seed}/{number}"))
