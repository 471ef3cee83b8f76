"""Beside her in court, and after she testified: accompanied there, and cared for within 48 hours.

Guarantees that care after a testimony is asked for once per hearing as soon as it is heard that she testified.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Moment

from aftercare.roles import RECORDERS
from aftercare.survivor.state import Survivor

WITHIN = timedelta(hours=48)

# Events. These names and fields are the storage format: never rename, add a V2.


class CourtAccompanied(AnyEvent):
    hearing_id: UUID


class PostTestimonyCareFellDue(AnyEvent):
    hearing_id: UUID
    due_at: datetime


class PostTestimonyCareGiven(AnyEvent):
    hearing_id: UUID


# Commands


class RecordCourtAccompanied(Fact, roles=RECORDERS, records=CourtAccompanied):
    survivor_id: UUID
    hearing_id: UUID


class RecordPostTestimonyCare(Fact, roles=RECORDERS, records=PostTestimonyCareGiven):
    survivor_id: UUID
    hearing_id: UUID


# Rules


def due_after(testified_on: Moment, now: datetime) -> datetime:
    """48 hours after she testified; where that is past, or nobody knows, 48 hours from now."""
    due = testified_on.at + WITHIN
    return due if testified_on.precision == "instant" and due > now else now + WITHIN


# Decisions


def accompanied(survivor: Survivor, command: RecordCourtAccompanied) -> list[AnyEvent]:
    known = (command.hearing_id, command.moment) in survivor.accompanied
    return [] if known else [CourtAccompanied(hearing_id=command.hearing_id)]


def cared_for(survivor: Survivor, command: RecordPostTestimonyCare) -> list[AnyEvent]:
    known = (command.hearing_id, command.moment) in survivor.after_testimony
    return [] if known else [PostTestimonyCareGiven(hearing_id=command.hearing_id)]


# What the events change


def court_accompanied(survivor: Survivor, event: CourtAccompanied) -> Survivor:
    return replace(survivor, accompanied=survivor.accompanied | {(event.hearing_id, event.occurred_on)})


def post_testimony_care_fell_due(survivor: Survivor, event: PostTestimonyCareFellDue) -> Survivor:
    return replace(survivor, testimonies=survivor.testimonies | {event.hearing_id})


def post_testimony_care_given(survivor: Survivor, event: PostTestimonyCareGiven) -> Survivor:
    return replace(survivor, after_testimony=survivor.after_testimony | {(event.hearing_id, event.occurred_on)})
