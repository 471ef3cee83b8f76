"""Read models as folds: rows after a history, without a database; open re-checks agree with what decisions see."""

import re
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from uuid import UUID, uuid5

import pytest
from aftercare import assessment, case_care, survivor
from aftercare.assessment.scoring import AssessmentCompleted, AssessmentStarted, SubdomainScored
from aftercare.case_care import (
    AftercarePartClosed,
    AftercareReopened,
    CareOpened,
    HearingNoted,
    PreferenceNoted,
    SafetyRecheckAcknowledged,
    SafetyRecheckDone,
    SafetyRecheckEscalated,
    SafetyRecheckFellDue,
    SurvivorEnrolled,
    VictimNoted,
)
from aftercare.codes import RecheckOutcome
from aftercare.projections.assessments import Assessments
from aftercare.projections.case_view import CaseView
from aftercare.projections.caseload import Caseload
from aftercare.projections.people import People
from aftercare.projections.safety_rechecks import SafetyRechecks
from aftercare.projections.tasks import Tasks
from aftercare.survivor import (
    CarePlanApproved,
    CarePlanDrafted,
    CareStarted,
    CaseworkerAssigned,
    CourtPreparationDone,
    CourtPreparationFellDue,
    EmergencyCareProvided,
    PlacementEnded,
    PlacementStarted,
    RestorationReversed,
    ServiceAccepted,
    ServiceDelivered,
    ServiceEnded,
    ServiceReferred,
    SurvivorExited,
)
from aftercare.survivor.plan import Goal
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from throughline.domain import Event, Moment, Sealed
from throughline.domain.aggregate import members
from throughline.projection.model import ReadModel, fold
from throughline.testing.given import CASE, NAMESPACE, NOW, recorded
from throughline.testing.given import fold as fold_aggregate

WOMAN, SISTER, CLERK, WORKER, CONSENT, PLAN, SERVICE, ORG, PLACEMENT, HEARING, RELEASE, ARREST = (
    uuid5(NAMESPACE, name)
    for name in [
        "woman",
        "sister",
        "clerk",
        "worker",
        "consent",
        "plan",
        "service",
        "org",
        "placement",
        "hearing",
        "release",
        "arrest",
    ]
)
STREAM = uuid5(NAMESPACE, "stream")
MODELS: tuple[ReadModel, ...] = (CaseView(), People(), SafetyRechecks(), Caseload(), Assessments(), Tasks())
OWN = {event for part in (case_care, survivor, assessment) for event in members(part.Event)}


def rows(model: ReadModel, *events: Event) -> dict:
    kept = [recorded(event, number) for number, event in enumerate(events, 1)]
    return fold(model, [(event, event.metadata) for event in kept])


def row(model: ReadModel, *events: Event):
    (only,) = rows(model, *events).values()
    return only


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
class WhenDeclared:
    def test_every_event_is_handled_or_ignored_and_none_both(self, model: ReadModel) -> None:
        assert set(model.handlers) | model.ignores == OWN
        assert not set(model.handlers) & model.ignores

    def test_its_table_has_its_columns_in_its_order(self, model: ReadModel) -> None:
        folder = files("aftercare").joinpath("migrations")
        migrations = [entry.read_text() for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)]
        (migration,) = [text for text in migrations if f"create table {model.table} (" in text]
        body = migration.partition(f"create table {model.table} (\n")[2].partition("\n);")[0].splitlines()
        columns = [line.split()[0] for line in body if not line.strip().startswith("primary key")]
        for text in migrations:
            for change in re.findall(rf"alter table {model.table}\b([^;]*);", text):
                columns += re.findall(r"add column (\w+)", change)
        assert columns == [field.name for field in fields(model.row)]
        assert f"create table {model.table} (" in migration
        assert f"create view {model.name} as select * from {model.table};" in migration


class WhenACaseIsFollowed:
    def test_the_part_opens_closes_and_opens_again(self) -> None:
        closed = AftercarePartClosed(covers=(WOMAN,), outcome_summary="all_exited")
        first = row(CaseView(), CareOpened(), VictimNoted(victim_id=WOMAN))
        assert (first.part, first.office_id, first.opened_on) == ("open", "PHL-MNL", NOW.date())
        then = row(CaseView(), CareOpened(), closed)
        assert (then.part, then.covers, then.closed_on) == ("closed", (WOMAN,), NOW.date())
        again = row(CaseView(), CareOpened(), closed, AftercareReopened(reason="retrial"))
        assert (again.part, again.covers, again.closed_on) == ("open", (), None)

    def test_people_are_victims_or_witnesses_and_may_refuse_warnings(self) -> None:
        found = rows(
            People(),
            VictimNoted(victim_id=WOMAN, is_child="no", brought_to_safety_on=Moment.parse("2026-05-02")),
            VictimNoted(victim_id=WOMAN, brought_to_safety_on=Moment.parse("2026-05-01")),
            HearingNoted(hearing_id=HEARING, witness_ids=(CLERK, WOMAN), state="summoned"),
            PreferenceNoted(person_id=CLERK, warn="no"),
            SurvivorEnrolled(survivor_id=WOMAN, consent_id=CONSENT),
        )
        woman, clerk = found[CASE, WOMAN], found[CASE, CLERK]
        assert (woman.victim, woman.witness, woman.enrolled, woman.is_child) == (True, True, True, "no")
        assert (woman.brought_on, woman.consent_id, woman.warn) == ("2026-05-02", CONSENT, None)
        assert (clerk.victim, clerk.witness, clerk.warn) == (False, True, "no")


