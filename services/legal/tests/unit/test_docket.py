"""The Docket: the same whatever the order of what it hears, opened once, closed when nothing is expected any more."""

from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from casework import NOTHING
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from legal import docket, prosecution
from legal.docket.closing import CloseLegalPart, ProsecutionsOpen, ReopenLegalPart
from legal.docket.notes import (
    ConsentNoted,
    DocketOpened,
    NoteConsent,
    NoteReadiness,
    NoteSuspect,
    NoteVictim,
    Purpose,
    ReadinessNoted,
    SuspectNoted,
    VictimNoted,
)
from legal.docket.opening import CaseUnknown, EmptyFileExists, OpenProsecution, ProsecutionOpened
from legal.docket.part import LegalPartClosed, LegalPartReopened
from legal.docket.state import Consent, Docket, Readiness
from legal.prosecution.appeals import AppealFiled
from legal.prosecution.charges import ChargeAccepted, ChargesFiled, FiledCharge
from legal.prosecution.complaint import ComplaintRefused, ComplaintRegistered, InvestigationOpened, ProsecutionStarted
from legal.prosecution.ending import (
    AccusedDied,
    JudgmentBecameFinal,
    ProceedingsSuspended,
    ProsecutionDiscontinued,
)
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded
from throughline.domain import Actor, Issued, Moment, OnStream, StreamRef, foresee
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY, scenario

given = scenario(docket.AGGREGATE)
IMPORT = Actor(UUID(int=77), "importer", frozenset({"*"}))
given_prosecution = scenario(prosecution.AGGREGATE)

P, P2, S, S2, V, V2, H, CONSENT, ORG = (UUID(int=number) for number in range(1, 10))
DAYS = [Moment.parse(f"2026-05-0{day}") for day in range(1, 6)]
ACTUAL = {"status": "ActualVictimOfTrafficking", "standing": "official"}
opened = DocketOpened()
file = ProsecutionOpened(prosecution_id=P, jurisdiction_profile="unspecified")
started = ProsecutionStarted(jurisdiction_profile="unspecified", profile_version=1)
registered = ComplaintRegistered(kind="fir", authority_org_id=ORG)
accused = AccusedRegistered(accused_id=S, named_by=ORG, basis="fir")
other = AccusedRegistered(accused_id=S2, named_by=ORG, basis="fir")
convicted = DispositionReported(accused_id=S, source="court", value="convicted_trial")
close = CloseLegalPart(case_id=CASE)


def seen(*events, id=P):
    return {id: given_prosecution(started, *events).state}


class WhenNothingIsKnown:
    def test_the_first_note_opens_the_docket(self):
        given().when(NoteSuspect(case_id=CASE, suspect_id=S, roles=("Exploiter",))).then(
            opened, SuspectNoted(suspect_id=S, roles=("Exploiter",))
        )

    def test_an_official_victim_opens_docket_and_prosecution_in_one_append(self):
        outcome = given().when(NoteVictim(case_id=CASE, victim_id=V, **ACTUAL))
        made = outcome.command.id_for("prosecution")
        outcome.then(
            opened,
            VictimNoted(victim_id=V, **ACTUAL),
            ProsecutionOpened(prosecution_id=made, jurisdiction_profile="unspecified"),
            OnStream(
                StreamRef("Prosecution", made),
                ProsecutionStarted(jurisdiction_profile="unspecified", profile_version=1),
            ),
        )

    def test_a_case_that_intake_has_not_told_of_is_taken_by_nobody(self):
        open_it = OpenProsecution(case_id=CASE, office_id="PHL-CEB", jurisdiction_profile="PHL")
        given().when(open_it).rejects(CaseUnknown)

    def test_a_lawyer_may_begin_a_case_of_her_own(self):
        issued = Issued(command_id=UUID(int=7), at=NOW, actor=SOMEBODY)
        command = OpenProsecution(case_id=uuid5(issued.command_id, "case"), office_id="PHL-MNL").issued(issued)
        assert [type(item) for item in docket.decide(Docket(), command, {})[:2]] == [DocketOpened, ProsecutionOpened]

    def test_an_import_may_open_a_prosecution_before_anything_is_noted(self):
        outcome = given().by(IMPORT).when(OpenProsecution(case_id=CASE, jurisdiction_profile="PHL"))
        made = outcome.command.id_for("prosecution")
        outcome.then(
            opened,
            ProsecutionOpened(prosecution_id=made, jurisdiction_profile="PHL"),
            OnStream(StreamRef("Prosecution", made), ProsecutionStarted(jurisdiction_profile="PHL", profile_version=1)),
        )

    def test_a_case_reopened_elsewhere_reopens_nothing_here(self):
        given().when(ReopenLegalPart(case_id=CASE, reason="retrial")).nothing()

    def test_the_profile_is_the_jurisdiction_the_case_came_from(self):
        command = NoteVictim(case_id=CASE, victim_id=V, **ACTUAL).issued(
            Issued(command_id=UUID(int=7), at=NOW, actor=SOMEBODY, jurisdiction="PHL")
        )
        decided = docket.decide(Docket(), command, {})
        assert decided[2].jurisdiction_profile == "PHL"


