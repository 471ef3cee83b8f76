"""What became of a batch, in numbers: every record received is applied, ignored, a duplicate, held or parked."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.feed.checking import Checked
from throughline.feed.consumer import Failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: counts of records, and what was parked."""

    applied: int
    ignored: int
    duplicates: int
    held: int
    parked: Sequence[Failure]

    @staticmethod
    def of(checked: Checked, ignored: int, parked: Sequence[Failure]) -> "Outcome":
        return Outcome(
            applied=len(checked.apply) + len(checked.parked) - ignored - _records(parked),
            ignored=ignored,
            duplicates=checked.duplicates,
            held=len(checked.held) - len(checked.released),
            parked=parked,
        )

    @property
    def parked_records(self) -> int:
        """Parked records, each once: several reactions may have parked the same."""
        return _records(self.parked)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "applied": self.applied,
            "ignored": self.ignored,
            "duplicate": self.duplicates,
            "held": max(0, self.held),
            "parked": self.parked_records,
        }


NOTHING = Outcome(0, 0, 0, 0, ())


def _records(failures: Sequence[Failure]) -> int:
    return len({failure.arrived.place for failure in failures})
