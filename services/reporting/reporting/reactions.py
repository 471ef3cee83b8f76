"""What reporting does about other teams' events: a fact that is held becomes an issue of its data, until it is settled;
a correction is noted, so that whoever published figures of what was wrong looks at them again.

Everything else only becomes rows of read models. What arrives here is already under pseudonyms; the id of the event
that holds the fact is not, and by it the owner's office finds its case.
"""

from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

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


@reaction(held.HeldInIntake)
def fact_held_in_intake(event: held.HeldInIntake, origin: Metadata) -> list[Command]:
    return raise_issue(event, origin)


@reaction(held.HeldInLegal)
def fact_held_in_legal(event: held.HeldInLegal, origin: Metadata) -> list[Command]:
    return raise_issue(event, origin)


@reaction(held.HeldInAftercare)
def fact_held_in_aftercare(event: held.HeldInAftercare, origin: Metadata) -> list[Command]:
    return raise_issue(event, origin)


@reaction(held.AcceptedInIntake)
def held_fact_accepted_in_intake(event: held.AcceptedInIntake, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


@reaction(held.AcceptedInLegal)
def held_fact_accepted_in_legal(event: held.AcceptedInLegal, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


@reaction(held.AcceptedInAftercare)
def held_fact_accepted_in_aftercare(event: held.AcceptedInAftercare, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


@reaction(held.DismissedInIntake)
def held_fact_dismissed_in_intake(event: held.DismissedInIntake, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


@reaction(held.DismissedInLegal)
def held_fact_dismissed_in_legal(event: held.DismissedInLegal, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


@reaction(held.DismissedInAftercare)
def held_fact_dismissed_in_aftercare(event: held.DismissedInAftercare, origin: Metadata) -> list[Command]:
    return resolve_issue(event, origin)


def note(event: corrected.Corrected, origin: Metadata) -> list[Command]:
    kind, under = None, None
    if event.wrong_type is not None:
        kind = f"{origin.service}/{event.wrong_type}"
    if event.wrong_source is not None:
        under = counted_under(event.wrong_source, bool(event.wrong_historical))
    return [NoteCorrection(case_id=REGISTER, corrected=event.replaces, kind=kind, under=under, at=origin.recorded_at)]


@reaction(corrected.CorrectedInIntake)
def fact_corrected_in_intake(event: corrected.CorrectedInIntake, origin: Metadata) -> list[Command]:
    return note(event, origin)


@reaction(corrected.CorrectedInLegal)
def fact_corrected_in_legal(event: corrected.CorrectedInLegal, origin: Metadata) -> list[Command]:
    return note(event, origin)


@reaction(corrected.CorrectedInAftercare)
def fact_corrected_in_aftercare(event: corrected.CorrectedInAftercare, origin: Metadata) -> list[Command]:
    return note(event, origin)


ALL: tuple[Reaction, ...] = (
    fact_held_in_intake,
    fact_held_in_legal,
    fact_held_in_aftercare,
    held_fact_accepted_in_intake,
    held_fact_accepted_in_legal,
    held_fact_accepted_in_aftercare,
    held_fact_dismissed_in_intake,
    held_fact_dismissed_in_legal,
    held_fact_dismissed_in_aftercare,
    fact_corrected_in_intake,
    fact_corrected_in_legal,
    fact_corrected_in_aftercare,
)
