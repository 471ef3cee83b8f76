"""A stream as folded so far: its state, its version, and what its events say of the case they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.domain import ON_EVERY_STREAM, Aggregate, Event, FactCorrected
from throughline.domain.corrected import effective, said_of


@dataclass(frozen=True, slots=True)
class Folded:
    """`version` 0 is a stream that does not exist. `recorded_at` is its last event's, which time never goes behind.

    A stream that holds nothing but what could not be taken yet is not `opened`.
    """

    state: Any
    version: int = 0
    case_id: UUID | None = None
    opened: bool = False
    recorded_at: datetime | None = None
    office_id: str | None = None
    jurisdiction: str | None = None
    case_reference: str | None = None

    @staticmethod
    def of_history(aggregate: Aggregate[Any], events: Sequence[Event]) -> "Folded":
        """A stream from all its events, as they are corrected."""
        folded = Folded(aggregate.initial)
        state = aggregate.initial
        for event in effective(events, said_of):
            state = aggregate.fold(state, event)
        for event in events:
            folded = folded._after(event, state)
        return folded

    def with_events(self, aggregate: Aggregate[Any], events: Iterable[Event]) -> "Folded":
        """This stream after further recorded events, none of which corrects an earlier one."""
        folded = self
        for event in events:
            folded = folded._after(event, aggregate.fold(folded.state, event))
        return folded

    def _after(self, event: Event, state: Any) -> "Folded":
        """In this state after an event. What is once known of the case stays known."""
        known = event.metadata
        return Folded(
            state=state,
            version=known.stream_version,
            case_id=known.case_id,
            opened=self.opened or not isinstance(event, ON_EVERY_STREAM),
            recorded_at=known.recorded_at,
            office_id=known.office_id or self.office_id,
            jurisdiction=known.jurisdiction or self.jurisdiction,
            case_reference=known.case_reference or self.case_reference,
        )


def corrects(events: Iterable[Event]) -> bool:
    """Whether any of these makes an earlier event not count."""
    return any(isinstance(event, FactCorrected) for event in events)
