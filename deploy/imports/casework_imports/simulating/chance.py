"""Draws from the figures: shares and quantiles of figures.json, from one source of chance per case.

Guarantees that the same seed and number give the same draws in the same order, on every machine and at every size.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from random import Random
from typing import Any, Self


@cache
def figures() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files(__package__).joinpath("figures.json").read_text())
    return read


@dataclass
class Chance:
    random: Random

    @classmethod
    def of(cls, seed: int, number: int, about: str = "") -> Self:
        """`about`: apart from all other draws of the case, so that these stay what they are."""
        return cls(Random(f"{seed}/{number}/{about}" if about else f"{seed}/{number}"))

    def one(self, name: str) -> str:
        """One of a list, as often as its share says."""
        shares: dict[str, float] = figures()["shares"][name]["of"]
        drawn = self.random.random() * sum(shares.values())
        for value, share in shares.items():
            drawn -= share
            if drawn < 0:
                return value
        return next(reversed(shares))

    def yes(self, name: str) -> bool:
        return self.one(name) == "yes"

    def number(self, name: str) -> int:
        """Between the quantiles, straight; in the last stretch, where it is long, by the logarithm."""
        points: list[list[float]] = figures()["quantiles"][name]["at"]
        drawn = self.random.random()
        for (low, at_low), (high, at_high) in pairwise(points):
            if drawn <= high:
                share = (drawn - low) / (high - low)
                if high == 1 and at_low > 0:
                    return round(exp(log(at_low) + share * (log(at_high) - log(at_low))))
                return round(at_low + share * (at_high - at_low))
        return round(points[-1][1])

    def day(self, first: str, last: str) -> date:
        began = date.fromisoformat(first)
        return began + timedelta(self.random.randint(0, (date.fromisoformat(last) - began).days))

    def between(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def of_list(self, values: list[str]) -> str:
        return values[self.random.randrange(len(values))]
