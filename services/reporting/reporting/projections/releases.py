"""One row a release: its tables as drafted, which publishing freezes, and what came of it.

`touched` are the corrections behind its figures, with the figures; another draft knows of its own only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.projection import Change, ReadModel, on

from reporting.projections.counting import latest
from reporting.projections.own import OWN
from reporting.release import ReleaseDrafted, ReleasePublished, ReleaseReviewed, ReleaseSuperseded, ReleaseTouched
from reporting.release.drafting import hash_of


@dataclass(frozen=True, slots=True)
class Release:
    case_id: UUID
    office_id: str | None = None
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    snapshot_hash: str = ""
    drafted_at: datetime | None = None
    published_at: datetime | None = None
    superseded_by: UUID | None = None
    touched: Mapping[str, Any] = field(default_factory=dict)
    reviewed: tuple[UUID, ...] = ()
    recorded_at: datetime | None = None


class Releases(ReadModel[Release]):
    name = "releases"
    row = Release
    generation = 3
    ignores = OWN - {ReleaseDrafted, ReleasePublished, ReleaseReviewed, ReleaseSuperseded, ReleaseTouched}

    @on(ReleaseDrafted)
    def drafted(self, event: ReleaseDrafted, origin: Metadata) -> Iterator[Change]:
        yield self._touch(
            origin,
            office_id=origin.office_id,
            snapshot=event.model_dump(mode="json", by_alias=True),
            snapshot_hash=hash_of(event),
            drafted_at=origin.recorded_at,
            touched={},
        )

    @on(ReleasePublished)
    def published(self, event: ReleasePublished, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin, snapshot_hash=event.snapshot_hash, published_at=origin.recorded_at)

    @on(ReleaseSuperseded)
    def superseded(self, event: ReleaseSuperseded, origin: Metadata) -> Iterator[Change]:
        yield self._touch(origin, superseded_by=event.by)

    @on(ReleaseReviewed)
    def reviewed(self, event: ReleaseReviewed, origin: Metadata) -> Iterator[Change]:
        touched = self._touch(origin)
        yield Change(
            touched.key,
            lambda row: replace(touched.apply(row), reviewed=tuple(sorted({*row.reviewed, *event.corrected}))),
        )

    @on(ReleaseTouched)
    def touched(self, event: ReleaseTouched, origin: Metadata) -> Iterator[Change]:
        known, new = self._touch(origin), {str(one): list(event.figures) for one in event.corrected}
        yield Change(known.key, lambda row: replace(known.apply(row), touched={**row.touched, **new}))

    def _touch(self, origin: Metadata, **changed: object) -> Change:
        return self.upsert(
            origin.case_id,
            lambda row: replace(row, **changed, recorded_at=latest(row.recorded_at, origin)),  # type: ignore[arg-type]
        )
