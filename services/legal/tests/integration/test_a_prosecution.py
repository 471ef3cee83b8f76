"""Legal at work on the real stack: what a lawyer records over HTTP is what those who may read are answered."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import pytest_asyncio
from legal.service import service
from throughline.testing.running import eventually, read, running, settings_for

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
OFFICE = "PHL-MNL"
REMAND = {"from": "2026-01-06", "to": "2026-02-05"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def legal(stack):
    declared, dsn = service(), stack.database_of("legal")
    with stack.topics() as prefix:
        settings = settings_for(declared, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(declared, settings) as started:
            yield started


class Desk:
    """A lawyer's desk on one case; `at` is the last position anything was recorded at."""

    def __init__(self, legal, case_id):
        self.legal, self.case_id, self.at, self.prosecution_id = legal, case_id, None, None

    async def record(self, command, role="lawyer", status=201, **body):
        of = {"prosecutionId": self.prosecution_id} if command.startswith("record") else {}
        async with self.legal.as_a(role, OFFICE) as client:
            answer = await client.post(
                f"/cases/{self.case_id}/{command}", json=of | body, headers={"idempotency-key": str(uuid4())}
            )
        assert answer.status_code == status, answer.text
        said = answer.json()
        self.at = said.get("position", self.at)
        return said

    async def open(self):
        """As a case of legal's own: whose a case of intake's is, intake says."""
        law = {"jurisdictionProfile": "PHL", "officeId": OFFICE, "jurisdiction": "PHL"}
        async with self.legal.as_a("lawyer", OFFICE) as client:
            answer = await client.post("/cases/open-prosecution", json=law, headers={"idempotency-key": str(uuid4())})
        assert answer.status_code == 201, answer.text
        said = answer.json()
        self.case_id, self.at = said["caseId"], said["position"]
        opened = next(event for event in said["events"] if event["type"] == "ProsecutionOpened")
        self.prosecution_id = opened["data"]["prosecutionId"]
        await eventually(self.is_shown, within=60)

    async def is_shown(self):
        async with self.legal.as_a("lawyer", OFFICE) as client:
            return (await client.get(f"/cases/{self.case_id}", params={"atLeast": self.at})).status_code == 200

    async def read(self, path="", role="lawyer", status=200, office=OFFICE):
        """A position of another office's is never reached: what it is tells nobody whether it is there."""
        at = {"atLeast": self.at} if office == OFFICE else {}
        async with self.legal.as_a(role, office) as client:
            answer = await read(client, f"/cases/{self.case_id}{path}", **at)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(legal):
    desk = Desk(legal, None)
    await desk.open()
    return desk


def an_id():
    return str(uuid4())


async def test_a_prosecution_from_the_file_to_the_closed_part(desk):
    accused, charge, court, appeal = an_id(), an_id(), an_id(), an_id()
    number = {
        "number": {"number": "XV-07-INV-26"},
        "kind": "information",
        "authorityOrgId": court,
        "offences": ["0204"],
    }
    await desk.record("record-complaint-registered", **number)
    await desk.record(
        "record-accused-registered", accusedId=accused, roles=["Exploiter"], namedBy=court, basis="charge_sheet"
    )
    await desk.record("record-arrest", accusedId=accused, withWarrant=True, byOrgId=court, occurredOn="2026-01-05")
    await desk.record("record-remand", accusedId=accused, custody="judicial", occurredOn="2026-01-06", **REMAND)
    bail = {"kind": "regular", "conditions": ["no_contact"], "amount": "50000.00", "currency": "PHP"}
    await desk.record("record-bail-granted", accusedId=accused, occurredOn="2026-02-01", **bail)
    await desk.record("record-release", accusedId=accused, ground="bail", occurredOn="2026-02-02")
    filed = {"chargeId": charge, "statute": "RA 9208 s.4(a)", "iccs": "0204", "counts": 2}
    await desk.record("record-charges-filed", accusedId=accused, charges=[filed])

    verdict = {"accusedId": accused, "chargeId": charge, "counts": 2, "verdict": "guilty"}
    held = await desk.record("record-verdict", **verdict)
    assert held["held"]["code"] == "ChargeNotAccepted"
    assert (await desk.read("/accused"))[0]["stage"] == "charged"

    await desk.record("record-charge-accepted", chargeId=charge)
    await desk.record("record-arraignment", accusedId=accused)
    await desk.record("record-verdict", **verdict)
    await desk.record("record-sentence", accusedId=accused, custodialMonths=180)
    (known,) = await desk.read("/accused")
    assert (known["custody"], known["bail"], known["bailKind"]) == ("at_large", "granted", "regular")
    assert (known["stage"], known["convicted"], known["openCounts"]) == ("sentenced", True, 0)
    assert known["sentence"]["months"] in (180, "180")
    assert known["verdicts"] == [{"court": "first_instance", "verdict": "guilty", "counts": 2}]

    await desk.record("record-appeal-filed", accusedId=accused, appealId=appeal, by="defence", court="appeal")
    assert (await desk.read("/accused"))[0]["stage"] == "on_appeal"
    await desk.record("record-appeal-decided", appealId=appeal, result="reversed")
    (known,) = await desk.read("/accused")
    assert (known["convicted"], known["sentence"], known["verdicts"], known["openCounts"]) == (False, None, [], 0)

    refused = await desk.record("close-legal-part", status=409)
    assert desk.prosecution_id in refused["detail"]
    await desk.record("record-verdict", **(verdict | {"verdict": "not_guilty", "court": "appeal"}))
    await desk.record("record-judgment-final", accusedId=accused)
    (known,) = await desk.read("/accused")
    assert (known["stage"], known["final"]) == ("final", True)
    await desk.record("close-legal-part", role="director")
    case = await desk.read()
    assert (case["part"], case["outcome"], case["suspects"], case["anyConviction"]) == (
        "closed",
        "all_acquitted",
        1,
        False,
    )
    (prosecution,) = case["prosecutions"]
    assert (prosecution["stage"], prosecution["accused"], prosecution["convicted"]) == ("ended", 1, 0)


