"""The accused before the court: arraigned, and what they plead to each charge.

Guarantees that somebody was charged before. A plea is no verdict: the court records that (verdicts.py).
"""

from typing import Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Rejected

from legal.prosecution.facts import AccusedFact
from legal.prosecution.rules import accused_of, alive, charge_of
from legal.prosecution.state import Prosecution

Plea = Literal["guilty", "not_guilty", "guilty_lesser", "no_contest"]

# Events. These names and fields are the storage format: never rename, add a V2.


class ArraignmentHeld(AnyEvent):
    accused_id: UUID


class PleaEntered(AnyEvent):
    accused_id: UUID
    charge_id: UUID
    plea: Plea


# Commands


class RecordArraignment(AccusedFact, records=ArraignmentHeld):
    pass


class RecordPlea(AccusedFact, records=PleaEntered):
    charge_id: UUID
    plea: Plea


Event = ArraignmentHeld | PleaEntered
Command = RecordArraignment | RecordPlea

# Rules


class NotCharged(Rejected):
    def __init__(self, accused_id: UUID) -> None:
        super().__init__(f"no charge against {accused_id} was filed; record the filing first")


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    alive(accused_of(prosecution, command.accused_id), command.moment)
    match command:
        case RecordArraignment():
            if not prosecution.charges_of(command.accused_id):
                raise NotCharged(command.accused_id)
            return [ArraignmentHeld(**command.told())]
        case RecordPlea():
            charge_of(prosecution, command.charge_id, command.accused_id)
            return [PleaEntered(**command.told())]
        case other:
            assert_never(other)


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    """Nothing that a later decision asks for."""
    return prosecution
