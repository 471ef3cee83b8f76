"""Who is an accused here, and who was called before the authority.

Guarantees that only an authority names an accused: everything else about a person is held until one did. Nobody is
removed who was charged: what became of the charges is recorded instead.
"""

from dataclasses import replace
from typing import Any, Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Field, Rejected

from legal.codes import Code, Role
from legal.prosecution.facts import AccusedFact
from legal.prosecution.rules import accused_of, alive
from legal.prosecution.state import Accused, Prosecution

Basis = Literal["fir", "charge_sheet", "court_order"]

# Events. These names and fields are the storage format: never rename, add a V2.


class AccusedRegistered(AnyEvent):
    accused_id: UUID
    roles: tuple[Role, ...] = ()
    named_by: UUID
    basis: Basis


class AccusedSummoned(AnyEvent):
    accused_id: UUID
    by_org_id: UUID | None = None


class AccusedRemoved(AnyEvent):
    """The authority's file does not name this person any more."""

    accused_id: UUID
    reason: Code


# Commands


class RecordAccusedRegistered(AccusedFact, records=AccusedRegistered):
    in_roles: tuple[Role, ...] = Field(default=(), alias="roles")
    named_by: UUID
    basis: Basis

    def told(self, *without: str) -> dict[str, Any]:
        return {**super().told("in_roles", *without), "roles": self.in_roles}


class RecordSummons(AccusedFact, records=AccusedSummoned):
    by_org_id: UUID | None = None


class RecordAccusedRemoved(AccusedFact, records=AccusedRemoved):
    reason: Code


Event = AccusedRegistered | AccusedSummoned | AccusedRemoved
Command = RecordAccusedRegistered | RecordSummons | RecordAccusedRemoved

# Rules


class AccusedIsCharged(Rejected):
    def __init__(self, accused_id: UUID) -> None:
        super().__init__(f"{accused_id} is charged here; record what became of the charges instead")


# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordAccusedRegistered():
            return [AccusedRegistered(**command.told())]
        case RecordSummons():
            alive(accused_of(prosecution, command.accused_id), command.moment)
            return [AccusedSummoned(**command.told())]
        case RecordAccusedRemoved():
            accused_of(prosecution, command.accused_id)
            if prosecution.charges_of(command.accused_id):
                raise AccusedIsCharged(command.accused_id)
            return [AccusedRemoved(**command.told())]
        case other:
            assert_never(other)


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case AccusedRegistered(accused_id=accused_id):
            known = prosecution.accused.get(accused_id) or Accused(accused_id)
            return replace(prosecution, accused={**prosecution.accused, accused_id: known})
        case AccusedSummoned():
            return prosecution
        case AccusedRemoved():
            left = {id: known for id, known in prosecution.accused.items() if id != event.accused_id}
            return replace(prosecution, accused=left)
        case other:
            assert_never(other)
