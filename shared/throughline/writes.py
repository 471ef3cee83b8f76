"""Statements that are carried out as one: a batch is one round trip, and one transaction with no begin and no end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_PARAMETER = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True)
class Write:
    """One statement with its arguments."""

    text: str
    args: Sequence[Any]


def together(first: Write, others: Iterable[Write]) -> Write:
    """One statement that does all of them or nothing, and returns what `first` does, which Postgres runs first.

    No two of them may change the same row.
    """
    others = list(others)
    texts = tuple((write.text, len(write.args)) for write in (first, *others))
    return Write(_joined(texts), [arg for write in (first, *others) for arg in write.args])


@lru_cache(maxsize=1000)
def _joined(texts: tuple[tuple[str, int], ...]) -> str:
    (first, before), named = texts[0], list[str]()
    for number, (text, width) in enumerate(texts[1:], 1):
        named.append(f"w{number} as (\n{_moved(text, before)}\n)")
        before += width
    return f"with {', '.join(named)}\n{first}" if named else first


def _moved(text: str, by: int) -> str:
    """The statement, its parameters numbered after those of the ones before it."""
    return _PARAMETER.sub(lambda found: f"${int(found[1]) + by}", text.rstrip().removesuffix(";"))
