"""Counsel, survivors, duty officers and lawyers reach what is theirs in every service, and nothing else is there."""

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from throughline.testing.running import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFICE = "PHL-MNL"
CASEWORK = ("intake", "legal", "aftercare")


async def status(here: Any, service: str, role: str, path: str, subject: UUID | None = None) -> int:
    async with here.services[service].as_a(role, OFFICE, subject=subject) as client:
        return int((await client.get(path)).status_code)


async def opens(here: Any, service: str, role: str, ref: str, subject: UUID) -> int:
    return await status(here, service, role, f"/vault/documents/{ref}?purpose=to+represent+her", subject)


async def channel(here: Any, case: str, person: UUID) -> str:
    """How to reach her, as a document of the vault."""
    said = await here.tell(
        "intake",
        "social_worker",
        f"{case}/record-contact-preference",
        personId=str(person),
        warn="yes",
        safeChannel={"subjects": [str(person)], "means": "phone", "address": "sealed"},
    )
    return str(said["events"][-1]["data"]["safeChannelRef"])


async def risk(here: Any, service: str, case: str, *people: UUID) -> tuple[str, str]:
    """A risk and the document that says more of it."""
    said = await here.tell(
        service,
        "director",
        f"{case}/record-safety-risk",
        level="high",
        subjects=[{"kind": "victim", "id": str(person)} for person in people],
        detail={"subjects": [str(person) for person in people], "text": "sealed"},
        **{"from": "accused"},
    )
    raised = next(event["data"] for event in said["events"] if event["type"] == "SafetyRiskRaised")
    return str(raised["riskId"]), str(raised["detailRef"])


async def all_heard(here: Any, case: str, event: str, *told_by: str) -> None:
    """Wait until the timeline of each casework service has this event, of each service that told of it."""
    for service in CASEWORK:
        query = "select distinct service from timeline where case_id = $1 and event_type = $2"
        heard = partial(here.services[service].rows, query, UUID(case), event)
        await eventually(heard, lambda rows: rows and {row["service"] for row in rows} >= set(told_by))


class TestCounsel:
    async def test_opens_her_own_clients_documents_in_every_service_as_long_as_she_agrees(self, here: Any) -> None:
        case, her, other, counsel = await here.open_case(), uuid4(), uuid4(), uuid4()
        for person in (her, other):
            await here.bring_to_safety(case, person)
        consent = str(uuid4())
        await here.consent(case, her, "service_delivery", "legal_proceedings", consentId=consent)
        await here.determine_status(case, her, "ActualVictimOfTrafficking", "Police", "official")
        for event in ("ConsentNoted", "ProsecutionOpened"):
            await eventually(lambda event=event: here.events("legal", case, event))
        await eventually(lambda: here.events("aftercare", case, "SurvivorEnrolled"))
        own, others = await channel(here, case, her), await channel(here, case, other)
        details = {
            service: [(await risk(here, service, case, *people))[1] for people in ((her,), (her, other), (other,))]
            for service in CASEWORK
        }
        plan = await here.tell(
            "aftercare",
            "director",
            f"{case}/set-safety-plan",
            survivorId=str(her),
            plan={"subjects": [str(her)], "text": "sealed"},
            reviewOn="2027-01-01",
        )
        plan_ref = next(event["data"]["planRef"] for event in plan["events"] if event["type"] == "SafetyPlanSet")
        assert await opens(here, "intake", "counsel", own, counsel) == 404, "nobody has mandated her yet"

        await here.tell(
            "legal",
            "lawyer",
            f"{case}/mandate-counsel",
            victimId=str(her),
            lawyerId=str(counsel),
            consentId=consent,
        )
        await all_heard(here, case, "CounselMandated")
        await all_heard(here, case, "ConsentRecorded")
        assert await opens(here, "intake", "counsel", own, counsel) == 200
        assert await opens(here, "intake", "counsel", others, counsel) == 404
        assert await opens(here, "intake", "counsel", own, uuid4()) == 404
        assert await opens(here, "aftercare", "counsel", plan_ref, counsel) == 200
        path = f"/cases/{case}/clients"
        for service, (hers, shared, theirs) in details.items():
            has_clients = partial(status, here, service, "counsel", path, counsel)
            await eventually(has_clients, lambda found: found == 200)
            found = [await opens(here, service, "counsel", ref, counsel) for ref in (hers, shared, theirs)]
            assert found == [200, 404, 404], service
            async with here.services[service].as_a("counsel", OFFICE, subject=counsel) as client:
                clients = (await client.get(path)).json()
            assert {one.get("victimId") or one.get("survivorId") or one["personId"] for one in clients} == {str(her)}

        assert await opens(here, "intake", "survivor", own, her) == 200
        assert await opens(here, "intake", "survivor", others, her) == 404
        assert await opens(here, "aftercare", "survivor", plan_ref, her) == 200
        assert await opens(here, "aftercare", "survivor", plan_ref, other) == 404
        for service in CASEWORK:
            assert await status(here, service, "survivor", f"/cases/{case}/own", her) == 200
            assert await status(here, service, "survivor", f"/cases/{case}/own", uuid4()) == 404

        then = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        await here.tell("intake", "social_worker", f"{case}/record-consent-withdrawn", consentId=consent)
        await all_heard(here, case, "ConsentWithdrawn")
        assert await opens(here, "intake", "counsel", own, counsel) == 404
        assert await opens(here, "aftercare", "counsel", plan_ref, counsel) == 404
        for service, (hers, _, _) in details.items():
            assert await opens(here, service, "counsel", hers, counsel) == 404
            for asked in ("clients", f"clients?asOf={then}"):
                assert await status(here, service, "counsel", f"/cases/{case}/{asked}", counsel) == 404, asked


