"""Reactions as examples: a foreign event in, notes out; and every liberty fact of the list, held or not, warns."""

from datetime import UTC, datetime
from json import loads
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare import case_care, reactions
from aftercare.case_care.closing import ReopenAftercare
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.corrections import NoteCorrection, NoteHeldFactDismissed
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.joining import NoteVictimRecordsJoined
from aftercare.case_care.merging import NoteCaseMerge, NoteMergedCase
from aftercare.case_care.people import NoteVictim, VictimNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.case_care.threats import NoteSafetyRisk
from aftercare.codes import PurposeGiven
from aftercare.inbound import legal, partners
from aftercare.reactions import from_legal
from casework import RiskSubject, TakeBackNotes, TellOfCorrection
from casework.liberty import ENDS_OF_COUNTS, FACTS, HELD_FACTS, OTHERWISE
from throughline import domain
from throughline.domain import Command, Metadata, Moment
from throughline.reaction import Reaction
from throughline.testing.given import CASE, NAMESPACE, NOW, scenario

given = scenario(case_care.AGGREGATE)
VICTIM, CONSENT, ACCUSED, HEARING, EVENT = (
    uuid5(NAMESPACE, name) for name in ("victim", "consent", "accused", "hearing", "foreign event")
)
DAY = Moment.parse("2026-05-04")
AT = datetime(2026, 5, 5, tzinfo=UTC)
SERVICES = Path(__file__).parents[3]
BY_EVENT = {(reaction.event.source, reaction.event.name): reaction for reaction in reversed(reactions.ALL)}

GOLDEN_OF_LEGAL = SERVICES / "legal" / "tests" / "golden"
LEGALS = sorted(path.name.split(".")[0] for path in GOLDEN_OF_LEGAL.glob("*.json"))


def origin(event_type: str, service: str, **more: Any) -> Metadata:
    told: dict[str, Any] = {
        "event_id": EVENT,
        "event_type": event_type,
        "schema_version": 1,
        "service": service,
        "stream_id": EVENT,
        "stream_version": 1,
        "case_id": CASE,
        "occurred_on": DAY,
        "recorded_at": AT,
        "actor_id": EVENT,
        "actor_role": "somebody",
        "command_id": EVENT,
        "correlation_id": EVENT,
        "causation_id": EVENT,
    }
    return Metadata(**(told | more))


def react(service: str, event_type: str, body: dict[str, Any], **more: Any) -> list[Command]:
    reaction: Reaction = BY_EVENT[service, event_type]
    return list(reaction(reaction.event.model_validate(body), origin(event_type, service, **more)))


