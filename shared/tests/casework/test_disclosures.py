"""Disclosures: nothing without a ground, and everyone who was told can be told what changed."""

from datetime import timedelta
from uuid import UUID, uuid5

import dossier
import pytest
from casework import (
    DataDisclosed,
    DiscloseData,
    EraseSubject,
    NoteOfficialThreat,
    OfficialThreatNoted,
    RecipientsToldOfChange,
    SafetyRiskMitigated,
    SafetyRiskRaised,
    SubjectErased,
    TaskDone,
    TaskOpened,
    TellRecipientsOfChange,
    after_correction,
    concerning,
    tell_recipients,
    under_consent,
)
from casework.disclosures import (
    ConsentDoesNotCover,
    NoGroundToDisclose,
    NoSuchDisclosure,
    SubjectIsErased,
    ThreatFromOfficial,
)
from dossier import Dossier, DossierClosed, DossierOpened, ThreatNoted
from throughline.domain import Command, Event, Issued, Mending, Moment, named_by
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, recorded, scenario

WOMAN, SISTER, COURT, SHELTER, CONSENT, OTHER, FIRST, SECOND, CAUSE, TASK = (
    uuid5(NAMESPACE, name)
    for name in ("woman", "sister", "court", "shelter", "consent", "other", "first", "second", "cause", "task")
)
TOMORROW = NOW + timedelta(days=1)

given = scenario(dossier.aggregate(Dossier(valid=frozenset({CONSENT}), until=Moment(TOMORROW))))


def mending(command: Command, wrong: Event) -> Mending[object]:
    """What an aggregate is told of a correction; the casework's state is passed beside it."""
    return Mending(command, wrong, named_by(wrong), None, None)


opened = DossierOpened()
closed = DossierClosed()
erased = SubjectErased(subject_id=WOMAN)


def disclose(**more: object) -> DiscloseData:
    told = {"subject_ids": (WOMAN,), "to_org_id": COURT, "purpose": "legal_proceedings", "categories": ("identity",)}
    return DiscloseData(case_id=CASE, **(told | {"form": "court_filing", "consent_id": CONSENT} | more))


def disclosed(disclosure_id: UUID = FIRST, **more: object) -> DataDisclosed:
    told = disclose(**more)
    return DataDisclosed(
        disclosure_id=disclosure_id, consent_id=told.consent_id, legal_basis=told.legal_basis, **told.fields()
    )


def tell(*disclosures: UUID, change: str = "withdrawn") -> TellRecipientsOfChange:
    return TellRecipientsOfChange(case_id=CASE, disclosure_ids=disclosures or (FIRST,), change=change)


def told(*disclosures: UUID, change: str = "withdrawn") -> RecipientsToldOfChange:
    return RecipientsToldOfChange(disclosure_ids=disclosures or (FIRST,), change=change)


def to_tell(*disclosures: UUID) -> TaskOpened:
    return TaskOpened(
        task_id=TASK,
        kind="tell_recipients_withdrawn",
        role="lawyer",
        due_at=TOMORROW,
        urgency="urgent",
        because=(CAUSE,),
        subjects=disclosures,
    )


def issued(*, historical: bool = False) -> Command:
    """Any command of the service: the one that notes the withdrawal."""
    return disclose().issued(Issued(command_id=CAUSE, at=NOW, actor=SOMEBODY, historical=historical))


def following(*given_events: Event, change: str = "withdrawn", historical: bool = False) -> list[Event]:
    state = given(opened, *given_events).state.casework
    return tell_recipients(state, issued(historical=historical), change, state.disclosures.values(), "lawyer", [CAUSE])


