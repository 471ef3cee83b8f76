"""Contact preferences in whatever order they are told: the newest rules, and an older one is there if it was wrong."""

from uuid import UUID, uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.consent import NotePreference, OlderPreferenceNoted, PreferenceNoted, note_preference
from aftercare.case_care.corrections import CorrectionNoted
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.codes import Warn
from throughline.domain import Event, Issued, Moment
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, recorded, scenario

given = scenario(case_care.AGGREGATE)
WOMAN, RELEASE, ELSEWHERE = (uuid5(NAMESPACE, name) for name in ("woman", "release", "another event"))
known = (CareOpened(), VictimNoted(victim_id=WOMAN))
MARCH, MAY = Moment.parse("2026-03-01"), Moment.parse("2026-05-01")
released = NoteCustodyChange(case_id=CASE, change="released", effect="at_liberty", source_event_id=RELEASE)


def wish(warn: Warn, on: Moment) -> Event:
    return PreferenceNoted(person_id=WOMAN, warn=warn).on(on)


def older_wish(warn: Warn, on: Moment) -> Event:
    return OlderPreferenceNoted(person_id=WOMAN, warn=warn).on(on)


def told(warn: Warn, on: Moment, because: UUID | None = None) -> NotePreference:
    note = NotePreference(case_id=CASE, person_id=WOMAN, warn=warn, occurred_on=on)
    return note.issued(Issued(command_id=ELSEWHERE, at=NOW, actor=SOMEBODY, causation_id=because))


@pytest.mark.parametrize(("newest", "older"), [("no", "yes"), ("yes", "no")])
def test_an_older_wish_told_late_is_noted_and_the_newest_still_rules(newest: Warn, older: Warn) -> None:
    given(*known, wish(newest, MAY)).when(told(older, MARCH)).then(OlderPreferenceNoted(person_id=WOMAN, warn=older))
    late = given(*known, wish(newest, MAY), older_wish(older, MARCH))
    assert late.state.refuses_warnings(WOMAN) is (newest == "no")
    assert late.state.preferences == given(*known, wish(older, MARCH), wish(newest, MAY)).state.preferences
    late.when(told(older, MARCH)).nothing()


def test_an_older_refusal_takes_no_open_warning_away() -> None:
    warned = given(*known, wish("yes", MAY)).when(released).decided or ()
    events = [event for event in warned if isinstance(event, Event)]
    before = given(*known, wish("yes", MAY), *events)
    assert WOMAN in before.state.rechecks
    after = given(*known, wish("yes", MAY), *events, older_wish("no", MARCH))
    assert after.state.rechecks == before.state.rechecks


def test_it_rules_once_the_newest_turns_out_to_be_another_womans() -> None:
    newest = recorded(wish("yes", MAY), 7)
    wrong = CorrectionNoted(replaces=newest.metadata.causation_id, source_event_id=ELSEWHERE)
    state = given(*known, newest, older_wish("no", MARCH), wrong).state
    assert state.refuses_warnings(WOMAN)


def test_what_another_event_says_alike_is_noted_too() -> None:
    first = recorded(wish("no", MAY), 7)
    state = given(*known, first).state
    assert note_preference(state, told("no", MAY, because=first.metadata.causation_id)) == []
    assert note_preference(state, told("no", MAY, because=ELSEWHERE)) == [PreferenceNoted(person_id=WOMAN, warn="no")]