class WhenRechecksAreFollowed:
    due = SafetyRecheckFellDue(person_ids=(WOMAN, SISTER), because=(RELEASE,), due_at=NOW)
    later = SafetyRecheckFellDue(person_ids=(WOMAN,), because=(ARREST,), due_at=NOW + timedelta(days=7))

    def test_an_open_one_shows_cause_time_and_who_was_told(self) -> None:
        up = SafetyRecheckEscalated(person_ids=(WOMAN,), to_role="director")
        open_ = row(SafetyRechecks(), self.due, self.later, up)
        assert set(open_.people) == {str(WOMAN), str(SISTER)}
        assert set(open_.people[str(WOMAN)]["owed"]) == {str(RELEASE), str(ARREST)}
        assert open_.people[str(WOMAN)]["escalatedTo"] == "director"
        assert open_.earliest_due == NOW

    def test_a_vain_attempt_is_counted_and_leaves_it_open(self) -> None:
        acknowledged = SafetyRecheckAcknowledged(person_ids=(WOMAN,))
        tried = SafetyRecheckDone(person_id=WOMAN, answered=(RELEASE,), outcome="not_reached")
        hers = row(SafetyRechecks(), self.due, acknowledged, tried).people[str(WOMAN)]
        assert hers["attempts"] == 1
        assert not hers["owed"][str(RELEASE)]["acknowledged"]

    def test_answered_for_everyone_nothing_is_due(self) -> None:
        done = [SafetyRecheckDone(person_id=p, answered=(RELEASE,), outcome="safe") for p in (WOMAN, SISTER)]
        closed = row(SafetyRechecks(), self.due, *done)
        assert (closed.people, closed.earliest_due) == ({}, None)


PEOPLE, CAUSES = (WOMAN, SISTER, CLERK), (RELEASE, ARREST)
HEARINGS = {HEARING: 1}
OUTCOMES: tuple[RecheckOutcome, ...] = ("safe", "moved", "not_reached")
SOME = st.sets(st.sampled_from(PEOPLE), min_size=1).map(lambda people: tuple(sorted(people)))
SCHEDULED = HearingNoted(hearing_id=HEARING, type="bail", state="scheduled")
HEARING_CAUSE = uuid5(NAMESPACE, "command 1")


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(["due", "acknowledged", "done", "escalated", "refused", "called off"]))
    match kind:
        case "due":
            causes = draw(st.sets(st.sampled_from((*CAUSES, HEARING_CAUSE)), min_size=1))
            at = NOW + timedelta(hours=draw(st.integers(1, 99)))
            return SafetyRecheckFellDue(person_ids=draw(SOME), because=tuple(sorted(causes)), due_at=at)
        case "acknowledged":
            return SafetyRecheckAcknowledged(person_ids=draw(SOME))
        case "done":
            outcome, cause = draw(st.sampled_from(OUTCOMES)), draw(st.sampled_from((*CAUSES, HEARING_CAUSE)))
            return SafetyRecheckDone(person_id=draw(st.sampled_from(PEOPLE)), answered=(cause,), outcome=outcome)
        case "escalated":
            return SafetyRecheckEscalated(person_ids=draw(SOME), to_role="cover")
        case "refused":
            return PreferenceNoted(person_id=draw(st.sampled_from(PEOPLE)), warn="no")
        case _:
            return HearingNoted(hearing_id=HEARING, type="bail", state="adjourned")


@settings(max_examples=150, deadline=None)
@generated(st.lists(happenings(), max_size=15))
def test_open_rechecks_are_those_that_decisions_see(history: list[Event]) -> None:
    told = [SCHEDULED, *history]
    state = fold_aggregate(case_care.AGGREGATE, told)
    shown = row(SafetyRechecks(), *told)
    seen = {
        UUID(person): {
            UUID(cause): (datetime.fromisoformat(owed["dueAt"]), owed["acknowledged"])
            for cause, owed in known["owed"].items()
        }
        for person, known in shown.people.items()
    }
    assert seen == {
        person: {cause: (owed.due_at, owed.acknowledged) for cause, owed in recheck.owed.items()}
        for person, recheck in state.rechecks.items()
    }
    assert shown.earliest_due == min((recheck.due_at for recheck in state.rechecks.values()), default=None)