class WhenIntakeSpeaksOfPeople:
    @pytest.mark.parametrize(
        ("band", "child"), [("0--8", "yes"), ("9--17", "yes"), ("21--23", "no"), ("unknown", None)]
    )
    def test_somebody_met_is_known(self, band: str, child: Any) -> None:
        assert react("intake", "VictimEncountered", {"victimId": str(VICTIM), "ageBand": band, "new": 1}) == [
            NoteVictim(case_id=CASE, victim_id=VICTIM, is_child=child, age_by="band" if child else None)
        ]

    def test_who_is_in_safety_comes_with_the_basis_it_was_recorded_on(self) -> None:
        told = react("intake", "VictimBroughtToSafety", {"victimId": str(VICTIM)}, legal_basis="public_mandate")
        assert told == [
            NoteVictim(case_id=CASE, legal_basis="public_mandate", victim_id=VICTIM, brought_to_safety_on=DAY)
        ]

    def test_refusals_and_requests_keep_their_day(self) -> None:
        body = {"victimId": str(VICTIM)}
        assert react("intake", "VictimDeclinedAssistance", body) == [
            NoteVictim(case_id=CASE, victim_id=VICTIM, declined_on=DAY)
        ]
        assert react("intake", "AssistanceRequested", body) == [
            NoteVictim(case_id=CASE, victim_id=VICTIM, requested_on=DAY)
        ]

    def test_consent_its_withdrawal_and_preference(self) -> None:
        purposes = [{"purpose": "service_delivery", "given": True}]
        body = {
            "consentId": str(CONSENT),
            "subjectId": str(VICTIM),
            "purposes": purposes,
            "by": "guardian",
            "assent": "refused",
            "withholdFrom": [str(EVENT)],
            "expiresOn": "2027-01",
        }
        assert react("intake", "ConsentRecorded", body) == [
            NoteConsent(
                case_id=CASE,
                consent_id=CONSENT,
                subject_id=VICTIM,
                purposes=(PurposeGiven(purpose="service_delivery", given=True),),
                expires_on="2027-01",
                by="guardian",
                assent="refused",
                withhold_from=(EVENT,),
            )
        ]
        assert react("intake", "ConsentWithdrawn", {"consentId": str(CONSENT)}) == [
            NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=DAY)
        ]
        preference = {"personId": str(VICTIM), "warn": "no", "tell": ["verdict"]}
        assert react("intake", "ContactPreferenceRecorded", preference) == [
            NotePreference(case_id=CASE, person_id=VICTIM, warn="no", tell=("verdict",))
        ]

    def test_status_and_reopening(self) -> None:
        status = {"victimId": str(VICTIM), "status": "ActualVictimOfTrafficking", "standing": "official"}
        assert react("intake", "VictimStatusDetermined", status) == [
            NoteVictim(case_id=CASE, victim_id=VICTIM, status="ActualVictimOfTrafficking", standing="official")
        ]
        assert react("intake", "CaseReopened", {"reason": "retrial"}) == [
            ReopenAftercare(case_id=CASE, reason="retrial")
        ]
        assert react("intake", "CaseReopened", {"reason": "aftercare_reopened"}) == []


class WhenIntakeHoldsAFact:
    def test_whoever_it_names_is_known(self) -> None:
        note = NoteVictim(case_id=CASE, victim_id=VICTIM)
        for body in ({"victimId": str(VICTIM)}, {"victims": [{"victimId": str(VICTIM)}, {}, "?"]}):
            assert react("intake", "FactHeld", {"type": "VictimBroughtToSafety", "body": body}) == [note]

    @pytest.mark.parametrize("service", ["intake", "legal"])
    def test_who_is_in_danger_is_warned(self, service: str) -> None:
        subjects = [{"kind": "victim", "id": str(VICTIM)}, {"kind": "?", "id": "?"}]
        for level, read in (("high", "high"), ("?", "immediate")):
            body = {"level": level, "subjects": subjects}
            (note,) = react(service, "FactHeld", {"type": "SafetyRiskRaised", "body": body})
            assert isinstance(note, NoteSafetyRisk)
            assert (note.level, note.subjects) == (read, (RiskSubject(kind="victim", id=VICTIM),))

    def test_a_wish_to_be_warned_is_heard_and_a_refusal_has_to_stand(self) -> None:
        wish = {"personId": str(VICTIM), "warn": "yes"}
        assert react("intake", "FactHeld", {"type": "ContactPreferenceRecorded", "body": wish}) == [
            NotePreference(case_id=CASE, person_id=VICTIM, warn="yes")
        ]
        refusal = {"type": "ContactPreferenceRecorded", "body": wish | {"warn": "no"}}
        assert react("intake", "FactHeld", refusal) == []

    def test_what_she_took_back_is_not_shared_on(self) -> None:
        assert react("intake", "FactHeld", {"type": "ConsentWithdrawn", "body": {"consentId": str(CONSENT)}}) == [
            NoteConsent(case_id=CASE, consent_id=CONSENT, withdrawn_on=DAY)
        ]


