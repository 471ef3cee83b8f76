"""The details of her care, sealed in events: read by who looks after her, by nobody once her key is destroyed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from aftercare.case_care.people import NoteVictim
from aftercare.service import service
from throughline.domain import Actor, Issued, Moment
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
OFFICE = "PHL-MNL"

DETAILS: dict[str, dict[str, Any]] = {
    "record-emergency-care": {"kinds": ["psychological_first_aid", "hygiene"]},
    "refer-service": {"type": "water_sanitation", "orgId": str(uuid4()), "legalBasis": "public_mandate"},
    "start-placement": {"type": "kafala", "liberty": "free_to_leave", "facilityRef": str(uuid4())},
    "assess-family": {"suitability": "suitable_with_support"},
    "record-revictimisation": {"kind": "forced_labour"},
    "assess-risk": {"level": "med", "domains": ["household", "community"]},
}
WORDS = (
    "psychological_first_aid",
    "hygiene",
    "water_sanitation",
    "kafala",
    "suitable_with_support",
    "forced_labour",
    '"med"',
    "household",
)


@dataclass(frozen=True)
class Care:
    """One woman in care, and her caseworker, who asks over HTTP."""

    aftercare: Running
    case: UUID
    woman: UUID
    worker: UUID

    async def send(self, name: str, status: int = 201, role: str = "social_worker", **body: Any) -> dict[str, Any]:
        async with self.aftercare.as_a(role, OFFICE, subject=self.worker) as client:
            answer = await client.post(f"/cases/{self.case}/{name}", json={"survivorId": str(self.woman), **body})
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def read(self, path: str, role: str = "social_worker") -> Any:
        async with self.aftercare.as_a(role, OFFICE, subject=self.worker) as client:
            answer = await client.get(path)
        assert answer.status_code in (200, 404), answer.text
        return answer.json() if answer.status_code == 200 else []

    async def shown(self) -> dict[str, Any]:
        """Every detail of her care, as her caseworker reads it."""
        rows = await self.read(f"/caseload?caseId={self.case}")
        risks = await self.read(f"/cases/{self.case}/risks")
        if not rows or not risks:
            return {}
        (row,), (risk,) = rows, risks
        return {
            "emergencies": [one["kinds"] for one in row["emergencies"]],
            "services": [one["type"] for one in row["services"].values()],
            "placement": row["placementType"],
            "placed": row["placementOpen"],
            "family": row["familySuitability"],
            "revictimisations": [one["kind"] for one in row["revictimisations"]],
            "risk": (risk["riskLevel"], risk["riskDomains"]),
        }


IN_FULL: dict[str, Any] = {
    "emergencies": [["hygiene", "psychological_first_aid"]],
    "services": ["water_sanitation"],
    "placement": "kafala",
    "placed": True,
    "family": "suitable_with_support",
    "revictimisations": ["forced_labour"],
    "risk": ("med", ["community", "household"]),
}
ERASED: dict[str, Any] = {
    "emergencies": [None],
    "services": [None],
    "placement": None,
    "placed": True,
    "family": None,
    "revictimisations": [None],
    "risk": (None, None),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def aftercare(stack: SharedStack) -> AsyncIterator[Running]:
    dsn = stack.database_of("aftercare")
    with stack.topics() as prefix:
        settings = settings_for(service(), dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(service(), settings) as started:
            yield started


@pytest_asyncio.fixture(loop_scope="module")
async def care(aftercare: Running) -> Care:
    return await in_care(aftercare)


async def in_care(aftercare: Running) -> Care:
    """She is in care, and every detail of it is recorded; answers when read models have it all."""
    care = Care(aftercare, uuid4(), uuid4(), uuid4())
    now = datetime.now(UTC)
    brought = NoteVictim(
        case_id=care.case, victim_id=care.woman, brought_to_safety_on=Moment(now), legal_basis="public_mandate"
    )
    reaction = Actor.system("reaction", "test")
    issued = Issued(command_id=uuid4(), at=now, actor=reaction, causation_id=uuid4(), office_id=OFFICE)
    await aftercare.runtime.bus.handle(brought.issued(issued))
    await care.send("assign-caseworker", workerId=str(care.worker))
    for name, body in DETAILS.items():
        answer = await care.send(name, **body)
        assert not [word for word in WORDS if word in str(answer)]
    await eventually(care.shown, lambda shown: shown == IN_FULL)
    return care


async def test_stand_in_no_event_row_or_timeline_in_clear(care: Care) -> None:
    kept = [
        row["body"]
        for table in ("event", "timeline", "caseload", "assessments", "command_receipt")
        for row in await care.aftercare.rows(f"select t::text as body from {table} t")
    ]
    kept += [str(await care.read(f"/cases/{care.case}/timeline", role)) for role in ("social_worker", "director")]
    assert sum("seal" in body for body in kept) >= 2 * len(DETAILS) + 2
    assert not [word for word in WORDS if any(word in body for body in kept)]


async def test_said_again_are_nothing_new_where_a_rule_says_so(care: Care) -> None:
    today = {"occurredOn": datetime.now(UTC).date().isoformat()}
    for name in ("refer-service", "start-placement"):
        await care.send(name, status=200, **DETAILS[name])
    for name in ("record-emergency-care", "record-revictimisation"):
        await care.send(name, **DETAILS[name], **today)
        await care.send(name, status=200, **DETAILS[name], **today)


async def test_are_gone_with_her_key_and_all_that_rests_on_them_goes_on(care: Care) -> None:
    assert await care.aftercare.runtime.vault.destroy_key(care.woman)
    care.aftercare.runtime.bus.streams.forget()
    assert await care.shown() == ERASED

    # decisions still fold her stream: the open placement is known to be open, of whatever type it was
    refused = await care.send("start-placement", status=409, **DETAILS["start-placement"])
    assert refused["code"] == "PlacementAlreadyOpen"
    await care.send("refer-service", **{**DETAILS["refer-service"], "type": "education"})

    # and read models fold anew to what they show
    async with care.aftercare.as_a("operator") as operator:
        told = await eventually(
            lambda: operator.get("/operations/verify", params={"caseId": str(care.case)}),
            lambda answer: answer.json()["differences"] == [],
        )
    assert told.json()["cases"] == 1

    async def services() -> list[str | None]:
        return (await care.shown())["services"]

    assert sorted(map(str, await eventually(services, lambda found: len(found) == 2))) == ["None", "education"]
