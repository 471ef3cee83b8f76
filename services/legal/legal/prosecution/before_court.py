"""Who is still before the court, and how many counts against each nobody has decided: what ends a clock hangs on it.

Guarantees that a verdict on one count of several ends nothing, nor does a source that says no more than that it goes
on. Folded from events alone, as the clocks are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from throughline.domain import Event

NO_ENDING = frozenset({"pending", "unknown"})
PARTING = frozenset({"ChargeRejected", "ChargeWithdrawn"})
OVER = frozenset(
    {
        "AccusedDied",
        "AccusedRemoved",
        "ChargeRejected",
        "ChargeWithdrawn",
        "DispositionReported",
        "JudgmentBecameFinal",
        "ProceedingsSuspended",
        "ProsecutionDiscontinued",
        "VerdictRecorded",
    }
)
BACK = frozenset({"AccusedRegistered", "ChargesFiled", "ProceedingsResumed"})


@dataclass(frozen=True, slots=True)
class Open:
    """What is left of one charge."""

    charge_id: UUID
    accused_id: UUID
    counts: int


@dataclass(frozen=True, slots=True)
class BeforeCourt:
    people: tuple[UUID, ...] = ()
    charges: tuple[Open, ...] = ()

    def whom(self, event: Event) -> UUID | None:
        """Whom an event is about: an accused, by name or by a charge."""
        said: UUID | None = getattr(event, "accused_id", None)
        charge_id = getattr(event, "charge_id", None)
        return said or next((one.accused_id for one in self.charges if one.charge_id == charge_id), None)

    def open_counts(self, accused_id: UUID | None) -> int:
        return sum(one.counts for one in self.charges if one.accused_id == accused_id)

    def ends(self, event: Event) -> bool:
        """Whether what may be an ending for its accused is one, things standing as they do after it."""
        name = type(event).__name__
        if name == "DispositionReported":
            return getattr(event, "value", "") not in NO_ENDING
        if name == "VerdictRecorded":
            return getattr(event, "verdict", "") != "hung" and self.open_counts(self.whom(event)) == 0
        return name not in PARTING or self.open_counts(self.whom(event)) == 0

    def after(self, event: Event) -> "BeforeCourt":
        known = replace(self, charges=counted(self.charges, event))
        name, accused_id = type(event).__name__, known.whom(event)
        if accused_id is None:
            return known
        if name in BACK and accused_id not in known.people:
            return replace(known, people=(*known.people, accused_id))
        if name in OVER and known.ends(event):
            return replace(known, people=tuple(one for one in known.people if one != accused_id))
        return known


NOBODY = BeforeCourt()


def counted(charges: tuple[Open, ...], event: Event) -> tuple[Open, ...]:
    match type(event).__name__:
        case "ChargesFiled":
            known = {one.charge_id for one in charges}
            filed = getattr(event, "charges", ())
            accused_id: UUID = event.accused_id  # type: ignore[attr-defined]
            new = (Open(one.charge_id, accused_id, one.counts) for one in filed if one.charge_id not in known)
            return (*charges, *new)
        case "ChargeRejected" | "ChargeWithdrawn":
            return fewer(charges, dict(event))
        case "VerdictRecorded" if getattr(event, "verdict", "") != "hung" and getattr(event, "court", "") != "appeal":
            return fewer(charges, dict(event))
        case _:
            return charges


def fewer(charges: tuple[Open, ...], said: Mapping[str, object]) -> tuple[Open, ...]:
    """`counts` None, of long ago: all that were left."""

    def left(one: Open) -> int:
        counts = said.get("counts")
        return max(0, one.counts - counts) if isinstance(counts, int) else 0

    return tuple(replace(one, counts=left(one)) if one.charge_id == said["charge_id"] else one for one in charges)