class TestADutyOfficer:
    async def test_reaches_those_in_danger_for_72_hours_in_every_service_and_it_is_logged(self, here: Any) -> None:
        case, victim, other, duty = await here.open_case(), uuid4(), uuid4(), uuid4()
        for person in (victim, other):
            await here.bring_to_safety(case, person)
        await here.tell("intake", "investigator", f"{case}/record-suspect", suspectId=str(uuid4()), roles=["Exploiter"])
        await eventually(lambda: here.events("legal", case, "SuspectNoted"))
        await all_heard(here, case, "VictimBroughtToSafety")
        await eventually(lambda: here.look("aftercare", "director", f"/cases/{case}"))
        for service in CASEWORK:
            assert await status(here, service, "duty_officer", f"/cases/{case}/timeline", duty) == 404, service

        risk_id, detail = await risk(here, "legal", case, victim)
        _, not_hers = await risk(here, "aftercare", case, other)
        await all_heard(here, case, "SafetyRiskRaised", "legal", "aftercare")
        for service in CASEWORK:
            reached = partial(status, here, service, "duty_officer", f"/cases/{case}/timeline", duty)
            await eventually(reached, lambda found: found == 200)
        assert await opens(here, "legal", "duty_officer", detail, duty) == 200

        await here.tell("legal", "director", f"{case}/record-safety-risk-mitigated", riskId=risk_id)
        await all_heard(here, case, "SafetyRiskMitigated")
        assert await opens(here, "legal", "duty_officer", detail, duty) == 200, "it was within 72 hours"
        legal = here.services["legal"]
        aged = "update timeline set recorded_at = recorded_at - interval '73 hours' where case_id = $1"
        await legal.runtime.pool.execute(aged, UUID(case))
        await legal.runtime.pool.execute(
            "delete from timeline where case_id = $1 and event_type = 'SafetyRiskRaised' and service = 'aftercare'",
            UUID(case),
        )
        assert await opens(here, "legal", "duty_officer", detail, duty) == 404
        assert await status(here, "legal", "duty_officer", f"/cases/{case}/timeline", duty) == 404
        assert await opens(here, "aftercare", "duty_officer", not_hers, duty) == 200, "her re-check is open there"
        log = await here.look("legal", "data_protection_officer", f"/cases/{case}/reads")
        looks = [(one["purpose"], one["outcome"]) for one in log if one["kind"] == "Case"]
        assert looks[0] == ("timeline", "refused")
        assert ("timeline", "opened") in looks
        assert {one["actorId"] for one in log} == {str(duty)}


class TestALawyer:
    async def test_has_a_case_of_intake_once_legal_has_work_in_it(self, here: Any) -> None:
        case = await here.open_case()
        await eventually(lambda: here.look("intake", "investigator", f"/cases/{case}"))
        assert await status(here, "intake", "lawyer", f"/cases/{case}") == 404
        assert case not in {one["caseId"] for one in await here.look("intake", "lawyer", "/cases?limit=200")}
        await here.tell("intake", "investigator", f"{case}/record-suspect", suspectId=str(uuid4()), roles=["Exploiter"])
        await eventually(lambda: here.look("intake", "lawyer", f"/cases/{case}"))
        assert case in {one["caseId"] for one in await here.look("intake", "lawyer", "/cases?limit=200")}
