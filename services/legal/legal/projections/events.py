"""The events of legal by part of the casework, for read models to pass by together; and days as columns hold them."""

from datetime import datetime
from typing import get_args

import casework
from throughline.domain import Event, FactHeld, Moment

from legal.docket import closing, detention, merging, notes, papers, taking_over
from legal.docket.opening import ProsecutionOpened
from legal.evidence import custody as evidence
from legal.prosecution import (
    appeals,
    arraignment,
    bail,
    charges,
    compensation,
    complaint,
    court,
    custody,
    ending,
    hearings,
    milestones,
    protection,
    registration,
    testimony,
    verdicts,
)
from legal.prosecution.sentence import SentencePassed

Events = frozenset[type[Event]]

HELD: Events = frozenset({FactHeld})
"""Shown in the timeline; counted nowhere until it is accepted."""

NOTES: Events = frozenset(get_args(notes.Event))
OPENING: Events = frozenset({ProsecutionOpened})
CLOSING: Events = frozenset(get_args(closing.Event))
MERGING: Events = frozenset(get_args(merging.Event))
DETENTION: Events = frozenset(get_args(detention.Event))
PAPERS: Events = frozenset(get_args(papers.Event))
TAKING_OVER: Events = frozenset({taking_over.CaseTakeOverNoted})
CASEWORK: Events = frozenset(get_args(casework.Event))
TASKS: Events = frozenset({casework.TaskOpened, casework.TaskDone, casework.TaskEscalated})
COMPLAINT: Events = frozenset(get_args(complaint.Event))
REGISTRATION: Events = frozenset(get_args(registration.Event))
CUSTODY: Events = frozenset(get_args(custody.Event))
BAIL: Events = frozenset(get_args(bail.Event))
CHARGES: Events = frozenset(get_args(charges.Event))
ARRAIGNMENT: Events = frozenset(get_args(arraignment.Event))
HEARINGS: Events = frozenset(get_args(hearings.Event))
TESTIMONY: Events = frozenset(get_args(testimony.Event))
VERDICTS: Events = frozenset(get_args(verdicts.Event))
SENTENCE: Events = frozenset({SentencePassed})
COMPENSATION: Events = frozenset(get_args(compensation.Event))
APPEALS: Events = frozenset(get_args(appeals.Event))
ENDING: Events = frozenset(get_args(ending.Event))

COURT: Events = frozenset(get_args(court.Event))
PROTECTION: Events = frozenset(get_args(protection.Event))
MILESTONES: Events = frozenset(get_args(milestones.Event))
EVIDENCE: Events = frozenset(get_args(evidence.Event))

DOCKET = NOTES | OPENING | CLOSING | MERGING | DETENTION | PAPERS | TAKING_OVER | CASEWORK
BESIDE = COURT | PROTECTION | MILESTONES | EVIDENCE
"""What goes on beside charges and verdicts."""
ACCUSED = CUSTODY | BAIL | SENTENCE | ENDING
EVERY = (
    HELD
    | DOCKET
    | BESIDE
    | COMPLAINT
    | REGISTRATION
    | ACCUSED
    | CHARGES
    | ARRAIGNMENT
    | HEARINGS
    | TESTIMONY
    | VERDICTS
    | COMPENSATION
    | APPEALS
)


def at(moment: Moment) -> datetime | None:
    """The instant, or the start of the day, month or year that is known; None where nothing is."""
    return None if moment.precision == "unknown" else moment.at