class WhenOpened:
    @pytest.mark.parametrize(
        ("status", "standing"),
        [
            ("ActualVictimOfTrafficking", "agency_view"),
            ("PossibleVictimOfTrafficking", "official"),
            ("NotAVictimOfTrafficking", "official"),
        ],
    )
    def test_any_other_status_is_noted_and_opens_nothing(self, status, standing):
        given(opened).when(NoteVictim(case_id=CASE, victim_id=V, status=status, standing=standing)).then(
            VictimNoted(victim_id=V, status=status, standing=standing)
        )

    def test_what_an_import_tells_of_the_past_opens_nothing_by_itself(self):
        note = NoteVictim(case_id=CASE, victim_id=V, **ACTUAL)
        given(opened).when(note, historical=True).then(VictimNoted(victim_id=V, **ACTUAL))

    def test_notes_again_are_nothing_new(self):
        day = {"occurred_on": DAYS[0]}
        notes = (
            (NoteSuspect(case_id=CASE, suspect_id=S, **day), SuspectNoted(suspect_id=S)),
            (NoteVictim(case_id=CASE, victim_id=V, **ACTUAL, **day), VictimNoted(victim_id=V, **ACTUAL)),
            (
                NoteConsent(case_id=CASE, consent_id=CONSENT, subject_id=V, **day),
                ConsentNoted(consent_id=CONSENT, subject_id=V),
            ),
            (
                NoteReadiness(case_id=CASE, hearing_id=H, witness_id=V, ready="yes", **day),
                ReadinessNoted(hearing_id=H, witness_id=V, ready="yes"),
            ),
        )
        for command, event in notes:
            given(opened, file).when(command).then(event)
            given(opened, file, event.on(DAYS[0])).when(command).nothing()

    def test_a_withdrawal_and_its_consent_make_one_whichever_comes_first(self):
        purposes = (Purpose(purpose="legal_proceedings", given=True),)
        recorded = ConsentNoted(consent_id=CONSENT, subject_id=V, purposes=purposes, expires_on=DAYS[4])
        withdrawn = ConsentNoted(consent_id=CONSENT, withdrawn_on=DAYS[2])
        expected = Consent(V, frozenset({("legal_proceedings", True)}), DAYS[4], DAYS[2], given_on=Moment(NOW))
        assert given(recorded, withdrawn).state.consents == given(withdrawn, recorded).state.consents
        assert given(recorded, withdrawn).state.consents == {CONSENT: expected}

    def test_of_two_words_on_one_day_the_cautious_one_holds(self):
        said = [ReadinessNoted(hearing_id=H, witness_id=V, ready=ready).on(DAYS[0]) for ready in ("no", "yes")]
        for order in (said, said[::-1]):
            assert given(*order).state.readiness_of(H, V) == Readiness("no", DAYS[0])


class WhenAProsecutionIsOpen:
    def test_a_second_official_victim_opens_no_second_one(self):
        given(opened, file).when(NoteVictim(case_id=CASE, victim_id=V2, **ACTUAL)).then(
            VictimNoted(victim_id=V2, **ACTUAL)
        )

    def test_an_empty_file_is_to_be_used_before_another_is_opened(self):
        command = OpenProsecution(case_id=CASE, jurisdiction_profile="PHL")
        given(opened, file).seeing(seen()).when(command).rejects(EmptyFileExists)

    def test_another_may_be_opened_once_it_is_in_use(self):
        command = OpenProsecution(case_id=CASE)
        for used in (registered, InvestigationOpened(authority_org_id=ORG), accused):
            given(opened, file).seeing(seen(used)).when(command).emits(ProsecutionOpened, ProsecutionStarted)


