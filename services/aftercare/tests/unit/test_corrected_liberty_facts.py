"""Of every liberty fact: corrected, or dismissed while it was held, it counts no more, and who was warned is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from aftercare import case_care
from aftercare.case_care.corrections import CorrectionNoted, NoteCorrection, NoteHeldFactDismissed
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckDone, SafetyRecheckFellDue
from aftercare.inbound import legal
from aftercare.reactions import from_legal
from casework.liberty import FACTS
from throughline.domain import Command, Event, Metadata, Moment
from throughline.testing.given import CASE, NOW, recorded, scenario

given = scenario(case_care.AGGREGATE)

GOLDEN = Path(__file__).parents[3] / "legal" / "tests" / "golden"
SOURCE, HER, HELD, CORRECTION = (recorded(CareOpened(), number).metadata.event_id for number in range(11, 15))
known: tuple[Event, ...] = (CareOpened(), VictimNoted(victim_id=HER))
REACTIONS = {reaction.event.name: reaction for reaction in from_legal.LIBERTY}
TELLING: dict[str, dict[str, Any]] = {
    "VerdictRecorded": {"verdict": "not_guilty"},
    "SentencePassed": {"suspended": True},
}


def origin() -> Metadata:
    return recorded(CareOpened(), 11).metadata


def noted(fact: str) -> NoteCustodyChange:
    body = json.loads((GOLDEN / f"{fact}.v1.json").read_text()) | TELLING.get(fact, {})
    (note,) = REACTIONS[fact](REACTIONS[fact].event.model_validate(body), origin())
    assert isinstance(note, NoteCustodyChange)
    return note


def warned(note: Command) -> list[Event]:
    decided = given(*known).when(note).decided or []
    return [event for event in decided if isinstance(event, Event)]


@pytest.mark.parametrize("fact", sorted(fact.__name__ for fact in legal.LIBERTY_FACTS))
@pytest.mark.parametrize("answered", [False, True])
def test_it_is_taken_back_and_whoever_was_asked_is_told_again(fact: str, answered: bool) -> None:
    change, asked = warned(noted(fact))
    assert isinstance(asked, SafetyRecheckFellDue)
    assert asked.because == (SOURCE,)
    done = [SafetyRecheckDone(person_id=HER, answered=(SOURCE,), outcome="safe")] if answered else []
    history = given(*known, change, asked, *done)
    correct = NoteCorrection(case_id=CASE, replaces=SOURCE, source_event_id=CORRECTION)
    told, gone, again = history.when(correct).emits(CorrectionNoted, CustodyChangeNoted, SafetyRecheckFellDue)
    assert isinstance(gone, CustodyChangeNoted)
    assert isinstance(again, SafetyRecheckFellDue)
    assert (gone.replaces, gone.effect) == (SOURCE, "unknown")
    assert (again.person_ids, again.because) == ((HER,), (CORRECTION,))
    after = given(*known, change, asked, *done, told, gone, again)
    assert not after.state.changes
    assert CORRECTION in after.state.rechecks[HER].owed
    after.when(noted(fact)).nothing()


@pytest.mark.parametrize("fact", sorted(FACTS.keys() & {fact.__name__ for fact in legal.LIBERTY_FACTS}))
def test_dismissed_while_it_was_held_it_counts_no_more(fact: str) -> None:
    held = legal.FactHeld.model_validate({"heldId": str(HELD), "type": fact, "body": TELLING.get(fact, {})})
    (note,) = (one for one in from_legal.fact_held(held, origin()) if isinstance(one, NoteCustodyChange))
    change, asked = warned(note)
    dismissed = NoteHeldFactDismissed(case_id=CASE, held_id=HELD, source_event_id=CORRECTION)
    after = given(*known, change, asked).when(dismissed)
    _, gone, again = after.emits(CorrectionNoted, CustodyChangeNoted, SafetyRecheckFellDue)
    assert isinstance(again, SafetyRecheckFellDue)
    assert again.because == (CORRECTION,)
    assert not given(*known, change, asked, gone).state.changes


@pytest.mark.parametrize("fact", sorted(fact.__name__ for fact in legal.LIBERTY_FACTS))
def test_accepted_after_it_was_held_it_warns_as_the_fact_it_is(fact: str) -> None:
    """The held one stays until the fact surely came after it: nobody is warned of less for the clearing up."""
    held = NoteCustodyChange(
        case_id=CASE, change=FACTS[fact].change, effect="unknown", source_event_id=HELD, held_id=HELD
    )
    change, asked = warned(held)
    note = noted(fact).model_copy(update={"occurred_on": Moment(NOW)})
    counted, again = given(*known, change, asked).when(note).emits(CustodyChangeNoted, SafetyRecheckFellDue)
    assert isinstance(counted, CustodyChangeNoted)
    assert isinstance(again, SafetyRecheckFellDue)
    assert counted.effect in (FACTS[fact].effect, "unknown")
    assert again.because == (SOURCE,)
