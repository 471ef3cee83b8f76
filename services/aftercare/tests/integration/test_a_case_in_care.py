"""One case through the running service: notes as reactions send them, people over HTTP, the read models behind.

The service is started once; every test has an office of its own.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from aftercare.case_care.consent import NoteConsent
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.merging import NoteCaseMerge, NoteMergedCase
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.codes import PurposeGiven
from aftercare.service import service
from throughline.domain import Actor, Command, Issued, Moment
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
WORKER, DIRECTOR = uuid4(), uuid4()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service_at_work(stack: SharedStack) -> AsyncIterator[Running]:
    dsn = stack.database_of("aftercare")
    with stack.topics() as prefix:
        settings = settings_for(service(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service(), settings) as started:
            yield started


@dataclass(frozen=True)
class Aftercare:
    """The service, as one office meets it."""

    service: Running
    office: str

    async def rows(self, query: str, *args: object) -> list[dict]:
        return await self.service.rows(query, *args)


@pytest.fixture(scope="module")
def offices() -> Iterator[str]:
    return iter(["PHL-MNL", "PHL-CEB", "KHM-PNH", "KEN-NBO"])


@pytest.fixture
def aftercare(service_at_work: Running, offices: Iterator[str]) -> Aftercare:
    return Aftercare(service_at_work, next(offices))


async def note(aftercare: Aftercare, command: Command, *, historical: bool = False) -> list[str]:
    issued = Issued(
        command_id=uuid4(),
        at=datetime.now(UTC),
        actor=Actor.system("reaction", "test"),
        causation_id=uuid4(),
        office_id=aftercare.office,
        historical=historical,
    )
    answer = await aftercare.service.runtime.bus.handle(command.issued(issued))
    return [type(event).__name__ for event in answer.events]


class Team:
    """The office's people, asking over HTTP."""

    def __init__(self, aftercare: Aftercare, case: UUID) -> None:
        self.aftercare, self.case = aftercare, case

    async def send(self, name: str, role: str = "social_worker", status: int = 201, **body: object) -> dict:
        subject = DIRECTOR if role == "director" else WORKER
        async with self.aftercare.service.as_a(role, self.aftercare.office, subject=subject) as client:
            answer = await client.post(f"/cases/{self.case}/{name}", json=body)
        assert answer.status_code == status, answer.text
        found: dict = answer.json()
        return found

    async def read(self, path: str, role: str = "social_worker", who: UUID = WORKER) -> list | dict:
        async with self.aftercare.service.as_a(role, self.aftercare.office, subject=who) as client:
            answer = await client.get(path)
        assert answer.status_code in (200, 404), answer.text
        return answer.json() if answer.status_code == 200 else []