async def test_everybody_sees_what_the_role_needs_to_know(desk):
    accused, court = an_id(), an_id()
    await desk.record("record-accused-registered", accusedId=accused, namedBy=court, basis="fir")
    await desk.record("record-arrest", accusedId=accused)
    (held,) = await desk.read("/custody", role="social_worker")
    assert held.keys() == {
        "prosecutionId",
        "accusedId",
        "custody",
        "custodySince",
        "bail",
        "bailKind",
        "bailConditions",
        "releaseExpectedOn",
    }
    assert held["custody"] == "detained"
    assert (await desk.read("/accused", role="investigator"))[0]["stage"] == "named"
    await desk.read("/accused", role="social_worker", status=403)
    await desk.read("/hearings", role="investigator", status=403)
    await desk.read("/custody", role="hq_analyst", status=403)
    await desk.read("/accused", office="KHM-PNH", status=404)
    timeline = await desk.read("/timeline", role="social_worker")
    assert [entry["type"] for entry in timeline["entries"]] == ["SuspectArrested"]


async def test_the_hearings_ahead_come_page_by_page(desk):
    today = datetime.now(UTC).date()
    days = [today + timedelta(days=ahead) for ahead in (1, 1, 3, 13, 40)]
    for day in days:
        await desk.record("record-hearing-scheduled", hearingId=an_id(), on=day.isoformat(), type="pretrial")
    vacated = an_id()
    await desk.record("record-hearing-scheduled", hearingId=vacated, on=today.isoformat(), type="bail")
    await desk.record("record-hearing-vacated", hearingId=vacated)

    async def ahead(office=OFFICE, **params):
        async with desk.legal.as_a("social_worker", office) as client:
            at = {"atLeast": desk.at} if office == OFFICE else {}
            answer = await read(client, "/hearings", **(at | params))
        assert answer.status_code == 200, answer.text
        return answer.json()

    soon = await ahead()
    assert [hearing["onAt"][:10] for hearing in soon] == [day.isoformat() for day in days[:4]]
    assert len(await ahead(days=60)) == 5
    assert await ahead(office="KHM-PNH") == []
    paged, last = [], {}
    while (page := await ahead(limit=3, **last)) and len(paged) < 9:
        paged += page
        last = {"afterDate": page[-1]["onAt"], "afterId": page[-1]["hearingId"]}
    assert paged == soon
    assert len(await desk.read("/hearings")) == 6


