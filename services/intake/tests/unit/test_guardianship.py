"""Guardians: who is excluded speaks for her no more, and a suspected family consents to nothing."""

from datetime import date
from uuid import UUID, uuid5

import pytest
from casework import AnswerSubjectRequest, SubjectRequestAnswered, SubjectRequestReceived
from casework.requests import GuardianDoesNotSpeak
from intake.case import AGGREGATE, ConsentRecorded, RecordConsent, VictimEncountered
from intake.case.age import AgeAssessed
from intake.case.consent import FamilyIsSuspected, GuardianIsExcluded, PurposeChoice, TakenByOperationsTeam
from intake.case.exploitation import ExploitationDetermined, RecordExploitation
from intake.case.guardianship import (
    GuardianExcluded,
    GuardianshipDetermined,
    MandatoryReportMade,
    RecordGuardianExcluded,
    RecordGuardianship,
    RecordMandatoryReport,
)
from intake.case.lapsing import ConsentLapsed
from intake.case.records import JoinVictimRecords, VictimRecordsJoined
from throughline.domain import Actor
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario

given = scenario(AGGREGATE)

VICTIM, CONSENT, GUARDIAN, COURT = (uuid5(NAMESPACE, name) for name in ("victim", "consent", "guardian", "court"))
PLANNER = Actor(UUID("7c1d2e3f-4a5b-5c6d-8e7f-0a1b2c3d4e5f"), "investigator", frozenset({"*"}))
met = VictimEncountered(victim_id=VICTIM)
of_age = VictimEncountered(victim_id=VICTIM, age_band="18--20")
PURPOSES = (PurposeChoice(purpose="service_delivery", given=True),)
by_guardian = ConsentRecorded(
    consent_id=CONSENT, subject_id=VICTIM, purposes=PURPOSES, by="guardian", guardian_ref=GUARDIAN
)
take = RecordConsent(case_id=CASE, subject_id=VICTIM, purposes=PURPOSES, by="guardian", guardian_ref=GUARDIAN)
exclude = RecordGuardianExcluded(case_id=CASE, victim_id=VICTIM, guardian_ref=GUARDIAN, reason="suspected_trafficker")
excluded = GuardianExcluded(victim_id=VICTIM, guardian_ref=GUARDIAN, reason="suspected_trafficker")
by_family = ExploitationDetermined(
    victim_id=VICTIM, types=("Servitude",), means=(), recruitment=(), relationship="Familial", basis="alleged"
)


def guardianship(kind):
    return GuardianshipDetermined(victim_id=VICTIM, guardian=kind, authority_org_id=COURT)


class WhenAGuardianIsExcluded:
    def test_what_they_agreed_to_lapses_in_the_same_append(self, open_case):
        given(*open_case, met, by_guardian).when(exclude).then(
            excluded, ConsentLapsed(consent_id=CONSENT, because="guardian_excluded")
        )

    def test_again_is_nothing_new(self, open_case):
        given(*open_case, met, by_guardian, excluded).when(exclude).nothing()

    def test_they_consent_to_nothing_more(self, open_case):
        given(*open_case, met, excluded).when(take).holds(GuardianIsExcluded)

    def test_another_guardian_may(self, open_case):
        other = take.model_copy(update={"guardian_ref": COURT})
        given(*open_case, met, excluded).when(other).emits(ConsentRecorded)


class WhenTheFamilyIsSuspected:
    @pytest.mark.parametrize("kind", [None, "parent", "kin", "none"])
    def test_no_guardian_of_hers_consents(self, open_case, kind):
        known = (guardianship(kind),) if kind else ()
        given(*open_case, met, by_family, *known).when(take).holds(FamilyIsSuspected)

    @pytest.mark.parametrize("kind", ["state", "court_appointed"])
    def test_an_appointed_guardian_does(self, open_case, kind):
        given(*open_case, met, by_family, guardianship(kind)).when(take).emits(ConsentRecorded)

    @pytest.mark.parametrize(("kind", "stands"), [(None, False), ("kin", False), ("state", True)])
    def test_what_a_guardian_agreed_to_before_lapses_unless_an_authority_chose_them(self, open_case, kind, stands):
        known = (guardianship(kind),) if kind else ()
        suspect = RecordExploitation(
            case_id=CASE, victim_id=VICTIM, types=("Servitude",), relationship="Familial", basis="alleged"
        )
        out = () if stands else (ConsentLapsed(consent_id=CONSENT, because="guardian_excluded"),)
        given(*open_case, met, by_guardian, *known).when(suspect).then(by_family, *out)
        own = by_guardian.model_copy(update={"by": "self", "guardian_ref": None})
        given(*open_case, of_age, own).when(suspect).then(by_family)

    def test_she_herself_does(self, open_case):
        own = take.model_copy(update={"by": "self", "guardian_ref": None})
        given(*open_case, of_age, by_family).when(own).emits(ConsentRecorded)


