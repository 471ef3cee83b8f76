"""The four real services between which a history is lived, and what has been said in them so far.

Aftercare has an instrument here that is not provisional and short, beside its own: only on such a one is anybody
restored.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from aftercare import assessment, case_care, definitions, survivor
from aftercare.assessment.instrument import Instrument
from aftercare.service import service as aftercare
from intake.service import service as intake
from legal.service import service as legal
from reporting.service import service as reporting
from throughline.composition import Service
from throughline.domain import Aggregate, Event
from throughline.testing.given import CASE
from throughline.testing.memory import Exchange
from throughline.testing.memory.tables import MemoryProjector

SETTLED = Instrument(
    name="short",
    version="settled-1",
    provisional=False,
    domains={"safety": ("from_threats", "at_home"), "social_support": ("one_to_trust",)},
    na_allowed=frozenset({"at_home"}),
)


def aftercare_with_a_settled_instrument() -> Service:
    instruments = {**definitions.instruments(), SETTLED.id: SETTLED}
    return replace(
        aftercare(),
        aggregates=(
            case_care.AGGREGATE,
            survivor.aggregate(definitions.policy(), instruments),
            assessment.aggregate(instruments),
        ),
    )


SERVICES: tuple[Callable[[], Service], ...] = (intake, legal, aftercare_with_a_settled_instrument, reporting)


class World(Exchange):
    """An exchange of the four, that remembers every id it was told, by the name it was told under."""

    def __init__(self) -> None:
        super().__init__([service() for service in SERVICES])
        self.ids = dict[str, list[UUID]]()
        self.looked = dict.fromkeys(self.members, 0)

    def told(self, name: str) -> list[UUID]:
        """Every id that an event gave under this field, in order; `assessment` and the like: of streams of a kind."""
        for service, member in self.members.items():
            for stored in member.store.log[self.looked[service] :]:
                record = stored.record
                self._learn(member.store.kinds[record.metadata.stream_id], record.metadata.stream_id)
                self._learn(record.metadata.event_type, record.metadata.event_id)
                for field, value in _ids(record.data):
                    self._learn(field, value)
            self.looked[service] = len(member.store.log)
        return self.ids.get(name, [])

    def _learn(self, name: str, value: UUID) -> None:
        known = self.ids.setdefault(name, [])
        if value not in known:
            known.append(value)

    def events(self, service: str, *types: type[Event] | str, counted: bool = True) -> list[Event]:
        return self.members[service].events(*types, counted=counted)

    def states(self, service: str, aggregate: str) -> dict[UUID, Any]:
        """Every stream of a kind, as it is remembered."""
        member = self.members[service]
        known = member.remembered()
        return {stream: known[stream] for stream, kind in member.store.kinds.items() if kind == aggregate}

    def shown(self, service: str) -> MemoryProjector:
        """One service's read models of the case, after all that is on its topics now."""
        reading, projector = self.members[service].watching(self.logs.get(CASE, {}))
        while unread := reading.unread:
            reading.take(unread[0], at_most=10_000)
        return projector

    def aggregates(self) -> Iterable[tuple[str, Aggregate[Any]]]:
        for name, member in self.members.items():
            for aggregate in member.service.aggregates:
                yield name, aggregate


def _ids(value: Any, field: str = "") -> Iterable[tuple[str, UUID]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _ids(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner, field)
    elif isinstance(value, str) and len(value) == 36:
        try:
            yield field, UUID(value)
        except ValueError:
            return