async def test_a_lawyers_desk_shows_what_is_due_and_who_has_what(desk):
    accused, court, police, lab, victim, order, item = (an_id() for _ in range(7))
    await desk.record("record-accused-registered", accusedId=accused, namedBy=court, basis="fir")
    filed = {"chargeId": an_id(), "statute": "RA 9208 s.4(a)", "counts": 1}
    await desk.record("record-charges-filed", accusedId=accused, charges=[filed])
    arraigned = (datetime.now(UTC) - timedelta(days=200)).date().isoformat()
    await desk.record("record-arraignment", accusedId=accused, occurredOn=arraigned)
    (due,) = await desk.read("/milestones")
    assert (due["clock"], due["accusedId"], due["overdue"], due["profile"]) == ("judgment", accused, True, "PHL")
    async with desk.legal.as_a("lawyer", OFFICE) as client:
        ahead = (await client.get("/milestones")).json()
        assert due in ahead
        last = {"afterEnd": due["overAt"], "afterId": due["prosecutionId"], "afterClock": f"judgment{accused}"}
        assert due not in (await client.get("/milestones", params=last)).json()
    risk = {"level": "high", "subjects": [{"kind": "staff", "id": an_id()}], "from": "associate"}
    async with desk.legal.as_a("lawyer", OFFICE) as client:
        said = await client.post(
            f"/cases/{desk.case_id}/record-safety-risk", json=risk, headers={"idempotency-key": str(uuid4())}
        )
        assert said.status_code == 201, said.text
        desk.at = said.json()["position"]
    (task,) = await desk.read("/tasks")
    assert (task["kind"], task["asked"], task["outcome"]) == ("protect_staff_or_informant", "director", None)
    async with desk.legal.as_a("director", OFFICE) as client:
        assert task["taskId"] in {one["taskId"] for one in (await client.get("/tasks")).json()}
        last = {"afterDue": task["dueAt"], "afterId": task["taskId"]}
        assert task["taskId"] not in {one["taskId"] for one in (await client.get("/tasks", params=last)).json()}
    await desk.record("finish-task", role="director", taskId=task["taskId"])
    assert [one["outcome"] for one in await desk.read("/tasks")] == ["done"]

    protect = {"orderId": order, "protects": victim, "against": accused, "until": "2099-12-31"}
    await desk.record("record-protection-order-issued", **protect)
    await desk.record("record-protection-order-breached", orderId=order)
    (shown,) = await desk.read("/protection-orders", role="investigator")
    assert (shown["protects"], shown["against"], shown["breaches"], shown["state"]) == (victim, accused, 1, "in_force")

    collected = {"itemId": item, "category": "digital", "collectedByOrgId": police}
    async with desk.legal.as_a("lawyer", OFFICE) as client:

        async def keep(command, **body):
            said = await client.post(
                f"/cases/{desk.case_id}/{command}", json=body, headers={"idempotency-key": str(uuid4())}
            )
            assert said.status_code == 201, said.text
            return said.json()

        await keep("record-evidence-collected", **collected)
        hand_over = {"itemId": item, "fromCustodian": court, "toCustodian": lab, "purpose": "storage"}
        desk.at = (await keep("record-evidence-transferred", **hand_over, sealIntact=True))["position"]
    (shown,) = await desk.read("/evidence")
    assert (shown["custodian"], shown["handOvers"], shown["gaps"], shown["ruling"]) == (lab, 1, 1, "none")
    await desk.read("/evidence", role="social_worker", status=403)


async def test_an_authority_is_found_by_its_number_and_the_law_can_be_looked_up(desk):
    court, victim, entitlement = an_id(), an_id(), an_id()
    key = "0f3a5c7e9b1d2f4a" + uuid4().hex
    number = {"reference": {"number": "R-26-00012"}, "referenceKey": key}
    await desk.record("record-external-reference", orgId=court, kind="court_case", **number)
    async with desk.legal.as_a("lawyer", OFFICE) as client:
        (found,) = (await read(client, "/references", key=key, atLeast=desk.at)).json()
        assert (found["caseId"], found["prosecutionId"], found["orgId"]) == (desk.case_id, desk.prosecution_id, court)
        laws = {law["code"]: law for law in (await client.get("/profiles")).json()}
    assert laws["IND"]["milestones"]["ComplaintRegistered"].startswith("First information report")
    clocks = {"court_production", "hearing_spacing", "judgment", "suspension_review"}
    assert {term["clock"] for term in laws["PHL"]["clocks"]} == clocks
    assert laws["PHL"]["version"] == 1
    async with desk.legal.as_a("lawyer", "KHM-PNH") as client:
        assert (await client.get("/references", params={"key": key})).json() == []

    money = {"entitlementId": entitlement, "amount": "100", "currency": "PHP"}
    async with desk.legal.as_a("lawyer", OFFICE) as client:
        for command, body in (
            ("record-entitlement-granted", {**money, "victimId": victim, "scheme": "victim_fund"}),
            ("record-entitlement-received", {**money, "amount": "40"}),
        ):
            said = await client.post(
                f"/cases/{desk.case_id}/{command}", json=body, headers={"idempotency-key": str(uuid4())}
            )
            assert said.status_code == 201, said.text
            desk.at = said.json()["position"]
    (shown,) = await desk.read("/entitlements")
    assert (shown["victimId"], float(shown["amount"]), float(shown["received"])) == (victim, 100.0, 40.0)