class WhenASurvivorIsFollowed:
    def test_her_row_says_how_far_her_care_is(self) -> None:
        goals = (Goal(domain="safety", goal="safe_housing", target_date=date(2026, 12, 1)),)
        found = row(
            Caseload(),
            CareStarted(),
            CaseworkerAssigned(worker_id=WORKER),
            EmergencyCareProvided(survivor_id=WOMAN, kinds=Sealed.of(["medical"])),
            CarePlanDrafted(plan_id=PLAN, goals=goals),
            CarePlanApproved(plan_id=PLAN),
            ServiceReferred(
                service_id=SERVICE, survivor_id=WOMAN, type=Sealed("cHN5Y2hvc29jaWFs"), org_id=ORG, consent_id=CONSENT
            ),
            ServiceAccepted(service_id=SERVICE),
            ServiceDelivered(service_id=SERVICE, units=2),
            ServiceDelivered(service_id=SERVICE, units=1),
            PlacementStarted(
                placement_id=PLACEMENT,
                survivor_id=WOMAN,
                type=Sealed.of("shelter"),
                liberty="free_to_leave",
                facility_ref=ORG,
            ),
            CourtPreparationFellDue(hearing_id=HEARING, due_on=date(2026, 6, 10)),
            CourtPreparationDone(hearing_id=HEARING, session=1, ready="yes"),
        )
        assert (found.survivor_id, found.case_id, found.worker_id) == (STREAM, CASE, WORKER)
        assert (found.plan_state, found.placement_id, found.stage, found.emergency_care) == (
            "approved",
            PLACEMENT,
            "in_care",
            True,
        )
        assert found.services[str(SERVICE)] == {
            "type": {"seal": "cHN5Y2hvc29jaWFs"},
            "orgId": str(ORG),
            "stage": "accepted",
            "units": 3,
        }
        assert found.preparations[str(HEARING)] == {"dueOn": "2026-06-10", "sessions": 1, "ready": "yes"}

    def test_her_facility_is_nowhere_in_it(self) -> None:
        assert not {field.name for field in fields(Caseload.row)} & {"facility", "facility_ref"}

    def test_enrolment_may_come_first_or_last(self) -> None:
        enrolled = SurvivorEnrolled(survivor_id=STREAM, consent_id=CONSENT)
        assert row(Caseload(), enrolled, CareStarted()) == row(Caseload(), CareStarted(), enrolled)

    def test_what_ended_is_not_open(self) -> None:
        placed = PlacementStarted(
            placement_id=PLACEMENT,
            survivor_id=WOMAN,
            type=Sealed.of("shelter"),
            liberty="free_to_leave",
            facility_ref=ORG,
        )
        referred = ServiceReferred(
            service_id=SERVICE, survivor_id=WOMAN, type=Sealed.of("education"), org_id=ORG, consent_id=CONSENT
        )
        over = (PlacementEnded(placement_id=PLACEMENT, reason="left"), ServiceEnded(service_id=SERVICE))
        found = row(Caseload(), placed, referred, *over, SurvivorExited(reason="goals_met"))
        assert (found.placement_id, found.services[str(SERVICE)]["stage"]) == (None, "ended")
        assert (found.stage, found.exit_reason) == ("exited", "goals_met")
        assert row(Caseload(), RestorationReversed(because="new_crime")).stage == "in_care"


class WhenAnAssessmentIsFollowed:
    def test_its_means_stand_beside_its_scores(self) -> None:
        found = row(
            Assessments(),
            AssessmentStarted(survivor_id=WOMAN, instrument="aso", version="placeholder-0", kind="intake"),
            SubdomainScored(subdomain="knows_rights", score=3),
            SubdomainScored(subdomain="community_acceptance", score="NA", na_reason="lives_in_shelter"),
            AssessmentCompleted(
                assessor_id=WORKER,
                domain_scores={"safety": Decimal("3.33"), "legal_protection": None},
                overall=Decimal("3.33"),
                environment="reintegration",
            ),
        )
        assert (found.survivor_id, found.kind, found.state) == (WOMAN, "intake", "completed")
        assert found.scores == {"knows_rights": 3, "community_acceptance": "NA"}
        assert found.domain_scores == {"safety": "3.33", "legal_protection": None}
        assert found.overall == Decimal("3.33")
        assert found.completed_on == NOW.date()
