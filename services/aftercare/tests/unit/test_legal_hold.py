"""Nobody's data is erased while a court has yet to speak: a count is open, an appeal not decided, a retrial to come."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import case_care
from aftercare.case_care.charges import ChargesNoted, CountsOf, NoteCharges, Said
from aftercare.case_care.corrections import CorrectionNoted
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.people import CareOpened, VictimNoted
from aftercare.inbound import legal
from aftercare.reactions import from_legal
from casework import EraseSubject, ErasureDeferred, SubjectErased
from throughline.domain import Event, Moment
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

given = scenario(case_care.AGGREGATE)
WOMAN, ACCUSED, CHARGE, APPEAL, FILED, JUDGED, APPEALED, DECIDED = (
    uuid5(NAMESPACE, name)
    for name in ("woman", "accused", "charge", "appeal", "filed", "judged", "appealed", "decided")
)
known = (CareOpened(), VictimNoted(victim_id=WOMAN))
counts = (CountsOf(charge_id=CHARGE, counts=1),)
filed = ChargesNoted(accused_id=ACCUSED, charges=counts, said="filed", source_event_id=FILED)
judged = ChargesNoted(accused_id=ACCUSED, charges=counts, said="judged", source_event_id=JUDGED)
appealed = ChargesNoted(accused_id=ACCUSED, said="appealed", source_event_id=APPEALED, appeal_id=APPEAL)
decided = CustodyChangeNoted(
    accused_id=ACCUSED, change="appeal_decided", effect="unknown", source_event_id=DECIDED, appeal_id=APPEAL
)
erase = EraseSubject(case_id=CASE, subject_id=WOMAN)


def test_an_open_count_keeps_it() -> None:
    given(*known, filed).when(erase).emits(ErasureDeferred)
    given(*known, filed, judged).when(erase).then(SubjectErased(subject_id=WOMAN))


def test_so_does_an_appeal_until_it_is_decided() -> None:
    given(*known, filed, judged, appealed).when(erase).emits(ErasureDeferred)
    given(*known, filed, judged, appealed, decided).when(erase).then(SubjectErased(subject_id=WOMAN))
    given(*known, filed, judged, decided, appealed).when(erase).then(SubjectErased(subject_id=WOMAN))


def test_a_decision_that_is_held_decides_nothing_yet() -> None:
    held = decided.model_copy(update={"held_id": DECIDED})
    given(*known, filed, judged, appealed, held).when(erase).emits(ErasureDeferred)


def test_which_appeal_was_decided_is_noted() -> None:
    told = decided.model_dump()
    note = NoteCustodyChange(
        case_id=CASE, **{name: told[name] for name in ("change", "effect", "appeal_id")}, source_event_id=DECIDED
    )
    noted, *_ = given(*known, appealed).when(note).decided or ()
    assert (noted.accused_id, noted.appeal_id) == (ACCUSED, APPEAL)


RETRIED, PROSECUTION, OTHER = (uuid5(NAMESPACE, name) for name in ("retried", "prosecution", "another"))
THEN, LATER = Moment.parse("2025-03-01"), Moment.parse("2025-11-01")
on_appeal = (appealed.on(Moment.parse("2025-01-01")), decided.on(THEN))
retrial = ChargesNoted(
    accused_id=None, said="retrial", source_event_id=DECIDED, appeal_id=APPEAL, prosecution_id=PROSECUTION
).on(THEN)


def again(said: Said, **more: Any) -> Event:
    told = {"accused_id": ACCUSED, "source_event_id": RETRIED, "prosecution_id": PROSECUTION}
    return ChargesNoted.model_validate(told | {"said": said} | more).on(LATER)


@pytest.mark.parametrize("said", ["judged", "withdrawn", "ended"])
def test_so_does_a_retrial_where_no_count_is_known_until_it_is_over(said: Said) -> None:
    given(*known, *on_appeal, retrial).when(erase).emits(ErasureDeferred)
    given(*known, *on_appeal, retrial, again(said)).when(erase).then(SubjectErased(subject_id=WOMAN))


@pytest.mark.parametrize("elsewhere", [{"accused_id": OTHER}, {"prosecution_id": OTHER}])
def test_what_is_told_of_another_or_elsewhere_ends_no_retrial(elsewhere: dict[str, UUID]) -> None:
    given(*known, *on_appeal, retrial, again("ended", **elsewhere)).when(erase).emits(ErasureDeferred)


def test_nor_does_what_was_judged_before_and_is_told_late() -> None:
    late = again("judged").on(Moment.parse("2024-01-01"))
    given(*known, *on_appeal, retrial, late).when(erase).emits(ErasureDeferred)


def test_the_verdicts_that_were_appealed_against_leave_their_counts_open() -> None:
    against = appealed.model_copy(update={"against": (JUDGED,)}).on(Moment.parse("2025-01-01"))
    two = (CountsOf(charge_id=CHARGE, counts=2),)
    history = (
        *known,
        filed.model_copy(update={"charges": two, "prosecution_id": PROSECUTION}),
        judged.model_copy(update={"charges": two, "prosecution_id": PROSECUTION}),
        against,
        decided.on(THEN),
        retrial,
    )
    given(*history, again("judged", charges=counts)).when(erase).emits(ErasureDeferred)
    given(*history, again("judged", charges=two)).when(erase).then(SubjectErased(subject_id=WOMAN))


def test_a_retrial_that_never_was_ordered_holds_nothing() -> None:
    noted = recorded(retrial, 9)
    corrected = CorrectionNoted(replaces=noted.metadata.causation_id, source_event_id=RETRIED)
    given(*known, *on_appeal, noted, corrected).when(erase).then(SubjectErased(subject_id=WOMAN))


def test_what_an_appeal_comes_to_is_told_as_it_is() -> None:
    origin = recorded(retrial, 1).metadata
    (note,) = from_legal.retrial_ordered(legal.AppealDecided(appeal_id=APPEAL, result="retrial"), origin)
    assert isinstance(note, NoteCharges)
    assert (note.said, note.appeal_id, note.prosecution_id) == ("retrial", APPEAL, origin.stream_id)
    assert from_legal.retrial_ordered(legal.AppealDecided(appeal_id=APPEAL, result="affirmed"), origin) == []
    filing, _ = from_legal.appeal_filed(legal.AppealFiled(appeal_id=APPEAL, against=(JUDGED,)), origin)
    assert isinstance(filing, NoteCharges)
    assert filing.against == (JUDGED,)
    over, _ = from_legal.judgment_became_final(legal.JudgmentBecameFinal(accused_id=ACCUSED), origin)
    assert isinstance(over, NoteCharges)
    assert (over.said, over.accused_id) == ("ended", ACCUSED)
