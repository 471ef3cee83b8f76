"""She was harmed again. What other teams learn of it is in the same append: a concern, and whether it is a new crime.

Guarantees that it reverses a restoration and opens a closed part again. It takes nobody into care who left: that is for
her to ask, and somebody is asked to reach her.
"""

from dataclasses import replace
from uuid import UUID

from casework.codes import RiskFrom
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Field, OnStream, Sealed

from aftercare import streams
from aftercare.case_care.closing import AftercareReopened
from aftercare.case_care.state import CaseCare
from aftercare.case_care.statements import concern
from aftercare.codes import ConcernLevel, Revictimisation
from aftercare.roles import RECORDERS
from aftercare.survivor.outcome import RestorationReversed
from aftercare.survivor.state import Restored, Survivor

# Events. These names and fields are the storage format: never rename, add a V2.


class RevictimisationReported(AnyEvent):
    """What others have to act on is no part of it: the concern beside it says how bad, and whether a new crime."""

    survivor_id: UUID
    kind: Sealed

    sealed_for = "survivor_id"


# Commands


class RecordRevictimisation(
    Fact,
    roles=RECORDERS,
    records=RevictimisationReported,
    seals=frozenset({"kind"}),
    sealed_for="survivor_id",
):
    survivor_id: UUID
    kind: Revictimisation
    level: ConcernLevel = "high"
    new_crime: bool = True
    from_: RiskFrom | None = Field(default=None, alias="from")


# Decisions


def record_revictimisation(
    survivor: Survivor, command: RecordRevictimisation, care: CaseCare
) -> list[AnyEvent | OnStream]:
    kind = command.sealed("kind")
    if (command.moment, kind.mark) in survivor.revictimised:
        return []
    here = streams.care_of(command.case_id)
    stated = concern(command.survivor_id, command.level, command.from_, new_crime=command.new_crime)
    reported = RevictimisationReported(survivor_id=command.survivor_id, kind=kind)
    events: list[AnyEvent | OnStream] = [reported, OnStream(here, stated)]
    if isinstance(survivor.stage, Restored):
        events.append(RestorationReversed(because="new_crime" if command.new_crime else "safety_concern"))
    if care.closed:
        events.append(OnStream(here, AftercareReopened(reason="revictimisation_reported")))
    return events


# What the events change


def revictimisation_reported(survivor: Survivor, event: RevictimisationReported) -> Survivor:
    return replace(survivor, revictimised=survivor.revictimised | {(event.occurred_on, event.kind.mark)})
