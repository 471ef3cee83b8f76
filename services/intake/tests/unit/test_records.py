"""Two records of one person: joined, everything is told of the kept one; linked, nothing changes."""

from uuid import uuid5

from casework import EraseSubject, SubjectErased
from intake.case import (
    AGGREGATE,
    AssistanceRequested,
    CaseClosed,
    CaseReopened,
    CloseIntakePart,
    ConsentRecorded,
    NotePartClose,
    PartOpened,
    RecordAssistanceRequested,
    RecordConsent,
    RecordVictims,
    VictimEncountered,
)
from intake.case.consent import PurposeChoice
from intake.case.open import CaseNotOpen
from intake.case.records import (
    JoinVictimRecords,
    PersonLinked,
    RecordPersonLinked,
    SamePerson,
    VictimRecordsJoined,
    VictimUnknown,
)
from intake.case.victims import EncounteredVictim
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

KEPT, GIVEN_UP, THIRD = (uuid5(NAMESPACE, name) for name in ("kept", "given up", "third"))
join = JoinVictimRecords(case_id=CASE, kept_victim_id=KEPT, joined_victim_id=GIVEN_UP)
joined = VictimRecordsJoined(kept_victim_id=KEPT, joined_victim_id=GIVEN_UP)
both = (VictimEncountered(victim_id=KEPT), VictimEncountered(victim_id=GIVEN_UP))
asked = (AssistanceRequested(victim_id=GIVEN_UP), PartOpened(part="aftercare"))


class WhenBothAreMet:
    def test_their_records_are_joined(self, open_case):
        given(*open_case, *both).when(join).then(joined)

    def test_both_have_to_be_known_and_two(self, open_case):
        given(*open_case, both[0]).when(join).rejects(VictimUnknown)
        same = join.model_copy(update={"joined_victim_id": KEPT})
        given(*open_case, *both).when(same).rejects(SamePerson)


class WhenJoined:
    def test_again_is_nothing_new_and_the_other_way_round_is_no_second_person(self, open_case):
        given(*open_case, *both, joined).when(join).nothing()
        back = JoinVictimRecords(case_id=CASE, kept_victim_id=GIVEN_UP, joined_victim_id=KEPT)
        given(*open_case, *both, joined).when(back).rejects(SamePerson)

    def test_what_was_known_of_both_is_known_of_her(self, open_case):
        state = given(*open_case, *both, *asked, joined).state
        assert state.handed_over("aftercare") == {KEPT}
        assert set(state.victims) == {KEPT}

    def test_what_is_told_under_the_old_id_is_told_of_her(self, open_case):
        history = (*open_case, *both, joined)
        ask = RecordAssistanceRequested(case_id=CASE, victim_id=GIVEN_UP)
        assert given(*history).when(ask).emits(AssistanceRequested, PartOpened)[0].victim_id == KEPT
        consent = RecordConsent(
            case_id=CASE,
            subject_id=GIVEN_UP,
            purposes=(PurposeChoice(purpose="media", given=False),),
            by="self",
        )
        assert given(*history).when(consent).emits(ConsentRecorded)[0].subject_id == KEPT
        meet = RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=GIVEN_UP, gender="Feminine"),))
        assert given(*history).when(meet).emits(VictimEncountered)[0].victim_id == KEPT

    def test_a_third_record_is_joined_through_the_second(self, open_case):
        history = (*open_case, *both, VictimEncountered(victim_id=THIRD), joined)
        on = JoinVictimRecords(case_id=CASE, kept_victim_id=THIRD, joined_victim_id=GIVEN_UP)
        given(*history).when(on).then(VictimRecordsJoined(kept_victim_id=THIRD, joined_victim_id=KEPT))
        state = given(*history, VictimRecordsJoined(kept_victim_id=THIRD, joined_victim_id=KEPT)).state
        assert state.kept(GIVEN_UP) == THIRD

    def test_aftercare_covers_her_under_either_id(self, open_case):
        history = (*open_case, *both, *asked, joined)
        intake = given(*history).when(CloseIntakePart(case_id=CASE, reason="handed_over")).decided
        covers = NotePartClose(case_id=CASE, part="aftercare", covers=(GIVEN_UP,), outcome="restored")
        assert isinstance(given(*history, *intake).when(covers).decided[-1], CaseClosed)

    def test_she_is_erased_under_every_id_she_ever_had(self, open_case):
        for named in (KEPT, GIVEN_UP):
            given(*open_case, *both, joined).when(EraseSubject(case_id=CASE, subject_id=named)).then(
                SubjectErased(subject_id=KEPT), SubjectErased(subject_id=GIVEN_UP)
            )

    def test_what_an_erasure_before_the_join_left_is_erased_too(self, open_case):
        once = SubjectErased(subject_id=KEPT)
        erase = EraseSubject(case_id=CASE, subject_id=KEPT)
        given(*open_case, *both, once, joined).when(erase).then(SubjectErased(subject_id=GIVEN_UP))


class WhenClosed:
    def test_records_are_joined_once_the_case_is_reopened(self, closed_case):
        history = (*closed_case, *both, CaseClosed(outcome="parts_completed"))
        given(*history).when(join).rejects(CaseNotOpen)
        given(*history, CaseReopened(reason="new_information")).when(join).then(joined)


class WhenLinked:
    def test_it_is_noted_once_and_changes_nothing(self, open_case):
        link = RecordPersonLinked(case_id=CASE, id=KEPT, same_as=THIRD, certainty="probable")
        given(*open_case).when(link).then(PersonLinked(id=KEPT, same_as=THIRD, certainty="probable"))
        given(*open_case, PersonLinked(id=KEPT, same_as=THIRD, certainty="probable")).when(link).nothing()
        given(*open_case).when(link.model_copy(update={"same_as": KEPT})).holds(SamePerson)
