"""What is best for a child, as an authority determines it: where to live, whether to go home, whether to testify.

Guarantees that a child does not stay longer than 72 hours in a placement without somebody being asked for it, is moved
to no other one after that, and goes nowhere (going_home.py) against it.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from throughline.domain import Decision, Fact, Rejected
from throughline.domain import Event as AnyEvent

from aftercare.case_care.state import CaseCare
from aftercare.codes import BestInterests, BestInterestsAbout
from aftercare.roles import RECORDERS
from aftercare.survivor.state import Determination, Survivor

WITHOUT = timedelta(hours=72)

# Events. These names and fields are the storage format: never rename, add a V2.


class BestInterestsDetermined(AnyEvent):
    about: BestInterestsAbout
    decision: BestInterests
    child_heard: bool
    authority_org_id: UUID


# Commands


class RecordBestInterestsDetermined(Fact, roles=RECORDERS, records=BestInterestsDetermined):
    survivor_id: UUID
    about: BestInterestsAbout
    decision: BestInterests
    child_heard: bool
    authority_org_id: UUID


class CheckBestInterests(Decision):
    """Issued by the clock, 72 hours after a placement started."""

    survivor_id: UUID
    placement_id: UUID


# Rules


class BestInterestsFirst(Rejected):
    def __init__(self, survivor_id: UUID, about: str) -> None:
        super().__init__(
            f"{survivor_id} is a child, or may be, and nobody determined her best interests about {about}; record what "
            "the authority determined first"
        )


class AgainstBestInterests(Rejected):
    def __init__(self, survivor_id: UUID, about: str) -> None:
        super().__init__(f"the authority determined that this {about} is not in the best interests of {survivor_id}")


def determined(survivor: Survivor, about: BestInterestsAbout) -> Determination | None:
    return survivor.best_interests.get(about)


def child(care: CaseCare, survivor_id: UUID) -> bool:
    """Whether she is a child, or nobody could say that she is none: doubt counts as yes."""
    victim = care.victims.get(survivor_id)
    return victim is not None and victim.may_be_child


def has_to_be_determined(survivor: Survivor, since: datetime | None, now: datetime) -> bool:
    """Whether a placement of that long wants the authority's word, and there is none."""
    return since is not None and now > since + WITHOUT and determined(survivor, "placement") is None


# Decisions


def record(survivor: Survivor, command: RecordBestInterestsDetermined) -> list[AnyEvent]:
    known = determined(survivor, command.about)
    said = Determination(command.decision, command.child_heard, command.authority_org_id, command.moment)
    return [] if known == said else [BestInterestsDetermined(**command.fields("survivor_id"))]


# What the events change


def best_interests_determined(survivor: Survivor, event: BestInterestsDetermined) -> Survivor:
    said = Determination(event.decision, event.child_heard, event.authority_org_id, event.occurred_on)
    return replace(survivor, best_interests={**survivor.best_interests, event.about: said})
