"""What an older backup of the vault no longer has of what restored events speak of."""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from throughline.database import Conn
from throughline.domain import Event, Sealed
from throughline.sql import statements
from throughline.vault.fields import KEY_ID_BYTES

REACTION = "reaction"
"""What a reaction records refers to another service's vault."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Losses:
    """How many documents are referred to that are not there, and how many sealed fields have no key any more."""

    documents: int
    seals: int

    def __bool__(self) -> bool:
        return bool(self.documents or self.seals)


async def lost_with(conn: Conn, events: Sequence[Event]) -> Losses:
    refs = sorted({ref for event in events for ref in _references(event)})
    keys = [key for event in events for key in _keys(event)]
    if not refs and not keys:
        return Losses(0, 0)
    row = await conn.fetchrow(sql("not_in_vault"), refs, keys)
    assert row is not None
    return Losses(row["documents"], row["seals"])


def _references(event: Event) -> Iterator[UUID]:
    if event.metadata.actor_role != REACTION:
        yield from (value for name, value in event if name.endswith("_ref") and isinstance(value, UUID))


def _keys(event: Event) -> Iterable[UUID]:
    """The id of the key that sealed each sealed field."""
    seals = (value.seal for _name, value in event if isinstance(value, Sealed) and value.seal)
    return [UUID(bytes=b64decode(seal)[:KEY_ID_BYTES]) for seal in seals]
