"""One random key per subject, wrapped by the service key, in a table of its own.

Guarantees that two transactions never give one subject two living keys, and that nothing is sealed under a key that
is being destroyed meanwhile. It does not wipe what the database, its WAL and its backups remember of a destroyed
key's wrapped form: for those the service key, kept elsewhere, is what protects.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from throughline.database import Conn
from throughline.sql import statements
from throughline.vault import sealing
from throughline.vault.unwrapped import UnwrappedKeys

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """`key_id` says which of a subject's keys, living or destroyed, sealed a document."""

    key_id: UUID
    key: bytes = field(repr=False)


class SubjectKeys:
    """Works on the connection it is given; sealing needs one inside a transaction."""

    def __init__(self, service_key: bytes) -> None:
        if len(service_key) < sealing.KEY_BYTES:
            raise ValueError(f"the service key has {len(service_key)} bytes; it needs {sealing.KEY_BYTES} or more")
        self._service_key = service_key
        self._unwrapped = UnwrappedKeys()

    async def for_sealing(self, conn: Conn, subjects: Iterable[UUID]) -> dict[UUID, SubjectKey]:
        """The living key of each subject, locked against destruction until the transaction ends; made where missing."""
        wanted = sorted(set(subjects))
        while True:
            rows = await conn.fetch(sql("living_keys"), wanted)
            found = {row["subject"]: SubjectKey(row["key_id"], self.unwrap(**row)) for row in rows}
            if missing := [subject for subject in wanted if subject not in found]:
                wrapped = [sealing.wrap(self._service_key, subject, sealing.new_key()) for subject in missing]
                await conn.execute(sql("create_keys"), [uuid4() for _ in missing], missing, wrapped)
            else:
                return found

    def unwrap(self, key_id: UUID, subject: UUID, wrapped: bytes) -> bytes:
        """Raises SealBroken."""
        return self._unwrapped.get(key_id, lambda: sealing.unwrap(self._service_key, subject, wrapped))

    def unwrap_all(
        self, ids: Sequence[UUID], subjects: Sequence[UUID], wrapped: Sequence[bytes | None]
    ) -> list[bytes] | None:
        """The keys of a document, in its order; None where one of them has been destroyed."""
        living = [one for one in wrapped if one is not None]
        if len(living) < len(ids):
            return None
        return [self.unwrap(*each) for each in zip(ids, subjects, living, strict=True)]

    async def destroy(self, conn: Conn, subject: UUID) -> bool:
        """Destroy the subject's living key. False: there was none."""
        key_id = await conn.fetchval(sql("destroy_key"), subject)
        if key_id is not None:
            self._unwrapped.forget(key_id)
        return key_id is not None
