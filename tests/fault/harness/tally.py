"""What a run counts: how often each fault struck, and what came of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from throughline.sql import statements

from harness.arena import LOGGED, SERVICES, Arena
from harness.faults.fault import Fault

COUNTED = ("redelivered", "held", "parked", "refused", "joined")
ENOUGH = 5
"""A fault that struck so often must have caused what it should."""
sql = statements("harness")


@dataclass
class Tally:
    """By fault: how often it struck and what was done then, how often all was well again, and what it caused; what two
    faults caused that struck at once is counted for both."""

    strikes: Counter[str] = field(default_factory=Counter)
    struck: dict[str, Counter[str]] = field(default_factory=dict)
    recovered: Counter[str] = field(default_factory=Counter)
    caused: dict[str, Counter[str]] = field(default_factory=dict)
    seconds: float = 0.0

    def note(self, fault: str, done: list[str], caused: Counter[str], recovered: bool) -> None:
        self.strikes[fault] += bool(done)
        self.struck.setdefault(fault, Counter()).update(done)
        self.caused.setdefault(fault, Counter()).update(caused)
        self.recovered[fault] += recovered

    def without_effect(self, faults: Iterable[Fault], strikes: int = 1) -> list[str]:
        """Which of these struck so often and caused none of what they should."""
        return [
            f"{fault.name} ({what})"
            for fault in faults
            for what in sorted(fault.causes)
            if self.strikes[fault.name] >= strikes and not self.caused[fault.name][what]
        ]

    def report(self) -> str:
        heads = ["fault", "struck", "recovered", *COUNTED, "of which"]
        rows = [
            [
                fault,
                str(self.strikes[fault]),
                str(self.recovered[fault]),
                *(str(self.caused[fault][what]) for what in COUNTED),
                ", ".join(f"{times} {what}" for what, times in sorted(done.items())[:6]),
            ]
            for fault, done in self.struck.items()
        ]
        widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
        return "\n".join(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in [heads, *rows]
        )


async def counts(arena: Arena) -> Counter[str]:
    """What feeds have counted so far, and what stands in the processes' logs only."""
    found = Counter[str]()
    for service in SERVICES:
        found.update({name: int(value) for name, value in (await arena.row(service, sql("counted"))).items()})
    return found + Counter({what: arena.logged(what) for what in LOGGED})
