"""Who is known in a case: victims, as intake notes them, and the witnesses of its hearings.

Guarantees that the same notes in any order leave the same people: a newer date wins, a known value is never lost.
Whether somebody is enrolled or owed a warning follows from it, in consequences.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import get_args
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, LegalBasis, Moment, before, latest

from aftercare.case_care.state import AgeWord, CaseCare, Victim, Word
from aftercare.codes import AgeBy, Guardian, IsChild, Standing, VictimStatus
from aftercare.survivor.state import Survivor

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
    standing: Standing | None = None
    brought_to_safety_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None
    age_by: AgeBy | None = None
    counsel_id: UUID | None = None


# Commands


class NoteVictim(Fact, opens=True, records=VictimNoted):
    victim_id: UUID
    is_child: IsChild | None = None
    guardian: Guardian | None = None
    status: VictimStatus | None = None
    standing: Standing | None = None
    brought_to_safety_on: Moment | None = None
    requested_on: Moment | None = None
    declined_on: Moment | None = None
    age_by: AgeBy | None = None
    counsel_id: UUID | None = None


# Rules


def comes_anew(victim: Victim, survivor: Survivor) -> bool:
    """Whether she was brought or asked again after her care ended, or told us so after it and perhaps of after it."""
    came, ended = victim.came_on, survivor.ended
    if came is None or ended is None or victim.declined:
        return False
    heard_since = victim.came_at is not None and victim.came_at > ended.at
    return before(ended.on, came) or (heard_since and not before(came, ended.on))


# Decisions


def note_victim(care: CaseCare, command: NoteVictim, survivor: Survivor) -> list[AnyEvent]:
    """What another event says alike is noted too, so that it stands where one of them turns out to be wrong.

    A request told again is news where her care has ended since.
    """
    noted = VictimNoted(**command.fields())
    known = care.victims.get(command.victim_id)
    after = learned(known or Victim(), noted, command.legal_basis, command.moment, command.now)
    if known is None or replace(after, came_at=known.came_at) != known:
        return [noted]
    if noted != VictimNoted(victim_id=command.victim_id) and care.hears_anew(noted, command):
        return [noted]
    return [noted] if comes_anew(after, survivor) and not comes_anew(known, survivor) else []


# What the events change


def victim_noted(care: CaseCare, event: VictimNoted) -> CaseCare:
    known, told = care.victims.get(event.victim_id, Victim()), event.metadata
    after = learned(known, event, told.legal_basis, event.occurred_on, told.recorded_at)
    return replace(care, victims={**care.victims, event.victim_id: after})


def learned(known: Victim, event: VictimNoted, basis: LegalBasis | None, on: Moment, at: datetime) -> Victim:
    """What is known of her with this note, which is of `on` and was heard at `at`."""
    came = latest(event.brought_to_safety_on, event.requested_on)
    news = came is not None and latest(came, known.came_on) == came
    ages = aged(known.ages, event, on)
    return Victim(
        is_child=child_by(ages) or known.is_child,
        ages=ages,
        guardian=event.guardian or known.guardian,
        words=worded(known.words, event, on),
        brought_on=latest(known.brought_on, event.brought_to_safety_on),
        requested_on=latest(known.requested_on, event.requested_on),
        declined_on=latest(known.declined_on, event.declined_on),
        came_at=at if news else known.came_at,
        legal_basis=stronger(known.legal_basis, basis if came else None),
        counsel=known.counsel | ({event.counsel_id} if event.counsel_id else frozenset()),
    )


def aged(ages: Mapping[AgeBy, AgeWord], event: VictimNoted, on: Moment) -> Mapping[AgeBy, AgeWord]:
    """The last word of each kind by its day; of one day, what is heard last."""
    if event.is_child is None:
        return ages
    by = event.age_by or ("band" if event.is_child == "no" else "assessment")
    known = ages.get(by)
    if known and latest(known.on, on) != on:
        return ages
    return {**ages, by: AgeWord(event.is_child, on)}


def child_by(ages: Mapping[AgeBy, AgeWord]) -> IsChild | None:
    """An assessment says more than the band she was met in, whichever came later."""
    word = ages.get("assessment") or ages.get("band")
    return word.is_child if word else None


def worded(words: Mapping[Standing, Word], event: VictimNoted, on: Moment) -> Mapping[Standing, Word]:
    """Each side's last word by its day, whatever is heard first; of one day, what is heard last."""
    if event.status is None:
        return words
    side = event.standing or "agency_view"
    known = words.get(side)
    if known and latest(known.on, on) != on:
        return words
    return {**words, side: Word(event.status, on)}


def stronger(one: LegalBasis | None, other: LegalBasis | None) -> LegalBasis | None:
    """The first mandate in a fixed order, so that no order of the notes matters."""
    return min({one, other} & set(MANDATES), key=_RANK.__getitem__, default=None)


_RANK: Mapping[LegalBasis | None, int] = {basis: rank for rank, basis in enumerate(get_args(LegalBasis))}
