"""What became of the rows: facts recorded, facts held with the rule's reason, and what was not brought in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from casework_imports.record import Left


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that is kept but does not count: which row, which fact, which rule and why."""

    row: str
    fact: str
    code: str
    missing: str


@dataclass
class Outcome:
    """Of one case. `facts` counts what is recorded by command, what was known before included.

    `positions`: the last one that each service told; `event`: the first that was recorded of it. `issues`: what of it
    its office is told, by reporting, that could not be read.
    """

    unit: str
    case_id: str
    weight: int = 1
    sent: int = 0
    added: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    held: list[Held] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    accounted: list[str] = field(default_factory=list)
    positions: dict[str, str] = field(default_factory=dict)
    event: str | None = None
    issues: int = 0

    def json(self) -> dict[str, Any]:
        lists = {"held": [asdict(one) for one in self.held], "left": [asdict(one) for one in self.left]}
        return {**vars(self), **lists, "facts": dict(self.facts)}

    @classmethod
    def parse(cls, said: Mapping[str, Any]) -> Self:
        """Raises ValueError."""
        try:
            lists = {"held": [Held(**one) for one in said["held"]], "left": [Left(**one) for one in said["left"]]}
            return cls(**{**said, **lists, "facts": Counter(said["facts"])})
        except (TypeError, KeyError) as error:
            raise ValueError(f"not an outcome: {error}") from None


@dataclass
class Result:
    """Of a whole import. `resumed`: how many of its cases an earlier run had finished. `by_unit` is filled only where
    `keep_units` says so: a set may have very many cases.
    """

    of_set: str
    cases: int = 0
    rows: int = 0
    sent: int = 0
    added: int = 0
    resumed: int = 0
    seconds: float = 0.0
    memory: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    issues: int = 0
    held: list[Held] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    accounted: set[str] = field(default_factory=set)
    by_unit: dict[str, Outcome] = field(default_factory=dict)
    keep_units: bool = False
    keep_accounted: bool = True

    def count(self, outcome: Outcome, *, before: bool = False) -> None:
        """`before`: by a run before this one, which then has sent and added nothing of it."""
        self.cases += 1
        self.rows += outcome.weight
        if before:
            self.resumed += 1
        else:
            self.sent += outcome.sent
            self.added += outcome.added
        self.facts.update(outcome.facts)
        self.issues += outcome.issues
        self.held += outcome.held
        self.left += outcome.left
        if self.keep_accounted:
            self.accounted.update(outcome.accounted)
        if self.keep_units:
            self.by_unit[outcome.unit] = outcome

    @property
    def rate(self) -> float:
        return self.sent / self.seconds if self.seconds else 0.0

    def json(self) -> dict[str, Any]:
        return {
            "set": self.of_set,
            "cases": self.cases,
            "rows": self.rows,
            "sent": self.sent,
            "added": self.added,
            "resumed": self.resumed,
            "seconds": round(self.seconds, 1),
            "perSecond": round(self.rate, 1),
            "memoryMiB": self.memory,
            "facts": dict(sorted(self.facts.items())),
            "issues": self.issues,
            "held": [asdict(one) for one in self.held],
            "notBroughtIn": [asdict(one) for one in self.left],
        }