class WhenDataIsDisclosed:
    def test_it_says_to_whom_why_and_on_which_consent(self) -> None:
        (event,) = given(opened).when(disclose()).emits(DataDisclosed)
        assert event == disclosed(event.disclosure_id)
        assert event.consent_id == CONSENT

    def test_it_is_taken_after_closing(self) -> None:
        given(opened, closed).when(disclose()).emits(DataDisclosed)

    def test_another_legal_basis_does(self) -> None:
        (event,) = given(opened).when(disclose(consent_id=None, legal_basis="legal_claims")).emits(DataDisclosed)
        assert (event.consent_id, event.legal_basis) == (None, "legal_claims")

    def test_it_wants_one_of_the_two(self) -> None:
        given(opened).when(disclose(consent_id=None)).rejects(NoGroundToDisclose)

    def test_the_consent_has_to_cover_it(self) -> None:
        given(opened).when(disclose(consent_id=OTHER)).rejects(ConsentDoesNotCover)

    def test_a_consent_that_does_not_is_not_mended_by_a_basis(self) -> None:
        given(opened).when(disclose(consent_id=OTHER, legal_basis="legal_claims")).rejects(ConsentDoesNotCover)

    def test_it_has_to_cover_the_day_on_which_it_was_told(self) -> None:
        late = given(opened).later(days=2)
        late.when(disclose()).rejects(ConsentDoesNotCover)
        late.when(disclose(occurred_on=Moment(NOW))).emits(DataDisclosed)

    def test_nothing_is_left_of_who_was_erased(self) -> None:
        given(opened, erased).when(disclose(subject_ids=(SISTER, WOMAN))).rejects(SubjectIsErased)

    @pytest.mark.parametrize("category", ["safety", "safety_risk", "SafetyRiskRaised", "threats_against_her"])
    def test_a_threat_by_an_official_is_told_to_no_government_body_even_when_dealt_with(self, category: str) -> None:
        risk = SafetyRiskRaised.model_validate(
            {"risk_id": OTHER, "level": "high", "subjects": [{"kind": "victim", "id": WOMAN}], "from": "official"}
        )
        tells = disclose(categories=("identity", category))
        over = SafetyRiskMitigated(risk_id=OTHER)
        given(opened, risk).when(tells).rejects(ThreatFromOfficial)
        given(opened, risk, over).when(tells).rejects(ThreatFromOfficial)
        given(opened, risk).when(disclose()).emits(DataDisclosed)
        given(opened, risk.model_copy(update={"from_": "associate"})).when(tells).emits(DataDisclosed)
        given(opened, risk).when(disclose(subject_ids=(SISTER,), categories=(category,))).emits(DataDisclosed)

    def test_nor_is_one_that_another_team_knows_of(self) -> None:
        note = NoteOfficialThreat(case_id=CASE, subject_ids=(WOMAN,), source_event_id=OTHER)
        threat = OfficialThreatNoted(subject_ids=(WOMAN,), source_event_id=OTHER)
        given(opened).when(note).then(threat)
        given(opened, threat).when(note).nothing()
        tells = disclose(categories=("safety_risk",))
        given(opened, threat).when(tells).rejects(ThreatFromOfficial)
        given(opened, threat).when(disclose()).emits(DataDisclosed)
        given(opened, threat).when(disclose(subject_ids=(SISTER,), categories=("safety_risk",))).emits(DataDisclosed)

    def test_the_same_told_again_is_nothing_new(self) -> None:
        given(opened, disclosed()).when(disclose()).nothing()
        given(opened, disclosed()).later(hours=1).when(disclose()).emits(DataDisclosed)


