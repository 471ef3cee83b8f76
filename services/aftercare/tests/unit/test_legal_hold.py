"""Nobody's data is erased while a court has yet to speak: a count is open, or an appeal is not decided."""

from uuid import uuid5

from aftercare import case_care
from aftercare.case_care.charges import ChargesNoted, CountsOf
from aftercare.case_care.custody import CustodyChangeNoted, NoteCustodyChange
from aftercare.case_care.people import CareOpened, VictimNoted
from casework import EraseSubject, ErasureDeferred, SubjectErased
from throughline.testing.given import CASE, NAMESPACE, scenario

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
