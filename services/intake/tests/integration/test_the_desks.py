"""The desks of an office through the running service: people over HTTP, reactions as they send, read models behind.

The service is started once; every test has an office of its own.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json import loads
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from casework import RecordSafetyRisk
from intake.offices import JURISDICTION
from intake.service import service
from throughline.domain import Actor, Issued
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
ELSEWHERE = "KHM-PNH"
DPO = "data_protection_officer"


@dataclass(frozen=True)
class Office:
    """The office's people, asking over HTTP."""

    intake: Running
    id: str
    worker: UUID = field(default_factory=uuid4)
    director: UUID = field(default_factory=uuid4)

    async def send(self, name: str, role: str = "investigator", status: int = 201, **body: Any) -> Any:
        subject = self.director if role == "director" else self.worker
        async with self.intake.as_a(role, self.id, subject=subject) as client:
            answer = await client.post(f"/cases/{name}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def look(self, path: str, role: str = "investigator", office: str = "") -> Any:
        async with self.intake.as_a(role, office or self.id, subject=self.worker) as client:
            answer = await client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refer(self, urgency: str = "high") -> str:
        answer = await self.send(
            "record-referral",
            officeId=self.id,
            channel="ngo",
            allegationTypes=["ForcedLabour"],
            allegedVictims=1,
            urgency=urgency,
        )
        return str(answer["caseId"])

    async def open_case(self) -> str:
        case = await self.refer()
        await self.send(f"{case}/screen-referral", indicators=["debt_bondage"], meets=True, riskOfHarm="high")
        await self.send(
            f"{case}/open-case",
            caseType="forced_labour",
            duplicateCheck={"outcome": "none_found", "candidates": []},
        )
        return case


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def intake(stack: SharedStack) -> AsyncIterator[Running]:
    dsn = stack.database_of("intake")
    with stack.topics() as prefix:
        settings = settings_for(service(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service(), settings) as started:
            yield started


@pytest.fixture(scope="module")
def offices() -> Iterator[str]:
    """One after the other, and never the one that is elsewhere."""
    return iter([code for code in JURISDICTION if code != ELSEWHERE])


@pytest.fixture
def office(intake: Running, offices: Iterator[str]) -> Office:
    return Office(intake, next(offices))


async def test_what_cannot_wait_is_on_the_duty_officers_desk_until_it_is_taken_up(office: Office) -> None:
    case = await office.refer("immediate")
    (task,) = await eventually(lambda: office.look("/tasks", "duty_officer"))
    assert (task["caseId"], task["kind"], task["urgency"]) == (case, "take_up_referral", "immediate")
    assert await office.look("/tasks", "social_worker") == []
    assert await office.look("/tasks?role=duty_officer", "director") == [task]
    assert await office.look("/tasks", "duty_officer", ELSEWHERE) == []
    assert await office.look(f"/cases/{case}/tasks") == [task]
    await office.send(f"{case}/screen-referral", indicators=[], meets=True, riskOfHarm="high")
    await eventually(lambda: office.look("/tasks", "duty_officer"), lambda rows: not rows)


async def test_who_was_handed_over_waits_for_the_other_team(office: Office) -> None:
    case, victim, suspect = await office.open_case(), str(uuid4()), str(uuid4())
    await office.send(
        f"{case}/record-victim-brought-to-safety",
        victimId=victim,
        placementType="shelter",
        ledByOrgId=str(uuid4()),
        agencyRole="present",
        liberty="free_to_leave",
    )
    await office.send(f"{case}/record-suspect", suspectId=suspect, roles=["Exploiter"])
    waiting = await eventually(lambda: office.look("/hand-overs"), lambda rows: len(rows) == 2)
    assert {(row["personId"], row["waitsFor"]) for row in waiting} == {(victim, "aftercare"), (suspect, "legal")}
    assert {row["caseId"] for row in waiting} == {case}
    (only,) = await office.look("/hand-overs?waitsFor=legal")
    assert only["personId"] == suspect
    first, second = waiting
    assert await office.look("/hand-overs?limit=1") == [first]
    assert await office.look(f"/hand-overs?limit=1&after={first['personId']}") == [second]
    await office.send(f"{case}/record-suspect-unlinked", suspectId=suspect, reason="cleared")
    await eventually(lambda: office.look("/hand-overs?waitsFor=legal"), lambda rows: not rows)


async def test_a_risk_is_on_the_desks_until_it_is_dealt_with(office: Office) -> None:
    case, victim = await office.open_case(), uuid4()
    told = {"case_id": case, "level": "high", "subjects": [{"kind": "victim", "id": victim}], "from": "unknown"}
    risk = RecordSafetyRisk.model_validate(told).issued(
        Issued(command_id=uuid4(), at=datetime.now(UTC), actor=Actor.system("reaction", "test"), office_id=office.id)
    )
    await office.intake.runtime.bus.handle(risk)
    (shown,) = await eventually(lambda: office.look("/safety-risks", "duty_officer"))
    assert (shown["level"], shown["subjects"]) == ("high", [{"kind": "victim", "id": str(victim)}])
    assert await office.look("/safety-risks?level=immediate", "duty_officer") == []
    await office.send(f"{case}/close-intake-part", reason="other")
    found = await eventually(lambda: office.look(f"/cases/{case}"), lambda summary: summary["intakePart"] == "closed")
    assert found["status"] == "open"
    await office.send(f"{case}/record-safety-risk-mitigated", "social_worker", riskId=shown["riskId"])
    await eventually(lambda: office.look(f"/cases/{case}"), lambda summary: summary["status"] == "closed")
    assert await office.look("/safety-risks", "duty_officer") == []


async def test_everybody_sees_their_own_cases_and_pages_through_them(office: Office) -> None:
    cases = [await office.open_case() for _ in range(3)]
    mine = await eventually(
        lambda: office.look("/caseload"), lambda rows: [row["status"] for row in rows] == ["open"] * 3
    )
    assert [row["caseId"] for row in mine] == cases[::-1]
    page = await office.look("/caseload?limit=2")
    rest = await office.look(f"/caseload?limit=2&after={page[-1]['caseId']}")
    assert [*page, *rest] == mine
    assert await office.look("/cases?urgency=low") == []
    assert len(await office.look(f"/cases?office={office.id}&urgency=high")) == 3


async def test_a_merged_case_answers_with_the_one_that_goes_on(office: Office) -> None:
    case, surviving = await office.open_case(), await office.refer()
    unknown = await office.send(f"{case}/merge-case", "director", 409, survivingCaseId=str(uuid4()))
    assert unknown["code"] == "SurvivingCaseUnknown"
    await office.send(f"{case}/merge-case", "director", survivingCaseId=surviving)
    refused = await office.send(f"{case}/authorise-investigation", "director", 409, scope="online")
    assert refused["code"] == "CaseIsMerged"
    assert surviving in refused["detail"]
    await office.send(f"{case}/record-suspect")
    of_case = "from event where type = 'FactHeld' and case_id = $1 order by position"
    (held,) = await office.intake.rows(f"select data {of_case}", UUID(case))
    assert surviving in loads(held["data"])["missing"]
    await office.send(f"{case}/record-assistance-requested", victimId=str(uuid4()))
    (task,) = await eventually(lambda: office.look("/tasks", "duty_officer"))
    held_too = await office.intake.rows(f"select event_id {of_case}", UUID(case))
    assert (task["kind"], task["because"]) == ("see_to_held_fact", [str(held_too[-1]["event_id"])])
    shown = await eventually(
        lambda: office.look("/cases?status=merged"), lambda rows: [row["caseId"] for row in rows] == [case]
    )
    assert shown[0]["survivingCaseId"] == surviving


async def test_who_was_told_what_of_her_is_one_report_and_a_correction_asks_to_tell_them(office: Office) -> None:
    case, victim, joined, org = await office.open_case(), str(uuid4()), str(uuid4()), str(uuid4())
    await office.send(f"{case}/record-victims", victims=[{"victimId": victim}, {"victimId": joined}])
    told_of = {"toOrgId": org, "purpose": "service_delivery", "categories": ["contact"], "form": "verbal"}
    aged = await office.send(f"{case}/record-age-assessed", victimId=victim, ageBand="18--20", method="interview")
    for subject in (victim, joined):
        body = {**told_of, "subjectIds": [subject], "legalBasis": "vital_interest"}
        await office.send(f"{case}/disclose-data", "social_worker", **body)
    await eventually(lambda: office.look("/cases"))
    await eventually(lambda: office.look(f"/cases/{case}/disclosures", DPO), lambda rows: len(rows) == 2)
    (only,) = await office.look(f"/cases/{case}/disclosures?subject={victim}", DPO)
    assert (only["service"], only["subjectIds"], only["toOrgId"]) == ("intake", [victim], org)
    (event,) = [event for event in aged["events"] if event["type"] == "AgeAssessed"]
    right = {"type": "RecordAgeAssessed", "fields": {"victimId": victim, "ageBand": "9--17", "method": "document"}}
    await office.send(f"{case}/correct-fact", "director", replaces=event["eventId"], reason="wrong_value", right=right)
    (task,) = await eventually(lambda: office.look("/tasks?kind=tell_recipients_corrected", "social_worker"))
    assert task["subjects"] == [only["disclosureId"]]
    await office.send(f"{case}/finish-task", "investigator", 409, taskId=task["taskId"])
    told = {"disclosureIds": task["subjects"], "change": "corrected"}
    await office.send(f"{case}/tell-recipients-of-change", "social_worker", **told)
    await eventually(lambda: office.look("/tasks", "social_worker"), lambda rows: not rows)
    await office.send(f"{case}/join-victim-records", "director", keptVictimId=victim, joinedVictimId=joined)
    report = await eventually(
        lambda: office.look(f"/cases/{case}/disclosures?subject={joined}", DPO),
        lambda rows: [row["told"] for row in rows] == [[], ["corrected"]],
    )
    page = await office.look(f"/cases/{case}/disclosures?limit=1", DPO)
    rest = await office.look(f"/cases/{case}/disclosures?after={page[0]['disclosureId']}", DPO)
    assert [*page, *rest] == report


async def test_what_she_asks_about_her_data_is_on_the_data_protection_officers_desk_until_answered(
    office: Office,
) -> None:
    case, victim = await office.open_case(), str(uuid4())
    asks = {"subjectId": victim, "kind": "access", "by": "self", "occurredOn": "2020-01-02"}
    await office.send(f"{case}/record-subject-request", DPO, **asks)
    (request,) = await eventually(lambda: office.look("/subject-requests", DPO))
    assert (request["caseId"], request["dueOn"]) == (case, "2020-02-01")
    assert await office.look("/subject-requests?dueBy=2020-01-31", DPO) == []
    assert await office.look("/subject-requests", DPO, ELSEWHERE) == []
    (task,) = await eventually(lambda: office.look("/tasks?overdue=true", "director"))
    assert (task["kind"], task["role"], task["asked"]) == ("answer_subject_request", DPO, "director")
    assert await office.look("/tasks?overdue=true", DPO) == [task]
    answer = {"requestId": request["requestId"], "outcome": "granted", "deliveredBy": "in_person"}
    await office.send(f"{case}/answer-subject-request", DPO, **answer)
    await eventually(lambda: office.look("/subject-requests", DPO), lambda rows: not rows)


async def test_desks_are_sorted_and_filtered_as_asked(office: Office) -> None:
    first, second = [await office.refer("immediate") for _ in range(2)]
    by_due = await eventually(lambda: office.look("/tasks", "duty_officer"), lambda rows: len(rows) == 2)
    assert [row["caseId"] for row in by_due] == [first, second]
    by_opening = await office.look("/tasks?sort=opened", "duty_officer")
    assert by_opening == by_due[::-1]
    page = await office.look("/tasks?sort=opened&limit=1", "duty_officer")
    assert await office.look(f"/tasks?sort=opened&after={page[0]['taskId']}", "duty_officer") == by_opening[1:]
    assert await office.look("/tasks?overdue=true", "duty_officer") == []
    assert await office.look("/tasks?urgency=routine", "duty_officer") == []
    await office.send(f"{first}/screen-referral", indicators=[], meets=True, riskOfHarm="low")
    changed = await eventually(
        lambda: office.look("/cases?sort=changed"), lambda rows: rows and rows[0]["status"] == "screened"
    )
    assert [row["caseId"] for row in changed] == [first, second]
    assert [row["caseId"] for row in await office.look("/cases")] == [second, first]
    assert await office.look(f"/cases?sort=changed&after={first}") == changed[1:]


async def test_a_duty_officer_reaches_who_is_in_danger_and_the_data_protection_officer_who_asks(office: Office) -> None:
    case, victim = await office.open_case(), str(uuid4())
    channel = {"subjects": [victim], "means": "phone", "address": "sealed"}
    told = await office.send(
        f"{case}/record-contact-preference", "social_worker", personId=victim, warn="yes", safeChannel=channel
    )
    ref = told["events"][-1]["data"]["safeChannelRef"]

    async def reads(role: str) -> int:
        async with office.intake.as_a(role, office.id, subject=office.worker) as client:
            return (await client.get(f"/vault/documents/{ref}?purpose=to+warn+her")).status_code

    await eventually(lambda: office.look("/cases"))
    assert [await reads(role) for role in ("social_worker", "duty_officer")] == [200, 404]
    risk = {"level": "high", "subjects": [{"kind": "victim", "id": victim}], "from": "accused"}
    await office.send(f"{case}/record-safety-risk", "duty_officer", **risk)
    await eventually(lambda: office.look("/safety-risks", "duty_officer"))
    assert await reads("duty_officer") == 200
    assert await reads(DPO) == 404
    asks = {"subjectId": victim, "kind": "access", "by": "self"}
    await office.send(f"{case}/record-subject-request", DPO, **asks)
    await eventually(lambda: office.look("/subject-requests", DPO))
    assert await reads(DPO) == 200
    log = await office.look(f"/cases/{case}/reads?ref={ref}", DPO)
    assert [(row["actorRole"], row["outcome"], row["purpose"]) for row in log] == [
        (DPO, "opened", "to warn her"),
        (DPO, "refused", "to warn her"),
        ("duty_officer", "opened", "to warn her"),
        ("duty_officer", "refused", "to warn her"),
        ("social_worker", "opened", "to warn her"),
    ]
    assert await office.look(f"/cases/{case}/reads?after={log[0]['id']}", DPO) == log[1:]
    assert await office.look(f"/cases/{case}/reads?ref={uuid4()}", DPO) == []
