"""Whatever order other services' facts arrive in, the same people are known, owed a warning and in care."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid5

from aftercare import case_care
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.custody import NoteCustodyChange, last_changes
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.codes import PurposeGiven
from aftercare.survivor.state import UNKNOWN
from hypothesis import given, settings
from hypothesis import strategies as st
from throughline.domain import Command, Issued, Moment, OnStream, stamp
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY


def id_of(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def on(day: int) -> Moment:
    return Moment(NOW - timedelta(days=100 - day))


CONSENTS = (PurposeGiven(purpose="service_delivery", given=True),)
WOMAN, SISTER, ONLY_MET, DECLINED, CAME_BACK, WITNESS, UNWILLING = map(
    id_of, ("woman", "sister", "only met", "declined", "came back", "witness", "unwilling")
)
PEOPLE = {WOMAN, SISTER, ONLY_MET, DECLINED, CAME_BACK, WITNESS, UNWILLING}

INTAKE: tuple[Command, ...] = (
    NoteVictim(case_id=CASE, occurred_on=on(1), victim_id=WOMAN, is_child="no"),
    NoteVictim(case_id=CASE, occurred_on=on(2), victim_id=WOMAN, brought_to_safety_on=on(2)),
    NoteConsent(case_id=CASE, occurred_on=on(3), consent_id=id_of("c1"), subject_id=WOMAN, purposes=CONSENTS),
    NoteVictim(
        case_id=CASE, occurred_on=on(3), victim_id=SISTER, brought_to_safety_on=on(3), legal_basis="public_mandate"
    ),
    NoteVictim(case_id=CASE, occurred_on=on(3), victim_id=ONLY_MET),
    NoteConsent(case_id=CASE, occurred_on=on(4), consent_id=id_of("c2"), subject_id=ONLY_MET, purposes=CONSENTS),
    NoteVictim(case_id=CASE, occurred_on=on(4), victim_id=DECLINED, brought_to_safety_on=on(4)),
    NoteVictim(case_id=CASE, occurred_on=on(5), victim_id=DECLINED, declined_on=on(5)),
    NoteVictim(case_id=CASE, occurred_on=on(5), victim_id=CAME_BACK, declined_on=on(5)),
    NoteVictim(case_id=CASE, occurred_on=on(7), victim_id=CAME_BACK, requested_on=on(7)),
    NoteConsent(case_id=CASE, occurred_on=on(7), consent_id=id_of("c3"), subject_id=CAME_BACK, purposes=CONSENTS),
    NoteVictim(case_id=CASE, occurred_on=on(8), victim_id=UNWILLING),
    NotePreference(case_id=CASE, occurred_on=on(8), person_id=UNWILLING, warn="yes"),
    NotePreference(case_id=CASE, occurred_on=on(9), person_id=UNWILLING, warn="no"),
)


def change(name: str, day: int, accused: str | None, effect: str, **more: object) -> NoteCustodyChange:
    accused_id = id_of(accused) if accused else None
    told = {"change": name, "effect": effect, "accused_id": accused_id, "source_event_id": id_of(f"{name} {day}")}
    return NoteCustodyChange(case_id=CASE, occurred_on=on(day), **(told | more))


LEGAL: tuple[Command, ...] = (
    change("arrested", 3, "he", "held"),
    change("bail_granted", 5, "he", "unknown"),
    change("released", 6, "he", "at_liberty"),
    change("arrested", 6, "she", "held"),
    change("release_expected", 9, "she", "held", expected_on=Moment(NOW + timedelta(days=9))),
    change("charge_withdrawn", 9, None, "unknown"),
    NoteHearing(
        case_id=CASE,
        hearing_id=id_of("testimony"),
        type="testimony",
        on=Moment(NOW + timedelta(days=30)),
        witness_ids=(WITNESS, SISTER),
        state="scheduled",
    ),
    NoteHearing(
        case_id=CASE, hearing_id=id_of("bail"), type="bail", on=Moment(NOW + timedelta(days=5)), state="scheduled"
    ),
    NoteHearing(case_id=CASE, hearing_id=id_of("bail"), state="adjourned"),
    NoteHearing(
        case_id=CASE,
        hearing_id=id_of("judgment"),
        type="judgment",
        on=Moment(NOW + timedelta(days=8)),
        state="scheduled",
    ),
    NoteHearing(case_id=CASE, hearing_id=id_of("judgment"), state="held"),
)


def after(commands: Iterable[Command]) -> tuple[CaseCare, dict[UUID, list[object]]]:
    """The case as folded, and what was added to each survivor's stream."""
    care, added = UNOPENED, dict[UUID, list[object]]()
    for command in commands:
        name = f"{type(command).__name__}{command.model_dump_json()}"
        issued = command.issued(Issued(command_id=uuid5(NAMESPACE, name), at=NOW, actor=SOMEBODY))
        seen = {ref.stream_id: UNKNOWN for ref in case_care.reads(care, issued)}
        for index, item in enumerate(case_care.decide(care, issued, seen)):
            if isinstance(item, OnStream):
                assert item.stream.stream_id in seen, "an event for a stream that reads() did not name"
                added.setdefault(item.stream.stream_id, []).append(item.event)
            else:
                care = case_care.evolve(care, stamp(issued, item, index))
    return care, added


def shown(care: CaseCare, added: dict[UUID, list[object]]) -> object:
    return (
        set(care.everyone_owed()),
        set(care.enrolled),
        {person: recheck.due_at for person, recheck in care.rechecks.items()},
        {person: sorted(map(str, events)) for person, events in added.items()},
    )


@settings(max_examples=50, deadline=None)
@given(st.permutations(INTAKE + LEGAL))
def test_every_order_of_all_notes_ends_the_same(notes: list[Command]) -> None:
    care, added = after(notes)
    assert shown(care, added) == shown(*after(INTAKE + LEGAL))


@settings(max_examples=50, deadline=None)
@given(st.permutations(INTAKE + LEGAL))
def test_everyone_is_owed_the_last_change_of_every_accused(notes: list[Command]) -> None:
    care, _ = after(notes)
    last = {change.source_event_id for change in last_changes(care, NOW)}
    assert set(care.rechecks) == PEOPLE - {UNWILLING}
    for recheck in care.rechecks.values():
        assert last <= set(recheck.owed)


@settings(max_examples=20, deadline=None)
@given(st.permutations(INTAKE + LEGAL))
def test_notes_heard_twice_change_nothing(notes: list[Command]) -> None:
    twice = [*notes, *notes]
    assert shown(*after(twice)) == shown(*after(notes))


def test_the_story_itself() -> None:
    care, added = after(INTAKE + LEGAL)
    assert set(care.enrolled) == {WOMAN, SISTER, CAME_BACK}
    assert [type(event).__name__ for event in added[SISTER]] == ["CareStarted", "CourtPreparationFellDue"]
    assert [type(event).__name__ for event in added[WOMAN]] == ["CareStarted"]
