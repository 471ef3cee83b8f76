"""The state of one item of evidence: who has it, and what became of it in court."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

EVIDENCE = "Evidence"


@dataclass(frozen=True, slots=True)
class Evidence:
    """`custodian` None: nothing was collected yet."""

    item_id: UUID | None = None
    custodian: UUID | None = None
    sha256: str | None = None
    ruling: Literal["none", "admitted", "excluded"] = "none"
    told: frozenset[tuple[str, ...]] = frozenset()
