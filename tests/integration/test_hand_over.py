"""From relief to care: what intake records leads to enrolment in aftercare, by itself, in one trace."""

import json
from typing import Any
from uuid import uuid4

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from throughline.telemetry import configure
from throughline.testing.running import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")


class TestEnrolment:
    @pytest.mark.parametrize("consent_first", [True, False])
    async def test_safety_and_consent_lead_to_enrolment_whichever_came_first(
        self, here: Any, consent_first: bool
    ) -> None:
        case, victim = await here.open_case(), uuid4()
        steps = [here.consent, here.bring_to_safety]
        for step in steps if consent_first else reversed(steps):
            await step(case, victim)
        enrolled = await eventually(lambda: here.events("aftercare", case, "SurvivorEnrolled", "CareStarted"))
        assert [event["type"] for event in enrolled] == ["SurvivorEnrolled", "CareStarted"]
        assert json.loads(enrolled[0]["data"])["survivorId"] == str(victim)

    async def test_the_case_keeps_its_number_and_office_in_the_other_service(self, here: Any) -> None:
        case, victim = await here.open_case(), uuid4()
        await here.consent(case, victim)
        await here.bring_to_safety(case, victim)
        enrolled = await eventually(lambda: here.events("aftercare", case, "SurvivorEnrolled"))
        headers = json.loads(enrolled[0]["headers"])
        assert headers["ce_officeid"] == "PHL-MNL"
        assert headers["ce_casereference"].startswith("PHL-MNL-")

    async def test_one_trace_holds_the_request_and_what_the_other_service_did(self, here: Any) -> None:
        settings = here.services["intake"].settings
        exporter = InMemorySpanExporter()
        telemetry = configure("intake", settings, exporter=exporter)
        try:
            case, victim = await here.open_case(), uuid4()
            await here.consent(case, victim)
            await here.bring_to_safety(case, victim)
            enrolled = await eventually(lambda: here.events("aftercare", case, "SurvivorEnrolled"))
            trace_id = json.loads(enrolled[0]["headers"])["ce_traceparent"].split("-")[1]

            async def names() -> set[str]:
                telemetry.tracing.force_flush()
                spans = exporter.get_finished_spans()
                return {span.name for span in spans if f"{span.context.trace_id:032x}" == trace_id}

            def whole(seen: set[str]) -> bool:
                named = {"command RecordVictimBroughtToSafety", "command NoteVictim", "project SurvivorEnrolled"}
                return named <= seen and {"publish", "react"} <= {name.partition(" ")[0] for name in seen}

            assert await eventually(names, whole)
        finally:
            telemetry.shutdown()


class TestTheTimeline:
    async def test_intake_shows_what_aftercare_did_only_to_who_may_see_it(self, here: Any) -> None:
        case, victim = await here.open_case(), uuid4()
        await here.consent(case, victim)
        await here.bring_to_safety(case, victim)

        async def seen(role: str) -> set[tuple[str, str]]:
            page = await here.look("intake", role, f"/cases/{case}/timeline?limit=100")
            return {(entry["service"], entry["type"]) for entry in (page or {}).get("entries", [])}

        await eventually(lambda: seen("director"), lambda types: ("aftercare", "SurvivorEnrolled") in types)
        assert not {kind for service, kind in await seen("investigator") if service == "aftercare"} & {
            "SurvivorEnrolled",
            "ConsentNoted",
        }


class TestACorrection:
    async def test_a_consent_that_she_never_gave_is_none_in_the_other_services_either(self, here: Any) -> None:
        case, victim = await here.open_case(), uuid4()
        consent = await here.consent(case, victim)
        await here.bring_to_safety(case, victim)
        (noted,) = await eventually(lambda: here.events("legal", case, "ConsentNoted"))
        await eventually(lambda: here.events("aftercare", case, "SurvivorEnrolled"))
        recorded = next(event["eventId"] for event in consent["events"] if event["type"] == "ConsentRecorded")
        await here.tell("intake", "director", f"{case}/correct-fact", replaces=recorded, reason="wrong_person")
        (correction,) = await eventually(lambda: here.events("legal", case, "FactCorrected"))
        assert json.loads(correction["data"])["replaces"] == json.loads(noted["headers"])["ce_id"]

        async def asked() -> set[str]:
            tasks = await here.events("aftercare", case, "TaskOpened")
            return {json.loads(task["data"])["kind"] for task in tasks}

        await eventually(asked, lambda kinds: "confirm_basis_for_care" in kinds)
