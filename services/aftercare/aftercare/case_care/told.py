"""What other teams' facts ask people here to do: tell her how it went in court, plan a livelihood, clear up data.

Guarantees that "do not tell me" is respected, under whichever of her records she said it last: nobody is asked to tell
her what she did not want to hear. Warnings are another matter (rechecks.py).
"""

from collections.abc import Mapping
from uuid import UUID

from casework import TaskOpened
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact

from aftercare import asked
from aftercare.case_care.state import CaseCare
from aftercare.codes import Tell
from aftercare.survivor.state import Survivor

# Commands


class NoteOutcomeInCourt(Fact, opens=True, records=TaskOpened):
    """A verdict, a sentence, an appeal, a final judgment."""

    tell: Tell


class NoteMoneyAwarded(Fact, opens=True, records=TaskOpened):
    """Compensation or an entitlement: of nobody in particular, it is everyone's in care."""

    victim_id: UUID | None = None


class NoteDataQualityIssue(Fact, opens=True, records=TaskOpened):
    issue_id: UUID


# Decisions


def outcome_in_court(care: CaseCare, command: NoteOutcomeInCourt, survivors: Mapping[UUID, Survivor]) -> list[AnyEvent]:
    """Each survivor is told by herself, if she wants to be; where nobody asked her, her caseworker asks first."""
    events = list[AnyEvent]()
    for person, survivor in sorted(survivors.items(), key=lambda known: known[0]):
        wishes = care.last_words(person)
        if not wishes or any(command.tell in wish.tell for wish in wishes):
            events += asked.ask(care.casework, command, asked.TELL, [person])
        if survivor.in_care:
            events += asked.ask(care.casework, command, asked.LEGAL_PROTECTION, [person])
    return events


def money_awarded(care: CaseCare, command: NoteMoneyAwarded, survivors: Mapping[UUID, Survivor]) -> list[AnyEvent]:
    people = [person for person, survivor in sorted(survivors.items(), key=lambda known: known[0]) if survivor.in_care]
    return [
        task
        for person in people
        if command.victim_id in (None, person)
        for task in asked.ask(care.casework, command, asked.LIVELIHOOD, [person])
    ]


def data_quality_issue(care: CaseCare, command: NoteDataQualityIssue) -> list[AnyEvent]:
    return [*asked.ask(care.casework, command, asked.DATA_QUALITY, [command.issue_id])]