class WhenACaseIsMergedTakenOverOrPutRight:
    def test_the_case_that_goes_on_learns_of_it_too(self) -> None:
        note, carried = react("intake", "CaseMerged", {"survivingCaseId": str(EVENT)})
        assert note == NoteCaseMerge(case_id=CASE, surviving_case_id=EVENT)
        assert carried == NoteMergedCase(case_id=EVENT, merged_case_id=CASE)

    def test_takeover_join_and_corrections_are_noted(self) -> None:
        assert react("intake", "CaseTakenOver", {"asOf": "2026-05-04"}) == [
            NoteCaseTakenOver(case_id=CASE, as_of=DAY.day)
        ]
        joined = {"keptVictimId": str(VICTIM), "joinedVictimId": str(HEARING)}
        assert react("intake", "VictimRecordsJoined", joined) == [
            NoteVictimRecordsJoined(case_id=CASE, kept_victim_id=VICTIM, joined_victim_id=HEARING)
        ]
        for service in ("intake", "legal"):
            told_of = {"replaces": str(HEARING), "about": [str(VICTIM)], "wrongRecordedAt": NOW.isoformat()}
            noted, tell, gone = react(service, "FactCorrected", told_of)
            assert noted == NoteCorrection(case_id=CASE, replaces=HEARING, source_event_id=EVENT)
            assert isinstance(gone, TakeBackNotes)
            assert (gone.source, "VictimNoted" in gone.only, bool(gone.only)) == (HEARING, False, True)
            assert isinstance(tell, TellOfCorrection)
            assert (tell.about, tell.since, tell.correction) == ((VICTIM,), NOW, EVENT)
        assert react("legal", "HeldFactDismissed", {"heldId": str(HEARING)}) == [
            NoteHeldFactDismissed(case_id=CASE, held_id=HEARING, source_event_id=EVENT)
        ]

    @pytest.mark.parametrize("service", ["intake", "legal"])
    @pytest.mark.parametrize("reason", ["wrong_person", "never_happened"])
    def test_what_was_noted_of_a_held_fact_that_is_not_true_is_taken_back(self, service: str, reason: str) -> None:
        body = {"heldId": str(VICTIM), "heldIn": str(HEARING), "reason": reason}
        noted, gone = react(service, "HeldFactDismissed", body)
        assert noted == NoteCorrection(case_id=CASE, replaces=HEARING, source_event_id=EVENT)
        assert isinstance(gone, TakeBackNotes)
        assert (gone.source, bool(gone.only)) == (HEARING, True)

    @pytest.mark.parametrize("reason", ["duplicate", "recorded_otherwise"])
    def test_of_one_that_is_recorded_otherwise_it_stands(self, reason: str) -> None:
        body = {"heldId": str(VICTIM), "heldIn": str(HEARING), "reason": reason}
        assert react("intake", "HeldFactDismissed", body) == []
        assert react("legal", "HeldFactDismissed", body) == [
            NoteHeldFactDismissed(case_id=CASE, held_id=VICTIM, source_event_id=EVENT)
        ]

    @pytest.mark.parametrize(
        "name", ["CompensationOrdered", "EntitlementGranted", "OfficialStatusIssued", "CounselMandated"]
    )
    def test_whom_a_court_or_an_authority_calls_a_victim_is_known(self, name: str) -> None:
        note, *_ = react("legal", name, {"victimId": str(VICTIM)})
        assert note == NoteVictim(case_id=CASE, victim_id=VICTIM)

    def test_a_release_of_a_day_that_nobody_says_may_be_any_time(self) -> None:
        (note,) = react("legal", "ReleaseExpected", {"accusedId": str(ACCUSED)})
        assert isinstance(note, NoteCustodyChange)
        assert (note.effect, note.expected_on) == ("unknown", None)