class WhenClosing:
    noted = (opened, SuspectNoted(suspect_id=S2), file)

    @pytest.mark.parametrize(
        "events",
        [
            (),
            (registered,),
            (registered, accused),
            (registered, accused, convicted),
            (
                registered,
                accused,
                AccusedRegistered(accused_id=S2, named_by=ORG, basis="fir"),
                AccusedDied(accused_id=S2),
            ),
            (
                registered,
                accused,
                convicted,
                JudgmentBecameFinal(accused_id=S),
                AppealFiled(appeal_id=H, accused_id=S, against=(H,), by="defence", court="supreme"),
            ),
        ],
    )
    def test_it_is_refused_while_a_prosecution_expects_something_and_says_which(self, events):
        outcome = given(*self.noted).seeing(seen(*events)).when(close)
        outcome.rejects(ProsecutionsOpen)
        assert str(P) in str(outcome.rejected)

    @pytest.mark.parametrize(
        ("events", "outcome"),
        [
            ((ComplaintRefused(reason="no_offence"),), "no_verdict"),
            ((ProsecutionDiscontinued(reason="no_evidence"),), "no_verdict"),
            ((registered, accused, convicted, JudgmentBecameFinal(accused_id=S)), "any_conviction"),
            ((registered, accused, AccusedDied(accused_id=S)), "no_verdict"),
            ((registered, accused, ProsecutionDiscontinued(accused_id=S, reason="no_evidence")), "no_verdict"),
            (
                (registered, accused, ProceedingsSuspended(accused_id=S, reason="absconded", review_on=DAYS[0])),
                "no_verdict",
            ),
        ],
    )
    def test_it_covers_everybody_suspected_or_accused(self, events, outcome):
        covers = {S, S2} if accused in events else {S2}
        given(*self.noted).seeing(seen(*events)).when(close).then(
            LegalPartClosed(covers=tuple(sorted(covers, key=str)), outcome_summary=outcome)
        )

    def test_nor_with_an_accused_in_a_file_whose_complaint_was_refused(self):
        refused = seen(ComplaintRefused(reason="no_offence"), accused)
        given(*self.noted).seeing(refused).when(close).rejects(ProsecutionsOpen)

    @pytest.mark.parametrize(
        ("found", "outcome"),
        [
            ((("guilty", "first_instance"),), "any_conviction"),
            ((("not_guilty", "first_instance"),), "all_acquitted"),
            ((("guilty", "first_instance"), ("not_guilty", "appeal")), "all_acquitted"),
            ((("not_guilty", "first_instance"), ("guilty", "appeal")), "any_conviction"),
            ((("dismissed", "first_instance"),), "no_verdict"),
            ((("hung", "first_instance"),), "no_verdict"),
        ],
    )
    def test_the_outcome_is_what_the_highest_court_found(self, found, outcome):
        filed = ChargesFiled(accused_id=S, charges=(FiledCharge(charge_id=H, statute="RA 9208", counts=1),))
        verdicts = [
            VerdictRecorded(accused_id=S, charge_id=H, counts=1, verdict=verdict, court=court)
            for verdict, court in found
        ]
        tried = (accused, filed, ChargeAccepted(charge_id=H, counts=1), *verdicts, JudgmentBecameFinal(accused_id=S))
        closed = given(*self.noted).seeing(seen(registered, *tried)).when(close).emits(LegalPartClosed)[0]
        assert closed.outcome_summary == outcome

    def test_a_reported_acquittal_is_one(self):
        reported = DispositionReported(accused_id=S, source="court", value="acquitted_trial")
        tried = seen(registered, accused, reported, JudgmentBecameFinal(accused_id=S))
        closed = given(*self.noted).seeing(tried).when(close).emits(LegalPartClosed)[0]
        assert closed.outcome_summary == "all_acquitted"

    def test_a_case_never_prosecuted_may_close(self):
        given(opened, SuspectNoted(suspect_id=S)).when(close).then(
            LegalPartClosed(covers=(S,), outcome_summary="not_prosecuted")
        )