async def test_a_case_from_the_first_note_to_the_closed_part(aftercare: Aftercare) -> None:
    case, woman, sister, org, hearing, release, consent = (uuid4() for _ in range(7))
    team = Team(aftercare, case)
    now = datetime.now(UTC)

    # a release is heard of before anybody is known; then a woman, and her sister who declined
    released = NoteCustodyChange(
        case_id=case, accused_id=uuid4(), change="released", effect="at_liberty", source_event_id=release
    )
    assert await note(aftercare, released) == ["CareOpened", "CustodyChangeNoted"]
    testimony = NoteHearing(
        case_id=case,
        hearing_id=hearing,
        type="testimony",
        on=Moment(now + timedelta(days=40)),
        witness_ids=(woman,),
        state="scheduled",
    )
    assert await note(aftercare, testimony) == ["HearingNoted", "SafetyRecheckFellDue"]
    brought = NoteVictim(case_id=case, victim_id=woman, brought_to_safety_on=Moment(now))
    assert await note(aftercare, brought) == ["VictimNoted", "TaskOpened"]
    declined = NoteVictim(case_id=case, victim_id=sister, declined_on=Moment(now))
    assert await note(aftercare, declined) == ["VictimNoted", "SafetyRecheckFellDue"]
    purposes = tuple(
        PurposeGiven(purpose=purpose, given=True) for purpose in ("service_delivery", f"share_with_partner:{org}")
    )
    agreed = NoteConsent(case_id=case, consent_id=consent, subject_id=woman, purposes=purposes)
    assert await note(aftercare, agreed) == [
        "ConsentNoted",
        "SurvivorEnrolled",
        "CareStarted",
        "CourtPreparationFellDue",
        "TaskDone",
        "TaskOpened",
    ]

    # the first thing a caseworker sees
    async def open_rechecks() -> list:
        return await team.read("/safety-rechecks")

    found = await eventually(open_rechecks, lambda rows: len(rows) == 2)
    assert {row["personId"] for row in found} == {str(woman), str(sister)}
    assert all(row["because"] == [str(release)] and not row["acknowledged"] for row in found)
    (first,) = await team.read("/safety-rechecks?limit=1")
    place = f"afterDue={first['dueAt'].replace('+', '%2B')}&afterCase={case}&afterPerson={first['personId']}"
    assert [row["personId"] for row in await team.read(f"/safety-rechecks?{place}")] == [found[1]["personId"]]
    assert await team.read("/safety-rechecks?acknowledged=true") == []

    async def my_tasks() -> list:
        return await team.read("/tasks")

    (task,) = await eventually(my_tasks, lambda rows: [row["kind"] for row in rows] == ["give_emergency_care"])
    assert (task["subjects"], task["overdue"]) == ([str(woman)], False)

    # her care
    await team.send("assign-caseworker", survivorId=str(woman), workerId=str(WORKER))
    await team.send("record-emergency-care", survivorId=str(woman), kinds=["medical"])
    goal = {"domain": "safety", "goal": "safe_housing", "targetDate": "2027-01-01"}
    drafted = await team.send("draft-care-plan", survivorId=str(woman), goals=[goal])
    plan = drafted["events"][0]["data"]["planId"]
    await team.send("approve-care-plan", "director", survivorId=str(woman), planId=plan)
    await team.send("refer-service", survivorId=str(woman), type="psychosocial", orgId=str(org))
    await team.send("refer-service", status=409, survivorId=str(woman), type="psychosocial", orgId=str(uuid4()))
    placement = {"type": "shelter", "liberty": "free_to_leave", "facilityRef": str(uuid4())}
    await team.send("start-placement", survivorId=str(woman), **placement)
    ready = await team.send("record-court-preparation", survivorId=str(woman), hearingId=str(hearing), ready="yes")
    assert [event["type"] for event in ready["events"]] == ["CourtPreparationDone", "ReadinessStated"]
    started = await team.send(
        "start-assessment", survivorId=str(woman), instrument="aso", version="placeholder-0", kind="intake"
    )
    assessment = started["position"].partition(":")[0]
    await team.send("score-subdomain", assessmentId=assessment, subdomain="knows_rights", score=3)
    await team.send("complete-assessment", status=409, assessmentId=assessment, environment="reintegration")
    risk = await team.send("assess-risk", survivorId=str(woman), level="high", domains=["household"])
    assert [event["type"] for event in risk["events"]] == ["RiskAssessed", "SafetyConcernStated", "TaskOpened"]
    await eventually(my_tasks, lambda rows: [row["kind"] for row in rows] == ["set_safety_plan"])
    document = {"subjects": [str(woman)], "text": "whom to call"}
    await team.send("set-safety-plan", survivorId=str(woman), plan=document, reviewOn="2027-01-01")

    # who covers for her caseworker sees her, and nobody else does
    async def seen_by(who: UUID) -> tuple[list, list]:
        timeline = await team.read(f"/cases/{case}/timeline", who=who)
        hers = [entry["type"] for entry in timeline["entries"] if entry["streamId"] == str(woman)]
        return hers, await team.read(f"/cases/{case}/assessments", who=who)

    cover, today = uuid4(), now.date().isoformat()
    await eventually(lambda: seen_by(WORKER), lambda seen: "SafetyPlanSet" in seen[0] and seen[1])
    assert await seen_by(cover) == ([], [])
    covering = {"survivorIds": [str(woman)], "workerId": str(cover), "from": today, "to": today}
    await team.send("set-caseworker-cover", "director", **covering)
    await eventually(lambda: seen_by(cover), lambda seen: "CoverNoted" in seen[0] and len(seen[1]) == 1)
    (hers,) = await team.read("/caseload?stage=in_care&limit=1", who=cover)
    assert await team.read(f"/caseload?after={woman}", who=cover) == []
    assert hers["covers"] == [{"workerId": str(cover), "from": today, "to": today}]
    assert await team.read("/assessments-due") == []

    # nobody closes over somebody who was not warned
    await team.send("exit-survivor", survivorId=str(woman), reason="goals_met")
    refused = await team.send("close-aftercare-part", "director", status=409, outcomeSummary="all_exited")
    assert refused["code"] == "SafetyRechecksOpen"
    await team.send("acknowledge-safety-rechecks", personIds=[str(woman), str(sister)])
    for person in (woman, sister):
        await team.send("answer-safety-recheck", personId=str(person), answered=[str(release)], outcome="safe")
    closed = await team.send("close-aftercare-part", "director", outcomeSummary="all_exited")
    assert closed["events"][0]["data"]["covers"] == [str(woman)]

    async def view() -> dict:
        return await team.read(f"/cases/{case}")

    shown = await eventually(view, lambda case: case and case["part"] == "closed")
    assert (shown["enrolled"], shown["openRechecks"], len(shown["people"])) == ([str(woman)], 0, 2)
    (hers,) = await eventually(lambda: team.read("/caseload"), lambda rows: rows and rows[0]["stage"] == "exited")
    assert (hers["planState"], hers["placementOpen"]) == ("approved", True)
    assert hers["preparations"][str(hearing)]["ready"] == "yes"
    (one,) = await team.read(f"/cases/{case}/assessments")
    assert (one["state"], one["scores"]) == ("started", {"knows_rights": 3})
    timeline = await team.read(f"/cases/{case}/timeline")
    assert "SubdomainScored" not in {entry["type"] for entry in timeline["entries"]}
    assert "SafetyRecheckDone" in {entry["type"] for entry in timeline["entries"]}
    assert await team.read(f"/cases/{case}/safety-rechecks") == []