class WhenLegalSpeaksOfLiberty:
    @pytest.mark.parametrize("name", LEGALS)
    def test_each_of_its_events_is_classified_once(self, name: str) -> None:
        assert [name in FACTS, name in ENDS_OF_COUNTS, name in OTHERWISE].count(True) == 1

    def test_every_liberty_fact_is_listened_to(self) -> None:
        assert {fact.name for fact in legal.LIBERTY_FACTS} == set(FACTS)
        assert {name for source, name in BY_EVENT if source == "legal"} >= set(FACTS) | set(ENDS_OF_COUNTS)
        assert set(HELD_FACTS) == set(FACTS) | set(ENDS_OF_COUNTS) | {"HearingScheduled"}

    @pytest.mark.parametrize("name", sorted(FACTS))
    def test_each_becomes_a_custody_change_of_its_source(self, name: str) -> None:
        (note,) = react("legal", name, {"accusedId": str(ACCUSED), "on": "2026-07-01"})
        assert isinstance(note, NoteCustodyChange)
        assert (note.accused_id, note.source_event_id) == (ACCUSED, EVENT)
        assert (note.change, note.effect) == (FACTS[name].change, FACTS[name].effect)

    @pytest.mark.parametrize("name", sorted({*FACTS, *ENDS_OF_COUNTS, "ChargesFiled", "TestimonyGiven"}))
    def test_each_pages_when_it_is_parked(self, name: str) -> None:
        assert BY_EVENT["legal", name].safety

    @pytest.mark.parametrize("name", sorted(HELD_FACTS))
    def test_a_held_one_warns_with_unknown_effect(self, name: str) -> None:
        (note,) = react("legal", "FactHeld", {"type": name, "body": {"accusedId": str(ACCUSED)}, "code": "Any"})
        assert isinstance(note, NoteCustodyChange)
        assert (note.accused_id, note.effect) == (ACCUSED, "unknown")
        given(VictimNoted(victim_id=VICTIM)).when(note).emits(case_care.CareOpened, *WARNED)

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("VerdictRecorded", {"verdict": "guilty"}),
            ("VerdictRecorded", {"verdict": "guilty_lesser"}),
            ("SentencePassed", {"custodialMonths": "24"}),
            ("SentencePassed", {"life": True}),
        ],
    )
    def test_a_conviction_or_a_custodial_sentence_is_none(self, name: str, body: dict[str, Any]) -> None:
        assert react("legal", name, body) == []
        assert react("legal", "FactHeld", {"type": name, "body": body, "code": "Any"}) == []

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("VerdictRecorded", {"verdict": "hung"}),
            ("SentencePassed", {"custodialMonths": "24", "suspended": True}),
            ("SentencePassed", {"custodialMonths": "0"}),
            ("SentencePassed", {}),
        ],
    )
    def test_what_may_let_him_go_is_one(self, name: str, body: dict[str, Any]) -> None:
        assert len(react("legal", name, body)) == 1

    @pytest.mark.parametrize("months", [None, "?", {}, "0"])
    def test_a_held_sentence_whose_term_nobody_can_read_may_let_him_go(self, months: object) -> None:
        held = {"type": "SentencePassed", "body": {"custodialMonths": months}, "code": "Any"}
        assert len(react("legal", "FactHeld", held)) == 1

    def test_conditions_and_the_expected_day_are_kept(self) -> None:
        (bail,) = react("legal", "BailGranted", {"accusedId": str(ACCUSED), "conditions": ["no_contact"]})
        (expected,) = react("legal", "ReleaseExpected", {"accusedId": str(ACCUSED), "on": "2026-07-01"})
        assert bail.conditions == ("no_contact",)
        assert expected.expected_on == Moment.parse("2026-07-01")

    def test_a_held_fact_with_a_body_of_nonsense_still_warns(self) -> None:
        (note,) = react("legal", "FactHeld", {"type": "SuspectReleased", "body": {"accusedId": "?"}, "code": "Any"})
        assert note.accused_id is None

    def test_a_held_fact_about_something_else_is_nothing(self) -> None:
        assert react("legal", "FactHeld", {"type": "PleaEntered", "body": {}, "code": "Any"}) == []


WARNED = (case_care.CustodyChangeNoted, SafetyRecheckFellDue)


