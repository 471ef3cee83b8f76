"""What the chapters of a made-up case share: its people and days, and the steps told so far.

Guarantees that nothing is told of a day after the period that is known: whatever would come later is left out, and what
rests on it as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from casework_imports.simulating.chance import Chance, figures
from casework_imports.simulating.plan import SIMULATED, Act, Answers, Step, Wait


@dataclass
class Telling:
    case_id: str
    office: str
    chance: Chance
    aside: Chance
    """For what nothing else of the case depends on: where she lives, and how she goes home."""
    steps: list[Step] = field(default_factory=list)
    over: bool = True
    """Whether everything that was begun has come to its end within the period."""
    placed: dict[str, str] = field(default_factory=dict)
    """Who has a place to live, and the word that its id is kept under."""
    owed: str = ""
    """The word under which the first event is kept that the survivors are to be told of."""

    def id(self, word: str) -> str:
        return str(uuid5(UUID(self.case_id), word))

    @property
    def partner(self) -> str:
        """The organisation that the office refers its survivors to."""
        return self.of_office("partner")

    def of_office(self, word: str) -> str:
        """The id of something that all cases of the office have in common."""
        return str(uuid5(SIMULATED, f"{word} of {self.office}"))

    @property
    def law(self) -> dict[str, str]:
        law: dict[str, str] = figures()["laws"][self.office[:3]]
        return law

    def known(self, on: date) -> bool:
        """Whether the day is within the period; if not, something is left open."""
        if on <= date.fromisoformat(figures()["period"]["known_until"]):
            return True
        self.over = False
        return False

    def act(
        self,
        service: str,
        role: str,
        command: str,
        body: Mapping[str, Any],
        on: date | None,
        authority: str | None = None,
        *,
        keep: Mapping[str, str] | None = None,
        uses: Mapping[str, str] | None = None,
        liberty: str = "",
        at: str = "",
    ) -> None:
        self.steps.append(Act(service, role, command, body, on, authority, keep or {}, uses or {}, liberty, at))

    def wait(self, wait: Wait) -> None:
        self.steps.append(wait)

    def answers(self, people: list[str], on: date) -> None:
        if people:
            self.steps.append(Answers(tuple(people), on))


def after(day: date, days: int) -> date:
    return day + timedelta(days)
