"""Whether somebody who was brought to safety may leave, as it changes. Detention is written down, not hidden."""

from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from intake.case.codes import Liberty
from intake.case.safety import MEET_VICTIMS
from intake.case.state import Case
from intake.case.victims import keep, tell

# Events. These names and fields are the storage format: never rename, add a V2.


class LibertyChanged(AnyEvent):
    victim_id: UUID
    liberty: Liberty


# Commands


class RecordLibertyChanged(Fact, roles=MEET_VICTIMS, records=LibertyChanged):
    """She may leave now, or may not any more."""

    victim_id: UUID
    liberty: Liberty


Command = RecordLibertyChanged
Event = LibertyChanged

# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    return tell(case, command.victim_id, LibertyChanged(**command.fields()), command.occurred_on)


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return keep(case, event.victim_id, event)