class WhenClosed:
    closed = (opened, SuspectNoted(suspect_id=S), LegalPartClosed(covers=(S,), outcome_summary="not_prosecuted"))

    def test_closing_again_is_nothing_new_until_it_covers_more(self):
        given(*self.closed).when(close).nothing()
        given(*self.closed, SuspectNoted(suspect_id=S2)).when(close).emits(LegalPartClosed)

    def test_a_prosecution_opened_means_work_again(self):
        given(*self.closed).when(OpenProsecution(case_id=CASE)).emits(
            LegalPartReopened, ProsecutionOpened, ProsecutionStarted
        )

    def test_so_does_somebody_it_did_not_cover(self):
        given(*self.closed).when(NoteSuspect(case_id=CASE, suspect_id=S2)).then(
            SuspectNoted(suspect_id=S2), LegalPartReopened(reason="suspect_noted")
        )

    def test_more_of_somebody_it_covered_does_not(self):
        given(*self.closed).when(NoteSuspect(case_id=CASE, suspect_id=S, roles=("Exploiter",))).emits(SuspectNoted)

    def test_so_does_an_official_victim(self):
        given(*self.closed).when(NoteVictim(case_id=CASE, victim_id=V, **ACTUAL)).emits(
            VictimNoted, LegalPartReopened, ProsecutionOpened, ProsecutionStarted
        )

    def test_a_second_victim_too_after_the_first_prosecution_is_over(self):
        first = VictimNoted(victim_id=V, **ACTUAL)
        over = (opened, first, file, LegalPartClosed(covers=(), outcome_summary="no_verdict"))
        given(*over).when(NoteVictim(case_id=CASE, victim_id=V2, **ACTUAL)).emits(
            VictimNoted, LegalPartReopened, ProsecutionOpened, ProsecutionStarted
        )
        again = NoteVictim(case_id=CASE, victim_id=V, **ACTUAL, occurred_on=DAYS[4])
        given(*over).when(again).emits(VictimNoted)

    def test_what_an_import_told_of_the_past_does_not_swallow_the_same_told_live(self):
        note = NoteVictim(case_id=CASE, victim_id=V, **ACTUAL, occurred_on=DAYS[0])
        past = note.issued(Issued(command_id=UUID(int=7), at=NOW, actor=SOMEBODY, historical=True))
        known = foresee(docket.evolve, Docket(opened=True), past, docket.decide(Docket(opened=True), past, {}))
        live = note.issued(Issued(command_id=UUID(int=8), at=NOW, actor=SOMEBODY))
        assert [type(item) for item in docket.decide(known, live, {})[:2]] == [VictimNoted, ProsecutionOpened]
        assert docket.decide(known, past, {}) == []

    def test_the_case_reopened_reopens_the_part_once(self):
        reopen = ReopenLegalPart(case_id=CASE, reason="retrial")
        given(*self.closed).when(reopen).then(LegalPartReopened(reason="retrial"))
        given(*self.closed, LegalPartReopened(reason="retrial")).when(reopen).nothing()


FOREIGN = [
    NoteSuspect(case_id=CASE, suspect_id=S, roles=("Exploiter",), occurred_on=DAYS[0]),
    NoteSuspect(case_id=CASE, suspect_id=S, roles=("Transporter",), occurred_on=DAYS[1]),
    NoteSuspect(case_id=CASE, suspect_id=S2, occurred_on=DAYS[1]),
    NoteVictim(case_id=CASE, victim_id=V, **ACTUAL, occurred_on=DAYS[1]),
    NoteVictim(case_id=CASE, victim_id=V2, **ACTUAL, occurred_on=DAYS[2]),
    NoteVictim(case_id=CASE, victim_id=V, status="NotAVictimOfTrafficking", standing="official", occurred_on=DAYS[3]),
    NoteConsent(
        case_id=CASE,
        consent_id=CONSENT,
        subject_id=V,
        purposes=(Purpose(purpose="legal_proceedings", given=True),),
        occurred_on=DAYS[0],
    ),
    NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=DAYS[3], occurred_on=DAYS[3]),
    NoteReadiness(case_id=CASE, hearing_id=H, witness_id=V, ready="yes", occurred_on=DAYS[1]),
    NoteReadiness(case_id=CASE, hearing_id=H, witness_id=V, ready="no", occurred_on=DAYS[2]),
]


def arrive(order):
    """The Docket after these facts in this order, and everything it recorded."""
    state, recorded = Docket(), []
    for number, index in enumerate(order):
        issue = Issued(command_id=uuid5(NAMESPACE, f"{number} {index}"), at=NOW, actor=SOMEBODY)
        command = FOREIGN[index].issued(issue)
        decided = docket.decide(state, command, {})
        recorded += decided
        state = foresee(docket.evolve, state, command, decided)
    return state, recorded


EXPECTED, _ = arrive(range(len(FOREIGN)))


@settings(max_examples=200)
@generated(st.permutations(range(len(FOREIGN))), st.lists(st.integers(0, len(FOREIGN) - 1), max_size=4))
def test_the_order_of_what_others_tell_does_not_matter(order, again):
    state, recorded = arrive([*order, *again])
    types = [type(item.event if isinstance(item, OnStream) else item) for item in recorded]
    by_chance = {"prosecutions": (), "casework": NOTHING, "heard": frozenset()}
    assert replace(state, **by_chance) == replace(EXPECTED, **by_chance)
    kinds = {"ask_for_video_or_adjournment", "tell_counsel_and_prosecutor_of_withdrawal"}
    assert {task.kind for task in state.casework.tasks.values()} == kinds
    assert len(state.casework.tasks) == len(kinds)
    assert types.count(DocketOpened) == types.count(ProsecutionOpened) == types.count(ProsecutionStarted) == 1
    assert types[0] is DocketOpened
    assert len(state.prosecutions) == 1
