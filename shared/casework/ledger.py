"""What the shared rules ask of the service that embeds them, since only it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Covers = Callable[[UUID, UUID, str, date], bool]
"""Whether this consent, of this subject, covers this purpose on this day."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """`covers`: the service's consents. `held`: whether a legal hold, as an open trial, keeps a subject's data."""

    covers: Covers
    held: Callable[[UUID], bool]