class WhenSomethingChanges:
    def test_a_withdrawal_concerns_who_was_told_under_that_consent(self) -> None:
        other = disclosed(SECOND, consent_id=None, legal_basis="legal_claims")
        state = given(opened, disclosed(), other).state.casework
        assert [known.disclosure_id for known in under_consent(state, CONSENT)] == [FIRST]

    def test_a_correction_concerns_who_was_told_since(self) -> None:
        later = recorded(disclosed(SECOND, to_org_id=SHELTER), 3, at=TOMORROW)
        state = given(opened, disclosed(), later).state.casework
        assert [known.disclosure_id for known in concerning(state, [WOMAN])] == [FIRST, SECOND]
        assert [known.disclosure_id for known in concerning(state, [WOMAN], recorded_since=TOMORROW)] == [SECOND]
        assert concerning(state, [SISTER]) == []

    def test_somebody_is_asked_to_tell_each_organisation(self) -> None:
        one, other = following(
            disclosed(), disclosed(SECOND, categories=("health",)), disclosed(OTHER, to_org_id=SHELTER)
        )
        assert isinstance(one, TaskOpened)
        assert isinstance(other, TaskOpened)
        assert one == to_tell(*sorted((FIRST, SECOND))).model_copy(update={"task_id": one.task_id})
        assert other.subjects == (OTHER,)

    def test_what_went_out_by_topic_is_told_by_topic(self) -> None:
        assert following(disclosed(form="topic")) == [told()]

    def test_a_change_of_long_ago_asks_nobody(self) -> None:
        assert following(disclosed(), historical=True) == []

    def test_who_knows_is_not_told_twice(self) -> None:
        assert following(disclosed(), told()) == []

    def test_a_fact_may_be_corrected_again(self) -> None:
        assert len(following(disclosed(), told(change="corrected"), change="corrected")) == 1

    def test_who_heard_of_those_in_a_corrected_event_since_it_was_recorded_is_told(self) -> None:
        wrong = recorded(ThreatNoted(source=WOMAN), 2, at=NOW)
        command = issued()
        before = given(opened, recorded(disclosed(), 1, at=NOW - timedelta(hours=1)), wrong).state.casework
        assert after_correction(before, mending(command, wrong), "lawyer") == []
        since = given(opened, wrong, recorded(disclosed(SECOND), 3, at=TOMORROW)).state.casework
        (task,) = after_correction(since, mending(command, wrong), "lawyer")
        assert isinstance(task, TaskOpened)
        assert (task.kind, task.role, task.subjects) == ("tell_recipients_corrected", "lawyer", (SECOND,))
        other = recorded(ThreatNoted(source=SISTER), 2, at=NOW)
        assert after_correction(since, mending(command, other), "lawyer") == []

    def test_who_did_what_the_wrong_event_asked_for_looks_at_it_again_and_an_open_task_stays(self) -> None:
        wrong = recorded(ThreatNoted(source=SISTER), 2, at=NOW)
        asked = to_tell(FIRST).model_copy(update={"because": (wrong.metadata.event_id,), "kind": "see_to_it"})
        still_open = given(opened, wrong, asked).state.casework
        assert after_correction(still_open, mending(issued(), wrong), "lawyer") == []
        fell_away = given(opened, wrong, asked, TaskDone(task_id=TASK, outcome="cause_gone")).state.casework
        assert after_correction(fell_away, mending(issued(), wrong), "lawyer") == []
        done = given(opened, wrong, asked, TaskDone(task_id=TASK, outcome="done")).state.casework
        (again,) = after_correction(done, mending(issued(), wrong), "lawyer")
        assert isinstance(again, TaskOpened)
        assert (again.kind, again.role) == ("reconsider_what_was_done", asked.role)
        assert set(again.subjects) == {TASK, *asked.subjects}

    def test_a_disclosure_recorded_by_mistake_tells_nobody(self) -> None:
        wrong = recorded(disclosed(), 2, at=NOW)
        state = given(opened, wrong).state.casework
        assert after_correction(state, mending(issued(), wrong), "lawyer") == []

    def test_who_is_erased_is_told_of_to_everyone(self) -> None:
        gone, task = (
            given(opened, disclosed())
            .when(EraseSubject(case_id=CASE, subject_id=WOMAN))
            .emits(SubjectErased, TaskOpened)
        )
        assert gone == erased
        assert (task.kind, task.role, task.subjects) == ("tell_recipients_erased", "data_protection_officer", (FIRST,))


class WhenRecipientsAreTold:
    def test_it_is_written_down_and_the_task_is_done(self) -> None:
        given(opened, disclosed(), to_tell(FIRST)).when(tell()).then(told(), TaskDone(task_id=TASK, outcome="done"))

    def test_a_task_about_more_stays_open(self) -> None:
        both = (disclosed(), disclosed(SECOND, to_org_id=SHELTER))
        given(opened, *both, to_tell(FIRST, SECOND)).when(tell()).then(told())

    def test_it_is_told_once(self) -> None:
        given(opened, disclosed(), told()).when(tell()).nothing()

    def test_of_a_disclosure_that_was_made(self) -> None:
        given(opened).when(tell()).rejects(NoSuchDisclosure)


def test_a_history_without_the_disclosure_folds() -> None:
    assert not given(opened, told()).state.casework.disclosures
