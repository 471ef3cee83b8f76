"""What the shared rules ask of the service that embeds them, since only it knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from throughline.domain import Moment


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a consent is asked about: one subject's data, to one organisation, for one purpose, at one time."""

    consent_id: UUID
    subject_id: UUID
    to_org_id: UUID
    purpose: str
    on: Moment


@dataclass(frozen=True, slots=True)
class Ledger:
    """`covers`: the service's consents. `held`: whether a legal hold, as an open trial, keeps a subject's data.

    `ids`: all under which a subject has records. `governmental`: whether an organisation is, or may be, a government's.
    `guarded`: whether a guardian may be told in a subject's place, as far as the service knows.
    """

    covers: Callable[[Sharing], bool]
    held: Callable[[UUID], bool]
    ids: Callable[[UUID], Iterable[UUID]] = lambda subject: (subject,)
    governmental: Callable[[UUID], bool] = lambda _organisation: True
    guarded: Callable[[UUID], bool] = lambda _subject: True
