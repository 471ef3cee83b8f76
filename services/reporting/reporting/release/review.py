"""Looking again at a published release after facts behind its figures were corrected: it stands, or is superseded.

Guarantees that only what is out is looked at, and that one correction is answered once. It changes nothing published.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from casework.roles import HQ_ANALYST
from throughline.domain import Decision, Event, Field, Rejected

from reporting.release import looking_again
from reporting.release.state import Published, Release

# Events. These names and fields are the storage format: never rename, add a V2.


class ReleaseReviewed(Event):
    """`corrected` are the events that counted when it was drafted and count no more."""

    sensitivity = "internal"

    corrected: tuple[UUID, ...]


# Commands


class ReviewRelease(Decision, roles=frozenset({HQ_ANALYST})):
    """`corrected` as `GET /tasks` names them: the release stands in spite of these. Where it does not, supersede it."""

    corrected: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=10_000)]


# Rules


class NothingPublished(Rejected):
    def __init__(self) -> None:
        super().__init__("the release is not out, so nothing of it stands or falls; draft it again")


# Decisions


def review(release: Release, command: ReviewRelease) -> list[Event]:
    if not isinstance(release, Published):
        raise NothingPublished()
    new = sorted(set(command.corrected) - release.reviewed)
    if not new:
        return []
    event = ReleaseReviewed(corrected=tuple(new))
    return [event, *looking_again.answered(_reviewed(release, event))]


# What the events change


def reviewed(release: Release, event: ReleaseReviewed) -> Release:
    return _reviewed(release, event) if isinstance(release, Published) else release


def _reviewed(release: Published, event: ReleaseReviewed) -> Published:
    return replace(release, reviewed=release.reviewed | set(event.corrected))
