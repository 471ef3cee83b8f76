"""Publishing a draft as it is, and superseding it by another release; neither changes what was published.

Guarantees that what is published is what was drafted, by its hash, and that a release is superseded once.
"""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from casework.roles import HQ_ANALYST
from throughline.domain import Decision, Event, Field, Rejected

from reporting.release import looking_again
from reporting.release.state import Drafted, Published, Release, Undrafted

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class ReleasePublished(Event):
    sensitivity = "public"

    snapshot_hash: Hash


class ReleaseSuperseded(Event):
    sensitivity = "public"

    by: UUID


# Commands


class PublishRelease(Decision, roles=frozenset({HQ_ANALYST})):
    """`snapshotHash` is that of the draft as read, so that nothing is published that nobody looked at."""

    snapshot_hash: Hash


class SupersedeRelease(Decision, roles=frozenset({HQ_ANALYST})):
    by: UUID


# Rules


class NothingDrafted(Rejected):
    def __init__(self) -> None:
        super().__init__("the release has no draft; draft it first")


class AnotherDraft(Rejected):
    def __init__(self, snapshot_hash: str) -> None:
        super().__init__(f"the draft is another one now, {snapshot_hash}; read it before it is published")


class NotPublished(Rejected):
    def __init__(self) -> None:
        super().__init__("the release is not published, so nothing supersedes it; draft it again")


class SupersededByItself(Rejected):
    def __init__(self) -> None:
        super().__init__("a release is superseded by another one; name that")


class SupersededOtherwise(Rejected):
    def __init__(self, by: UUID) -> None:
        super().__init__(f"release {by} supersedes it already; supersede that one")


# Decisions


def publish(release: Release, command: PublishRelease) -> list[Event]:
    match release:
        case Published(snapshot_hash=known) if known == command.snapshot_hash:
            return []
        case Published(snapshot_hash=known) | Drafted(snapshot_hash=known) if known != command.snapshot_hash:
            raise AnotherDraft(known)
        case Drafted():
            event = ReleasePublished(snapshot_hash=command.snapshot_hash)
            return [event, *looking_again.task(published(release, event), command)]
        case _:
            raise NothingDrafted()


def supersede(release: Release, command: SupersedeRelease) -> list[Event]:
    if not isinstance(release, Published):
        raise NotPublished()
    if command.by == command.case_id:
        raise SupersededByItself()
    if release.superseded_by and release.superseded_by != command.by:
        raise SupersededOtherwise(release.superseded_by)
    if release.superseded_by:
        return []
    return [ReleaseSuperseded(by=command.by), *looking_again.answered(release, all_of_it=True)]


# What the events change


def published(release: Release, event: ReleasePublished) -> Release:
    if not isinstance(release, Drafted):
        return release
    return Published(event.snapshot_hash, release.drafted_at, release.figures, release.touched)


def superseded(release: Release, event: ReleaseSuperseded) -> Release:
    return release if isinstance(release, Undrafted | Drafted) else replace(release, superseded_by=event.by)
