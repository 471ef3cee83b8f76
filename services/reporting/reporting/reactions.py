"""What reporting does about other teams' events: a fact that is held becomes an issue of its data, until it is settled;
a correction is noted, so that whoever published figures of what was wrong looks at them again.

Everything else only becomes rows of read models. What arrives here is already under pseudonyms; the id of the event
that holds the fact is not, and by it the owner's office finds its case.
"""

from collections.abc import Iterator

from throughline.domain import Command, Metadata
from throughline.inbound import Inbound
from throughline.reaction import Reaction
from throughline.reaction.declared import React

from reporting.codes import counted_under
from reporting.corrections import REGISTER, NoteCorrection
from reporting.data_quality import RaiseDataQualityIssue, ResolveDataQualityIssue
from reporting.inbound import corrected, held


def raise_issue(event: held.Held, origin: Metadata) -> list[Command]:
    source, _, row = origin.source.partition("#")
    return [
        RaiseDataQualityIssue(
            case_id=origin.case_id,
            issue_id=event.held_id,
            kind="held",
            source=source,
            row=row or None,
            source_event_id=origin.event_id,
            of_type=event.type,
            code=event.code,
        )
    ]


def resolve_issue(event: held.Settled, origin: Metadata) -> list[Command]:
    return [ResolveDataQualityIssue(case_id=origin.case_id, issue_id=event.held_id)]


def note(event: corrected.Corrected, origin: Metadata) -> list[Command]:
    kind, under = None, None
    if event.wrong_type is not None:
        kind = f"{origin.service}/{event.wrong_type}"
    if event.wrong_source is not None:
        under = counted_under(event.wrong_source, bool(event.wrong_historical))
    return [NoteCorrection(case_id=REGISTER, corrected=event.replaces, kind=kind, under=under, at=origin.recorded_at)]


def of_every_team(fact: str, react: React, *events: type[Inbound]) -> Iterator[Reaction]:
    """One for each team that may say so. The names are stored with every command: keep them."""
    return (Reaction(f"{fact}_in_{event.source}", event, react, safety=False) for event in events)


ALL: tuple[Reaction, ...] = (
    *of_every_team("fact_held", raise_issue, held.HeldInIntake, held.HeldInLegal, held.HeldInAftercare),
    *of_every_team(
        "held_fact_accepted", resolve_issue, held.AcceptedInIntake, held.AcceptedInLegal, held.AcceptedInAftercare
    ),
    *of_every_team(
        "held_fact_dismissed", resolve_issue, held.DismissedInIntake, held.DismissedInLegal, held.DismissedInAftercare
    ),
    *of_every_team(
        "fact_corrected", note, corrected.CorrectedInIntake, corrected.CorrectedInLegal, corrected.CorrectedInAftercare
    ),
)
