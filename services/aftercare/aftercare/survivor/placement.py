"""Where she lives while in care. The facility is a reference into the vault and never leaves aftercare.

Guarantees at most one open placement, and that a placement in a closed place says by whose order.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Decision, Fact, Rejected, Sealed
from throughline.domain import Event as AnyEvent

from aftercare.case_care.state import CaseCare
from aftercare.codes import Liberty, PlacementEndReason, PlacementType
from aftercare.roles import CARERS, RECORDERS
from aftercare.survivor.best_interests import BestInterestsFirst, child, has_to_be_determined
from aftercare.survivor.state import Placement, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class PlacementStarted(AnyEvent):
    placement_id: UUID
    survivor_id: UUID
    type: Sealed
    liberty: Liberty
    order_authority: UUID | None = None
    facility_ref: UUID

    sealed_for = "survivor_id"


class PlacementEnded(AnyEvent):
    placement_id: UUID
    reason: PlacementEndReason


# Commands


class StartPlacement(Decision, roles=CARERS, seals=frozenset({"type"}), sealed_for="survivor_id"):
    """`facility_ref` names a document deposited in the vault before."""

    survivor_id: UUID
    type: PlacementType
    liberty: Liberty
    order_authority: UUID | None = None
    facility_ref: UUID


class RecordPlacementEnded(Fact, roles=RECORDERS, records=PlacementEnded):
    survivor_id: UUID
    placement_id: UUID
    reason: PlacementEndReason


# Rules


class PlacementAlreadyOpen(Rejected):
    def __init__(self, placement: Placement) -> None:
        super().__init__(f"placement {placement.placement_id} is open; record its end first")


class NoOrderNamed(Rejected):
    def __init__(self) -> None:
        super().__init__("a placement closed by order names the authority that ordered it")


class UnknownPlacement(Rejected):
    def __init__(self, placement_id: UUID) -> None:
        super().__init__(f"placement {placement_id} was never started; record its start first")


# Decisions


def start_placement(survivor: Survivor, command: StartPlacement, care: CaseCare) -> list[AnyEvent]:
    """The first of a child may be anywhere safe; after 72 hours in care a further one wants the authority's word."""
    open_, kind = survivor.placement, command.sealed("type")
    if open_ and (open_.mark, open_.facility_ref) == (kind.mark, command.facility_ref):
        return []
    if open_:
        raise PlacementAlreadyOpen(open_)
    if child(care, command.survivor_id) and has_to_be_determined(survivor, survivor.started_at, command.now):
        raise BestInterestsFirst(command.survivor_id, "placement")
    if command.liberty == "closed_by_order" and command.order_authority is None:
        raise NoOrderNamed
    return [PlacementStarted(placement_id=command.id_for("placement"), type=kind, **command.fields("type"))]


def record_placement_ended(survivor: Survivor, command: RecordPlacementEnded) -> list[AnyEvent]:
    if command.placement_id not in survivor.placements:
        raise UnknownPlacement(command.placement_id)
    if survivor.placement is None or survivor.placement.placement_id != command.placement_id:
        return []
    return [PlacementEnded(**command.fields("survivor_id"))]


# What the events change


def placement_started(survivor: Survivor, event: PlacementStarted) -> Survivor:
    placement = Placement(event.placement_id, event.type.mark, event.facility_ref, event.metadata.recorded_at)
    return replace(survivor, placement=placement, placements=survivor.placements | {event.placement_id})


def placement_ended(survivor: Survivor, event: PlacementEnded) -> Survivor:
    return replace(survivor, placement=None)