async def test_the_clock_escalates_what_nobody_acknowledged(aftercare: Aftercare) -> None:
    case, woman = uuid4(), uuid4()
    await note(aftercare, NoteVictim(case_id=case, victim_id=woman))
    soon = Moment(datetime.now(UTC) + timedelta(seconds=2))
    expected = NoteCustodyChange(
        case_id=case, change="release_expected", effect="held", expected_on=soon, source_event_id=uuid4()
    )
    assert await note(aftercare, expected) == ["CustodyChangeNoted", "SafetyRecheckFellDue"]

    async def escalations() -> list:
        return await aftercare.rows("select data from event where case_id = $1 and type = $2", case, ESCALATED)

    await eventually(escalations)
    await eventually(
        lambda: aftercare.rows("select state from deadline where case_id = $1 order by due_at", case),
        lambda rows: [row["state"] for row in rows] == ["elapsed", "open"],
    )


ESCALATED = "SafetyRecheckEscalated"


async def test_everyone_of_two_cases_is_warned_when_one_is_merged_into_the_other(aftercare: Aftercare) -> None:
    first, second, woman, sister, clerk = (uuid4() for _ in range(5))
    now = Moment(datetime.now(UTC))
    team = Team(aftercare, second)

    # she is in care under the first case, and known in the second too: her care goes on where it began
    brought = NoteVictim(case_id=first, victim_id=woman, brought_to_safety_on=now, legal_basis="public_mandate")
    assert "CareStarted" in await note(aftercare, brought)
    again = NoteVictim(case_id=second, victim_id=woman, brought_to_safety_on=now, legal_basis="public_mandate")
    assert await note(aftercare, again) == ["CareOpened", "VictimNoted", "TaskOpened"]
    await note(aftercare, NoteVictim(case_id=first, victim_id=sister))

    # merged: what happens under the second case warns those of the first
    await note(aftercare, NoteCaseMerge(case_id=first, surviving_case_id=second))
    carried = await note(aftercare, NoteMergedCase(case_id=second, merged_case_id=first))
    assert carried == ["MergedCaseNoted", "VictimNoted"]
    released = NoteCustodyChange(
        case_id=second, accused_id=uuid4(), change="released", effect="at_liberty", source_event_id=uuid4()
    )
    assert await note(aftercare, released) == ["CustodyChangeNoted", "SafetyRecheckFellDue"]

    # what the first learns later, the second learns by the clock, and whoever is new is warned there
    await note(aftercare, NoteHearing(case_id=first, hearing_id=uuid4(), witness_ids=(clerk,), state="summoned"))
    found = await eventually(lambda: team.read("/safety-rechecks"), lambda rows: len(rows) == 3)
    assert {row["personId"] for row in found} == {str(woman), str(sister), str(clerk)}
    assert {row["caseId"] for row in found} == {str(second)}

    # and her care is done under the number it began with
    team_of_the_first = Team(aftercare, first)
    await team_of_the_first.send("assign-caseworker", survivorId=str(woman), workerId=str(WORKER))
    await team.send("assign-caseworker", status=404, survivorId=str(woman), workerId=str(WORKER))


async def test_a_case_that_is_taken_over_is_owed_today_and_its_clocks_run(aftercare: Aftercare) -> None:
    case, woman = uuid4(), uuid4()
    long_ago = Moment(datetime.now(UTC) - timedelta(days=400))
    brought = NoteVictim(
        case_id=case, occurred_on=long_ago, victim_id=woman, brought_to_safety_on=long_ago, legal_basis="public_mandate"
    )
    await note(aftercare, brought, historical=True)
    released = NoteCustodyChange(
        case_id=case, occurred_on=long_ago, change="released", effect="at_liberty", source_event_id=uuid4()
    )
    await note(aftercare, released, historical=True)
    running_clocks = "select clock from deadline where case_id = $1 and state = 'open' order by clock"
    assert await aftercare.rows(running_clocks, case) == []
    taken_over = await note(aftercare, NoteCaseTakenOver(case_id=case, as_of=datetime.now(UTC).date()))
    assert taken_over == ["CaseTakeOverNoted", "CareTakenOver", "SafetyRecheckFellDue"]
    assert [row["clock"] for row in await aftercare.rows(running_clocks, case)] == ["assessment", "safety_recheck"]
