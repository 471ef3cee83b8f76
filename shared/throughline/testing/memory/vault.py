"""The vault in memory: a seal is a number, which opens until its subject's key is destroyed. No document is kept."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from throughline.domain import Command, Event, OnStream, Sealed
from throughline.vault import Vault
from throughline.vault.fields import has_unsealed, mark_of, unsealed_fields


class MemoryVault(Vault):
    """Seals are the same on every run, which real ones never are."""

    def __init__(self) -> None:
        self.values = dict[str, tuple[UUID, Any]]()
        self.destroyed = set[UUID]()

    async def seal_command(self, conn: Any, command: Command) -> None:
        """Documents are no part of any state or read model."""

    async def seal_events(self, conn: Any, decided: Sequence[Event | OnStream]) -> list[Event | OnStream]:
        return [
            replace(item, event=self._sealed(item.event)) if isinstance(item, OnStream) else self._sealed(item)
            for item in decided
        ]

    async def marker(self, conn: Any, subject: UUID) -> Callable[[bytes], str]:
        return partial(mark_of, subject.bytes * 2)

    async def open_seals(self, seals: Sequence[tuple[str, str, str]], *, conn: Any = None) -> list[Any]:
        found = (self.values[seal] for _, _, seal in seals)
        return [None if subject in self.destroyed else value for subject, value in found]

    async def destroy_key(self, subject: UUID, conn: Any = None) -> bool:
        self.destroyed.add(subject)
        return True

    def _sealed(self, event: Event) -> Event:
        if not has_unsealed([event]):
            return event
        subject: UUID = getattr(event, type(event).sealed_for)
        seals = dict[str, Sealed]()
        for name in unsealed_fields(event):
            seal = b64encode(f"seal {len(self.values)}".encode()).decode()
            self.values[seal] = (subject, getattr(event, name).value)
            seals[name] = Sealed(seal, mark=getattr(event, name).mark)
        return event.model_copy(update=seals)
