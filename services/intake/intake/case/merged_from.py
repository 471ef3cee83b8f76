"""What the case that goes on takes of those merged into it: what ends a consent that is recorded there.

Guarantees that a consent is taken back, or lapses, in the case where it is recorded whichever case hears of it, so that
nobody is told anything under it and whoever was is told of its end. People are known here as they are told of here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from throughline.domain import Deadline, Decision, Elapsed, Elsewhere, Fact, StreamRef, per_case_stream
from throughline.domain import Event as AnyEvent

from intake.case.age import AgeAssessed, is_said_child
from intake.case.consent import ConsentWithdrawn, RecordConsentWithdrawn
from intake.case.exploitation import ExploitationDetermined
from intake.case.guardians import speaks_no_more
from intake.case.guardianship import GuardianExcluded, GuardianshipDetermined, appointed
from intake.case.lapsing import ConsentLapsed
from intake.case.merging import CaseMerged, MergeCase
from intake.case.records import VictimRecordsJoined
from intake.case.state import Case
from intake.case.victims import VictimEncountered

MERGED, CONSENTS = "merged_case", "consents_of_merged_case"
ENDING = (
    ConsentWithdrawn,
    GuardianExcluded,
    GuardianshipDetermined,
    ExploitationDetermined,
    AgeAssessed,
    VictimEncountered,
    VictimRecordsJoined,
)
"""What is told in the case that goes on, and may end a consent recorded in a merged one."""

# Events. These names and fields are the storage format: never rename, add a V2.


class MergedCaseNoted(AnyEvent):
    """On the case that goes on: another one was merged into it."""

    owed_now = True

    merged_case_id: UUID


# Commands


class NoteMergedCase(Fact, records=MergedCaseNoted):
    """By the clock, at once."""

    merged_case_id: UUID


class EndConsents(Decision):
    """By the clock, on a merged case: consents recorded here that have ended by what the surviving case was told."""

    surviving_case_id: UUID


Command = NoteMergedCase | EndConsents
Event = MergedCaseNoted

# Decisions


def decide(case: Case, command: Command, other: Mapping[UUID, Case]) -> list[AnyEvent]:
    """`other`: the surviving case as it stands, by its id."""
    match command:
        case NoteMergedCase(merged_case_id=merged):
            known = merged in case.merged_from or merged == command.case_id
            return [] if known else [MergedCaseNoted(merged_case_id=merged)]
        case EndConsents(surviving_case_id=surviving):
            return [*ended(case, other[surviving])] if surviving in other else []
        case unreachable:
            assert_never(unreachable)


def ended(case: Case, surviving: Case) -> Iterator[AnyEvent]:
    """Nothing, where it turned out that this case was never merged."""
    if not case.merged_into:
        return
    for consent_id, consent in case.consents.items():
        if consent.ended:
            continue
        if on := surviving.withdrawn.get(consent_id):
            yield ConsentWithdrawn(consent_id=consent_id).on(on)
        elif because := speaks_no_more(surviving, consent, chosen=appointed(case, consent.subject_id)):
            yield ConsentLapsed(consent_id=consent_id, because=because)
        elif consent.by_self and consent.purposes and is_said_child(surviving, surviving.kept(consent.subject_id)):
            yield ConsentLapsed(consent_id=consent_id, because="child_alone")


def merged(others: Mapping[UUID, Case]) -> list[Case]:
    """Those of other cases that are merged: whether one is, it says itself, also where its merging was corrected."""
    return [other for other in others.values() if other.merged_into]


# Other cases looked at


def reads(case: Case, command: Any) -> Iterator[StreamRef]:
    match command:
        case RecordConsentWithdrawn(consent_id=consent_id) if consent_id not in case.consents:
            yield from (stream(merged) for merged in sorted(case.merged_from))
        case MergeCase(surviving_case_id=surviving) if surviving != command.case_id:
            yield stream(surviving)
        case EndConsents(surviving_case_id=surviving):
            yield stream(surviving)


def stream(case_id: UUID) -> StreamRef:
    """Another case's, to be looked at."""
    return StreamRef("Case", per_case_stream(case_id, "intake.Case"), elsewhere=True)


def others(seen: Mapping[UUID, Any]) -> dict[UUID, Case]:
    return {known.case_id: known.state for known in seen.values() if isinstance(known, Elsewhere)}


# Time


def deadlines(case: Case, event: AnyEvent) -> Iterator[Deadline]:
    """`case` is the state after the event. Cases that were merged into a merged one are the surviving one's too."""
    known = event.metadata
    if isinstance(event, CaseMerged):
        for merged in sorted({known.case_id, *case.merged_from}):
            yield Deadline(MERGED, f"{event.surviving_case_id}|{merged}", known.recorded_at)
    if isinstance(event, MergedCaseNoted):
        yield Deadline(CONSENTS, str(event.merged_case_id), known.recorded_at)
        if case.merged_into:
            yield Deadline(MERGED, f"{case.merged_into}|{event.merged_case_id}", known.recorded_at)
    if isinstance(event, ENDING):
        yield from (Deadline(CONSENTS, str(merged), known.recorded_at) for merged in sorted(case.merged_from))


def carry_over(due: Elapsed) -> NoteMergedCase:
    surviving, _, merged = due.subject.partition("|")
    return NoteMergedCase(case_id=UUID(surviving), merged_case_id=UUID(merged))


def carry_back(due: Elapsed) -> EndConsents:
    return EndConsents(case_id=UUID(due.subject), surviving_case_id=due.case_id)


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return replace(case, merged_from=case.merged_from | {event.merged_case_id})