class WhenLegalSpeaksOfHearings:
    def test_what_is_scheduled_is_noted(self) -> None:
        body = {"hearingId": str(HEARING), "type": "bail", "on": "2026-07-01T08:00:00Z", "witnessIds": [str(VICTIM)]}
        assert react("legal", "HearingScheduled", body) == [
            NoteHearing(
                case_id=CASE,
                hearing_id=HEARING,
                type="bail",
                on=Moment.parse("2026-07-01T08:00:00Z"),
                witness_ids=(VICTIM,),
                state="scheduled",
            )
        ]

    @pytest.mark.parametrize(
        ("name", "state"), [("HearingHeld", "held"), ("HearingAdjourned", "adjourned"), ("HearingVacated", "vacated")]
    )
    def test_what_became_of_it_too(self, name: str, state: Any) -> None:
        assert react("legal", name, {"hearingId": str(HEARING)}) == [
            NoteHearing(case_id=CASE, hearing_id=HEARING, state=state)
        ]

    def test_who_testified_unlisted_is_known(self) -> None:
        (note,) = react("legal", "TestimonyGiven", {"hearingId": str(HEARING), "witnessId": str(VICTIM)})
        assert note == NoteHearing(
            case_id=CASE, hearing_id=HEARING, witness_ids=(VICTIM,), state="summoned", testified_ids=(VICTIM,)
        )
        released = case_care.CustodyChangeNoted(change="released", effect="at_liberty", source_event_id=EVENT)
        given(case_care.CareOpened(), released).when(note).emits(case_care.HearingNoted, SafetyRecheckFellDue)

    def test_whom_a_charge_names_is_known(self) -> None:
        charges = [{"chargeId": str(EVENT), "counts": 2, "victimIds": [str(VICTIM)]}]
        victim, counts = react("legal", "ChargesFiled", {"accusedId": str(ACCUSED), "charges": charges})
        assert victim == NoteVictim(case_id=CASE, victim_id=VICTIM)
        assert (counts.accused_id, counts.charges[0].counts, counts.said) == (ACCUSED, 2, "filed")
        held = {"type": "ChargesFiled", "body": {"charges": charges}, "code": "Any"}
        assert react("legal", "FactHeld", held) == [NoteVictim(case_id=CASE, victim_id=VICTIM)]

    def test_every_witness_is_known(self) -> None:
        assert react("legal", "WitnessSummoned", {"witnessId": str(VICTIM), "role": "victim"}) == [
            NoteVictim(case_id=CASE, victim_id=VICTIM)
        ]
        summoned = NoteHearing(case_id=CASE, hearing_id=EVENT, witness_ids=(VICTIM,), state="summoned")
        assert react("legal", "WitnessSummoned", {"witnessId": str(VICTIM), "role": "police"}) == [summoned]
        held = {"type": "WitnessSummoned", "body": {"witnessId": str(VICTIM)}, "code": "Any"}
        assert react("legal", "FactHeld", held) == [summoned]


SOMETIMES_NOTHING = {"AppealDecided", "VerdictRecorded", "SentencePassed"}
ON_EVERY_STREAM: dict[str, domain.Event] = {
    "FactHeld": domain.FactHeld(
        held_id=EVENT, type="SuspectReleased", body={"victimId": str(EVENT)}, code="NotInCustody", missing="arrest"
    ),
    "HeldFactDismissed": domain.HeldFactDismissed(held_id=EVENT, reason="never_happened", held_in=EVENT),
    "FactCorrected": domain.FactCorrected(replaces=EVENT, reason="wrong_person", approver_id=EVENT),
}


@pytest.mark.parametrize("reaction", reactions.ALL, ids=lambda reaction: reaction.name)
def test_it_reads_the_producers_sample(reaction: Reaction) -> None:
    event = reaction.event
    sample = SERVICES / event.source / "tests" / "golden" / f"{event.name}.v1.json"
    of_the_kit = ON_EVERY_STREAM.get(event.name)
    text = of_the_kit.model_dump_json(by_alias=True) if of_the_kit else sample.read_text()
    commands = reaction(event.model_validate(loads(text)), origin(event.name, event.source))
    assert commands or event.name in SOMETIMES_NOTHING
    assert all(not command.roles for command in commands)
    assert {command.case_id for command in commands} <= {CASE} or event.name == "CaseMerged"


def test_reactions_have_names_of_their_own() -> None:
    assert len({reaction.name for reaction in reactions.ALL}) == len(reactions.ALL)


def test_partners_tell_what_became_of_a_service() -> None:
    assert {fact.records for fact in partners.ACCEPTS} == {
        "ServiceAccepted",
        "ServiceRejected",
        "ServiceDelivered",
        "ServiceEnded",
    }


def test_ids_are_read_from_held_bodies() -> None:
    assert from_legal.id_in(str(ACCUSED)) == UUID(str(ACCUSED))
    assert from_legal.id_in(None) is None
