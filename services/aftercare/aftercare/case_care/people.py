"""Who is known in a case: victims, as intake notes them, and the witnesses of its hearings.

Guarantees that the same notes in any order leave the same people: a newer date wins, a known value is never lost.
Whether somebody is enrolled or owed a warning follows from it, in consequences.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, LegalBasis, Moment

from aftercare.case_care.state import CaseCare, Victim
from aftercare.codes import Guardian, IsChild, VictimStatus
from aftercare.days import latest

MANDATES: tuple[LegalBasis, ...] = ("public_mandate", "legal_obligation")
"""The bases on which the fact that brings her also enrols her. Vital interest needs a named worker (enrolment.py)."""

# Events. These names and fields are the storage format: never rename, add a V2.


class CareOpened(AnyEvent):
    pass


class VictimNoted(AnyEvent):
    victim_id: UUID
    is_child: IsChild | None = None
    guardian: Guardian | None = None
    status: VictimStatus | None = None
    brought_to_safety_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None


# Commands


class NoteVictim(Fact, opens=True, records=VictimNoted):
    victim_id: UUID
    is_child: IsChild | None = None
    guardian: Guardian | None = None
    status: VictimStatus | None = None
    brought_to_safety_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None


# Decisions


def note_victim(care: CaseCare, command: NoteVictim) -> list[AnyEvent]:
    noted = VictimNoted(**command.fields())
    known = care.victims.get(command.victim_id)
    return [] if known == learned(known or Victim(), noted, command.legal_basis) else [noted]


# What the events change


def victim_noted(care: CaseCare, event: VictimNoted) -> CaseCare:
    known = care.victims.get(event.victim_id, Victim())
    return replace(care, victims={**care.victims, event.victim_id: learned(known, event, event.metadata.legal_basis)})


def learned(known: Victim, event: VictimNoted, basis: LegalBasis | None) -> Victim:
    """What is known of her with this note. Status is what was said last; nothing here hangs on it."""
    comes = event.brought_to_safety_on is not None or event.requested_on is not None
    return Victim(
        is_child=event.is_child or known.is_child,
        guardian=event.guardian or known.guardian,
        status=event.status or known.status,
        brought_on=latest(known.brought_on, event.brought_to_safety_on),
        requested_on=latest(known.requested_on, event.requested_on),
        declined_on=latest(known.declined_on, event.declined_on),
        legal_basis=stronger(known.legal_basis, basis if comes else None),
    )


def stronger(one: LegalBasis | None, other: LegalBasis | None) -> LegalBasis | None:
    """The first mandate in a fixed order, so that no order of the notes matters."""
    return min({one, other} & set(MANDATES), key=_RANK.__getitem__, default=None)


_RANK: Mapping[LegalBasis | None, int] = {basis: rank for rank, basis in enumerate(get_args(LegalBasis))}
