"""Hearings, as legal schedules and ends them. Some are warned of (bail, judgment, appeal), testimony is prepared for.

Guarantees that a hearing that was called off stays so, in whatever order the notes arrive, and that its warning goes
with it: the new date is a new hearing, with a warning of its own. A summons whose hearing nobody has named yet is noted
as a hearing without a date, so that its witness is known.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Field, Moment

from aftercare.case_care.state import CaseCare, Hearing
from aftercare.codes import HearingState, HearingType

RANK: dict[HearingState, int] = {"summoned": 0, "scheduled": 1, "held": 2, "adjourned": 3, "vacated": 4}

# Events. These names and fields are the storage format: never rename, add a V2.


class HearingNoted(AnyEvent):
    hearing_id: UUID
    type: HearingType | None = None
    on_: Moment | None = Field(default=None, alias="on")
    witness_ids: tuple[UUID, ...] = ()
    state: HearingState
    testified_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None
    source_event_id: UUID | None = None
    """What said which hearing this is, where that is not the event that this note came from."""


# Commands


class NoteHearing(Fact, opens=True, records=HearingNoted):
    """What a fact does not say (an adjournment names no witnesses) stays as it is known."""

    hearing_id: UUID
    type: HearingType | None = None
    on_: Moment | None = Field(default=None, alias="on")
    witness_ids: tuple[UUID, ...] = ()
    state: HearingState
    testified_ids: tuple[UUID, ...] = ()
    continues: UUID | None = None


# Decisions


def note_hearing(care: CaseCare, command: NoteHearing) -> list[AnyEvent]:
    known, noted = care.hearings.get(command.hearing_id), HearingNoted(**command.fields())
    if known is None:
        return [noted]
    noted = with_known(known, noted)
    same = (noted.type, noted.on_, noted.state) == (known.type, known.on, known.state)
    people = set(noted.witness_ids) == set(known.witness_ids) and set(noted.testified_ids) == set(known.testified)
    return [] if same and people else [noted]


def with_known(known: Hearing | None, said: HearingNoted) -> HearingNoted:
    """What is said on top of what is known: what is known first stays, and so does whatever went further."""
    if known is None:
        return said
    state: HearingState = max(known.state, said.state, key=RANK.__getitem__)
    told = {
        "type": known.type or said.type,
        "on_": known.on or said.on_,
        "witness_ids": tuple(sorted({*known.witness_ids, *said.witness_ids})),
        "state": state,
        "testified_ids": tuple(sorted({*known.testified, *said.testified_ids})),
        "continues": known.continues or said.continues,
    }
    return said.model_copy(update=told)


def news(known: Hearing | None, noted: HearingNoted) -> HearingNoted:
    """What of a note was not known before it."""
    if known is None:
        return noted
    told = {
        "type": None if known.type else noted.type,
        "on_": None if known.on else noted.on_,
        "witness_ids": tuple(each for each in noted.witness_ids if each not in known.witness_ids),
        "state": noted.state if RANK[noted.state] > RANK[known.state] else "summoned",
        "testified_ids": tuple(each for each in noted.testified_ids if each not in known.testified),
        "continues": None if known.continues else noted.continues,
    }
    return noted.model_copy(update=told)


# What the events change


def hearing_noted(care: CaseCare, event: HearingNoted) -> CaseCare:
    known = care.hearings.get(event.hearing_id)
    named_before = known is not None and known.type is not None
    told = event.metadata
    hearing = Hearing(
        hearing_id=event.hearing_id,
        type=event.type,
        on=event.on_,
        witness_ids=event.witness_ids,
        state=event.state,
        source=known.source if known and named_before else event.source_event_id or told.causation_id,
        historical=known.historical if known and named_before else told.historical,
        testified=frozenset(event.testified_ids),
        continues=event.continues,
    )
    care = replace(
        care,
        hearings={**care.hearings, event.hearing_id: hearing},
        witnesses=care.witnesses | set(event.witness_ids),
    )
    return without_cause(care, hearing.source) if hearing.called_off else care


def without_cause(care: CaseCare, cause: UUID) -> CaseCare:
    """Nobody is owed a re-check for this any more; what else they are owed stays."""
    rechecks = {
        person: replace(recheck, owed=owed)
        for person, recheck in care.rechecks.items()
        if (owed := {source: said for source, said in recheck.owed.items() if source != cause})
    }
    return replace(care, rechecks=rechecks)