class WhenItIsKnownOfAnotherRecordOfHers:
    """Two records turn out to be one person's: what is known of either is known of her."""

    other = VictimEncountered(victim_id=COURT)
    joined = VictimRecordsJoined(kept_victim_id=VICTIM, joined_victim_id=COURT)
    adult = AgeAssessed(victim_id=COURT, age_band="18--20", is_child="no", method="document")
    lapsed = ConsentLapsed(consent_id=CONSENT, because="guardian_excluded")

    @pytest.mark.parametrize(
        ("known", "because"),
        [
            (by_family.model_copy(update={"victim_id": COURT}), "guardian_excluded"),
            (excluded.model_copy(update={"victim_id": COURT}), "guardian_excluded"),
            (adult, "of_age"),
        ],
    )
    @pytest.mark.parametrize("kept", [VICTIM, COURT])
    def test_what_a_guardian_agreed_to_lapses_as_they_are_joined(self, open_case, known, because, kept):
        given_up = COURT if kept == VICTIM else VICTIM
        join = JoinVictimRecords(case_id=CASE, kept_victim_id=kept, joined_victim_id=given_up)
        lapsed = ConsentLapsed(consent_id=CONSENT, because=because)
        joined = VictimRecordsJoined(kept_victim_id=kept, joined_victim_id=given_up)
        given(*open_case, met, by_guardian, self.other, known).when(join).then(joined, lapsed)

    def test_not_where_an_authority_chose_the_guardian(self, open_case):
        suspected = by_family.model_copy(update={"victim_id": COURT})
        join = JoinVictimRecords(case_id=CASE, kept_victim_id=VICTIM, joined_victim_id=COURT)
        known = (met, guardianship("state"), by_guardian, self.other, suspected)
        given(*open_case, *known).when(join).then(self.joined)


class WhenSheAsksAboutHerData:
    asked = SubjectRequestReceived(
        request_id=CONSENT, subject_id=VICTIM, kind="access", by="guardian", due_on=date(2026, 7, 1)
    )

    @staticmethod
    def answer(delivered_by):
        return AnswerSubjectRequest(case_id=CASE, request_id=CONSENT, outcome="granted", delivered_by=delivered_by)

    @pytest.mark.parametrize("suspicion", [by_family, excluded], ids=["family", "guardian"])
    def test_no_suspected_guardian_is_handed_the_answer(self, open_case, suspicion):
        history = (*open_case, met, self.asked, suspicion)
        given(*history).when(self.answer("guardian")).rejects(GuardianDoesNotSpeak)
        given(*history).when(self.answer("safe_channel")).emits(SubjectRequestAnswered)
        given(*history, guardianship("state")).when(self.answer("guardian")).emits(SubjectRequestAnswered)

    def test_any_other_guardian_is(self, open_case):
        given(*open_case, met, self.asked).when(self.answer("guardian")).emits(SubjectRequestAnswered)


class WhenAnOperationIsPlanned:
    def test_its_planner_takes_no_consent(self, planned):
        history = [recorded(event, number, actor=PLANNER) for number, event in enumerate(planned, 1)]
        given(*history).when(take, by=PLANNER).holds(TakenByOperationsTeam)
        given(*history).when(take).emits(ConsentRecorded)


class WhenTold:
    @pytest.mark.parametrize(
        ("command", "event"),
        [
            (
                RecordGuardianship(case_id=CASE, victim_id=VICTIM, guardian="state", authority_org_id=COURT),
                GuardianshipDetermined,
            ),
            (RecordMandatoryReport(case_id=CASE, victim_id=VICTIM, to_org_id=COURT), MandatoryReportMade),
            (
                RecordExploitation(case_id=CASE, victim_id=VICTIM, types=("ForcedBegging",), basis="official"),
                ExploitationDetermined,
            ),
        ],
    )
    def test_it_is_taken_once_and_of_somebody_not_yet_met_too(self, open_case, command, event):
        told = given(*open_case).when(command).emits(VictimEncountered, event)
        given(*open_case, *told).when(command).nothing()
