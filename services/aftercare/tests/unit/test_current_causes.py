"""What somebody who is noted later is warned of, and when the end of a count is a change of liberty."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.charges import CountsOf, NoteCharges
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.hearings import HearingNoted
from aftercare.case_care.people import CareOpened, NoteVictim, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from throughline.domain import Command, Event, Issued, Moment, OnStream, stamp
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, recorded, scenario

given = scenario(case_care.AGGREGATE)


def id_of(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


WOMAN, SISTER, HE, CHARGE, OTHER = map(id_of, ("woman", "sister", "he", "charge", "other charge"))
opened, sister = CareOpened(), VictimNoted(victim_id=SISTER)
note_woman = NoteVictim(case_id=CASE, victim_id=WOMAN)


def on(days: float) -> Moment:
    return Moment(NOW + timedelta(days=days))


def change(name: str, effect: str, day: float, **more: Any) -> CustodyChangeNoted:
    told: dict[str, Any] = {"accused_id": HE, "change": name, "effect": effect, "source_event_id": id_of(name)}
    return CustodyChangeNoted(**(told | more)).on(on(day))


def owed(*history: Event, historical: bool = False) -> set[UUID]:
    """The causes of the re-check of somebody who is noted after that."""
    decided = given(*history).when(note_woman, historical=historical).decided or []
    return {cause for event in decided if isinstance(event, SafetyRecheckFellDue) for cause in event.because}


class WhenSheIsNotedAsOfLongAgo:
    def test_she_is_warned_of_what_happened_live(self) -> None:
        assert owed(opened, change("released", "at_liberty", -1), historical=True) == {id_of("released")}

    def test_and_not_of_what_is_as_old(self) -> None:
        told = recorded(change("released", "at_liberty", -900), 2)
        old = told.recorded(replace(told.metadata, historical=True))
        assert owed(opened, old, historical=True) == set()
        assert owed(opened, old) == {id_of("released")}


class WhenAReleaseIsStillToCome:
    expected = change("release_expected", "held", -5, expected_on=on(3))

    @pytest.mark.parametrize("name", ["remanded", "recaptured"])
    def test_his_being_held_does_not_hide_it(self, name: str) -> None:
        assert owed(opened, self.expected, change(name, "held", -4)) == {id_of("release_expected"), id_of(name)}

    @pytest.mark.parametrize(("name", "effect"), [("released", "at_liberty"), ("died", "held")])
    def test_his_release_or_death_does(self, name: str, effect: str) -> None:
        assert owed(opened, self.expected, change(name, effect, -4)) == {id_of(name)}

    def test_so_does_another_expectation(self) -> None:
        other = change("release_expected", "held", -4, expected_on=on(9), source_event_id=OTHER)
        assert owed(opened, self.expected, other) == {OTHER}

    def test_one_that_is_past_is_superseded_like_anything(self) -> None:
        past = change("release_expected", "held", -5, expected_on=on(-3))
        assert owed(opened, past, change("remanded", "held", -4)) == {id_of("remanded")}


class WhenAHearingWasHeld:
    def test_it_is_no_cause_for_somebody_noted_later(self) -> None:
        held = HearingNoted(hearing_id=OTHER, type="bail", on=on(-400), state="held")
        assert owed(opened, held) == set()
        assert owed(opened, held.model_copy(update={"state": "scheduled"})) != set()


def counts(name: str, said: Any, day: float, charge: UUID, n: int | None, accused: UUID | None = None) -> NoteCharges:
    return NoteCharges(
        case_id=CASE,
        occurred_on=on(day),
        accused_id=accused,
        charges=(CountsOf(charge_id=charge, counts=n),),
        said=said,
        source_event_id=id_of(name),
    )


FILED = counts("filed", "filed", -10, CHARGE, 2, HE)
FILED_TOO = counts("filed too", "filed", -9, OTHER, 1, HE)
PART = counts("part", "withdrawn", -8, CHARGE, 1)
REST = counts("rest", "withdrawn", -7, CHARGE, None)
JUDGED = counts("judged", "judged", -6, OTHER, 1, HE)
LAST = counts("last", "rejected", -5, OTHER, None)


def after(*commands: Command) -> list[Event]:
    history: list[Event] = [recorded(opened, 1), recorded(sister, 2)]
    for number, command in enumerate(commands):
        issued = command.issued(Issued(command_id=uuid5(NAMESPACE, f"c{number}"), at=NOW, actor=SOMEBODY))
        decided = case_care.decide(given(*history).state, issued, {})
        history += [stamp(issued, item, index) for index, item in enumerate(decided) if not isinstance(item, OnStream)]
    return history


def warned_of(history: Iterable[Event]) -> set[UUID]:
    return {cause for event in history if isinstance(event, SafetyRecheckFellDue) for cause in event.because}


class WhenCountsEnd:
    filed = (FILED, FILED_TOO)

    def test_nobody_is_warned_while_others_are_open(self) -> None:
        assert warned_of(after(*self.filed, PART, REST)) == set()

    def test_everyone_is_of_the_last(self) -> None:
        assert warned_of(after(*self.filed, PART, REST, LAST)) == {id_of("last")}

    def test_the_change_is_of_its_day_and_of_the_accused(self) -> None:
        history = after(*self.filed, PART, REST, LAST)
        (noted,) = (event for event in history if isinstance(event, CustodyChangeNoted))
        assert (noted.accused_id, noted.change, noted.effect) == (HE, "charge_rejected", "unknown")
        assert noted.occurred_on == on(-5)

    def test_of_one_that_nobody_filed_everyone_is_warned(self) -> None:
        assert warned_of(after(PART)) == {id_of("part")}

    @pytest.mark.parametrize("order", list(permutations((FILED, FILED_TOO, REST, JUDGED))))
    def test_in_every_order_the_last_withdrawal_is_warned_of(self, order: tuple[NoteCharges, ...]) -> None:
        history = after(*order)
        assert id_of("rest") in warned_of(history)
        assert owed(*history) == {id_of("rest")}

    @pytest.mark.parametrize("order", list(permutations((FILED, FILED_TOO, PART, REST))))
    def test_in_every_order_nothing_is_current_while_counts_are_open(self, order: tuple[NoteCharges, ...]) -> None:
        assert owed(*after(*order)) == set()

    def test_a_later_remand_supersedes_it(self) -> None:
        history = after(*self.filed, PART, REST, LAST)
        assert owed(*history, change("remanded", "held", -1)) == {id_of("remanded")}

    def test_the_same_again_is_nothing(self) -> None:
        story = (*self.filed, PART, REST, LAST)
        for again in story:
            given(*after(*story)).when(again).nothing()

    def test_a_held_end_of_a_count_is_of_the_accused_who_is_charged(self) -> None:
        held = NoteCustodyChange(
            case_id=CASE, charge_id=CHARGE, change="charge_withdrawn", effect="unknown", source_event_id=id_of("held")
        )
        noted, _ = given(*after(FILED)).when(held).emits(CustodyChangeNoted, SafetyRecheckFellDue)
        assert noted.accused_id == HE
