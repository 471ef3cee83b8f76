"""Whether somebody is a victim of trafficking, as an authority officially holds and as the agency sees it.

Guarantees that both views are kept side by side, and that only an authority's word counts as official. "Not a victim"
ends no care: it takes out only who was neither rescued nor asks (state.py).
"""

from dataclasses import replace
from uuid import UUID

from casework.htcds import DecidedBy, TraffickingStatus
from casework.roles import IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event, Fact, Rejected

from intake.case.codes import Code, Standing
from intake.case.state import Case, Determination, Victim, said_before
from intake.case.victims import met_first

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimStatusDetermined(Event):
    victim_id: UUID
    status: TraffickingStatus
    decided_by: DecidedBy
    standing: Standing
    reason: Code | None = None


# Commands


class RecordVictimStatus(
    Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}), records=VictimStatusDetermined
):
    """Somebody determined her status: officially, or as the agency's own view."""

    victim_id: UUID
    status: TraffickingStatus
    decided_by: DecidedBy
    standing: Standing
    reason: Code | None = None


# Rules


class OfficialNeedsAuthority(Rejected):
    def __init__(self) -> None:
        super().__init__("an NGO determines no official status; record it as agency_view, or name the authority's kind")


# Decisions


def record_victim_status(case: Case, command: RecordVictimStatus) -> list[Event]:
    if command.standing == "official" and command.decided_by == "NGO":
        raise OfficialNeedsAuthority()
    determined = VictimStatusDetermined(**command.fields())
    known = case.victims.get(command.victim_id)
    if known and said_before(last_said(known, command), determined, command.occurred_on):
        return []
    return met_first(case, command.victim_id, determined)


def last_said(victim: Victim, command: RecordVictimStatus) -> Event | None:
    """The word that this may repeat: the last one of the day it names, else the latest of all."""
    if command.occurred_on is None:
        word = victim.status(command.standing)
        return word.said if word else None
    of_the_day = [
        one.said for one in victim.determinations if one.standing == command.standing and one.on == command.occurred_on
    ]
    return of_the_day[-1] if of_the_day else None


# What the events change


def determined(case: Case, event: VictimStatusDetermined) -> Case:
    known = case.victims[event.victim_id]
    word = Determination(event.standing, event.status, event.occurred_on, event)
    victim = replace(known, determinations=(*known.determinations, word))
    return replace(case, victims={**case.victims, event.victim_id: victim})
