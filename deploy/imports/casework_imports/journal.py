"""What an import has done so far, a line a case, so that one that was killed goes on where it was.

Guarantees that a case is in it only once all its rows were sent. It is gone when the import is complete: the next run
sends everything again, and finds that nothing is added. It says which bytes it is about; other bytes begin anew.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from casework_imports.outcome import Outcome


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Of what is brought in: the files' bytes, and whatever else the records depend on."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            while chunk := opened.read(1 << 20):
                digest.update(chunk)
    for word in more:
        digest.update(word.encode())
    return digest.hexdigest()[:24]


class Journal:
    """`done`: the cases that were finished before. What became of each stays in the file: there may be very many."""

    def __init__(self, place: Path, of_set: str, mark: str) -> None:
        self._file = place / "imports" / f"{of_set}-{mark}.jsonl"
        self.done: set[str] = set()
        self._open: TextIO | None = None

    def read(self) -> Outcome | None:
        """The last case that was finished. A last line that was cut off by a kill does not count."""
        last, whole = None, 0
        for outcome, size in self._lines():
            last, whole = outcome, whole + size
            self.done.add(outcome.unit)
        if self._file.is_file():
            with self._file.open("r+b") as kept:
                kept.truncate(whole)
        return last

    def outcomes(self) -> Iterator[Outcome]:
        return (outcome for outcome, _ in self._lines())

    def _lines(self) -> Iterator[tuple[Outcome, int]]:
        if not self._file.is_file():
            return
        with self._file.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                try:
                    yield Outcome.parse(json.loads(line)), len(line)
                except ValueError:
                    return

    def forget(self) -> None:
        """What it knows is not in the services any more: begin anew."""
        self.done.clear()
        self._file.unlink(missing_ok=True)

    def add(self, outcome: Outcome) -> None:
        if self._open is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._open = self._file.open("a")
        self._open.write(json.dumps(outcome.json()) + "\n")
        self._open.flush()

    def complete(self) -> None:
        self.close()
        self._file.unlink(missing_ok=True)

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
