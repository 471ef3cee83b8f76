"""A document as found, still sealed, and as opened. Neither shows content or keys in its repr."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.vault.access import Whereabouts


@dataclass(frozen=True, slots=True)
class Opened:
    """What a reader gets."""

    ref: UUID
    version: int
    kind: str
    case_id: UUID | None
    subjects: tuple[UUID, ...]
    written_at: datetime
    content: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the vault. `wrapped` are the keys of `subjects`, in their order; None where one was destroyed."""

    ref: UUID
    version: int
    kind: str
    case_id: UUID | None
    subjects: tuple[UUID, ...]
    keys: Sequence[UUID]
    written_at: datetime
    written_by: UUID
    whereabouts: Whereabouts
    wrapped: Sequence[bytes | None] = field(repr=False)
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Found":
        return cls(
            ref=row["ref"],
            version=row["version"],
            kind=row["kind"],
            case_id=row["case_id"],
            subjects=tuple(row["subjects"]),
            keys=row["keys"],
            written_at=row["written_at"],
            written_by=row["written_by"],
            whereabouts=Whereabouts(
                row["ref"],
                row["kind"],
                row["case_id"],
                row["office_id"],
                row["deposited_by"],
                frozenset(row["deposit_offices"] or ()),
            ),
            wrapped=row["wrapped"],
            nonce=row["nonce"],
            sealed=row["sealed"],
        )

    @property
    def erased(self) -> bool:
        return any(key is None for key in self.wrapped)

    def opened(self, content: Mapping[str, Any]) -> Opened:
        return Opened(self.ref, self.version, self.kind, self.case_id, self.subjects, self.written_at, content)
