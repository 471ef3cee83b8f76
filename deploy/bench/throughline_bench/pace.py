"""How long and how much one run measures. Durations are seconds, `rate` is commands a second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """`few` is for the side that takes messages one at a time, and would hold up everybody else."""

    rounds: int
    append_seconds: float = 3.0
    events: int = 60_000
    cases: int = 3_000
    few: int = 6_000
    visible_seconds: float = 10.0
    rate: int = 100

    @classmethod
    def quick(cls, rounds: int) -> "Pace":
        return cls(rounds, append_seconds=1.0, events=18_000, cases=900, few=1_500, visible_seconds=3.0)
