"""Statements that a victim gave to an authority: before whom, in whose presence, and how often already."""

from uuid import UUID

from casework.roles import IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Field

from intake.case.codes import StatementBefore
from intake.case.state import Case
from intake.case.victims import keep, tell

# Events. These names and fields are the storage format: never rename, add a V2.


class VictimStatementTaken(AnyEvent):
    victim_id: UUID
    before: StatementBefore
    support_person_present: bool
    is_recorded: bool = Field(alias="recorded")
    ordinal: int


# Commands


class RecordVictimStatement(
    Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}), records=VictimStatementTaken
):
    """She gave a statement. `ordinal`: her how manieth; counted here where it is left out."""

    victim_id: UUID
    before: StatementBefore
    support_person_present: bool
    is_recorded: bool = Field(alias="recorded")
    ordinal: int | None = Field(default=None, ge=1, le=1000)


Command = RecordVictimStatement
Event = VictimStatementTaken

# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    """Told again without a number it is the last one of that day; another day, or other words, is another statement."""
    victim = case.victims.get(command.victim_id)
    known = victim.told(VictimStatementTaken) if victim else []
    if command.ordinal is None:
        for told in known:
            again = told.model_copy(update=command.fields("ordinal"))
            if told.occurred_on == command.moment and again.model_dump() == told.model_dump():
                return []
    ordinal = command.ordinal or max((told.ordinal for told in known), default=0) + 1
    taken = VictimStatementTaken(**{**command.fields(), "ordinal": ordinal})
    return tell(case, command.victim_id, taken, command.occurred_on)


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return keep(case, event.victim_id, event)
