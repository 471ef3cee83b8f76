"""The four real services, whole, on one real Kafka and Postgres."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest_asyncio
from aftercare.service import service as aftercare
from intake.service import service as intake
from legal.service import service as legal
from reporting.service import service as reporting
from throughline.composition import Service
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, running, settings_for

SERVICES: dict[str, Callable[[], Service]] = {
    "intake": intake,
    "legal": legal,
    "aftercare": aftercare,
    "reporting": reporting,
}
OFFICE = "PHL-MNL"


@dataclass(frozen=True)
class Office:
    """The running services, and one office's people who use them."""

    services: dict[str, Running] = field(default_factory=dict)

    async def tell(self, service: str, role: str, path: str, **body: Any) -> dict[str, Any]:
        """Send a command that must be taken; the answer's JSON. `path` is under /cases/."""
        answer = await self.send(service, role, path, **body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    async def send(self, service: str, role: str, path: str, **body: Any) -> httpx.Response:
        async with self.services[service].as_a(role, OFFICE) as client:
            return await client.post(f"/cases/{path}", json=body)

    async def look(self, service: str, role: str, path: str) -> Any:
        async with self.services[service].as_a(role, OFFICE) as client:
            answer = await client.get(path)
        return answer.json() if answer.status_code == 200 else None

    async def events(self, service: str, case: str, *types: str) -> list[dict[str, Any]]:
        """Recorded events of a case, of these types or of all."""
        return await self.services[service].rows(
            "select type, data, headers, event_id from event where case_id = $1"
            " and (cardinality($2::text[]) = 0 or type = any($2::text[])) order by position",
            UUID(case),
            list(types),
        )

    async def open_case(self) -> str:
        """A referral, screened and opened."""
        referral = await self.tell(
            "intake",
            "investigator",
            "record-referral",
            officeId=OFFICE,
            channel="ngo",
            allegationTypes=["SexualExploitation"],
            allegedVictims=1,
            urgency="high",
        )
        case = str(referral["caseId"])
        await self.tell(
            "intake",
            "investigator",
            f"{case}/screen-referral",
            indicators=["debt_bondage"],
            meets=True,
            riskOfHarm="high",
        )
        await self.tell(
            "intake",
            "director",
            f"{case}/open-case",
            caseType="sex_trafficking",
            duplicateCheck={"outcome": "none_found", "candidates": []},
        )
        return case

    async def bring_to_safety(self, case: str, victim: UUID) -> dict[str, Any]:
        return await self.tell(
            "intake",
            "social_worker",
            f"{case}/record-victim-brought-to-safety",
            victimId=str(victim),
            placementType="shelter",
            ledByOrgId=str(uuid4()),
            agencyRole="present",
            selfEscaped=False,
            wish="agreed",
            liberty="free_to_leave",
        )

    async def determine_status(self, case: str, victim: UUID, status: str, by: str, standing: str) -> dict[str, Any]:
        return await self.tell(
            "intake",
            "social_worker",
            f"{case}/record-victim-status",
            victimId=str(victim),
            status=status,
            decidedBy=by,
            standing=standing,
        )

    async def consent(self, case: str, person: UUID, *purposes: str, **more: Any) -> dict[str, Any]:
        """She is of age, and agrees herself, to services where nothing else is said."""
        age = {"victimId": str(person), "ageBand": "18--20", "method": "document"}
        await self.tell("intake", "social_worker", f"{case}/record-age-assessed", **age)
        return await self.tell(
            "intake",
            "social_worker",
            f"{case}/record-consent",
            subjectId=str(person),
            purposes=[{"purpose": purpose, "given": True} for purpose in purposes or ("service_delivery",)],
            by="self",
            **more,
        )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def here(stack: SharedStack) -> AsyncIterator[Office]:
    """All four services, started once; every test opens cases of its own."""
    office = Office()
    async with AsyncExitStack() as started:
        prefix = started.enter_context(stack.topics())
        for name, declared in SERVICES.items():
            dsn = stack.database_of(name)
            settings = settings_for(declared(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
            office.services[name] = await started.enter_async_context(running(declared(), settings))
        yield office
