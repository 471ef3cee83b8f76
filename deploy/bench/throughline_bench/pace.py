"""How long and how much one run measures. Durations are seconds, rates are commands a second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """`few` is for the side that takes messages one at a time, and would hold up everybody else.

    `small` and `large` are the events that a store holds when it is young and when it has grown; `backlog` is what a
    projector finds waiting; `again` how often what takes a stack of its own is repeated; `lived` the cases made up,
    after some `lived_before`.
    """

    rounds: int
    append_seconds: float = 3.0
    events: int = 60_000
    cases: int = 3_000
    few: int = 6_000
    visible_seconds: float = 10.0
    rate: int = 100
    react_seconds: float = 4.0
    react_rate: int = 50
    rebuilt: int = 60_000
    small: int = 10_000
    large: int = 2_000_000
    backlog: int = 1_000_000
    idle_seconds: float = 20.0
    again: int = 5
    lived_before: int = 5
    lived: int = 40

    @classmethod
    def quick(cls, rounds: int) -> "Pace":
        return cls(
            rounds,
            append_seconds=1.0,
            events=18_000,
            cases=900,
            few=1_500,
            visible_seconds=3.0,
            react_seconds=1.0,
            rebuilt=10_000,
            large=100_000,
            backlog=50_000,
            idle_seconds=3.0,
            again=1,
            lived_before=2,
            lived=4,
        )
