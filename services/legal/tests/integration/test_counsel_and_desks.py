"""Counsel reads her own client's case, as long as she agrees; a lawyer's desk shows who is held and what comes next."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from legal.docket.notes import NoteConsent, NoteVictim, Purpose
from legal.service import service
from throughline.domain import Actor, Issued, Moment
from throughline.testing.running import eventually, read, running, settings_for

pytestmark = [pytest.mark.stack, pytest.mark.asyncio(loop_scope="module")]
OFFICE, ELSEWHERE = "PHL-MNL", "KHM-PNH"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def legal(stack):
    declared, dsn = service(), stack.database_of("legal")
    with stack.topics() as prefix:
        settings = settings_for(declared, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
        async with running(declared, settings) as started:
            yield started


class Case:
    """A case in which one victim is to testify against one accused, and another is nobody's client."""

    def __init__(self, legal):
        self.legal = legal
        self.victim, self.other, self.accused, self.counsel, self.consent = (uuid4() for _ in range(5))
        self.id = self.prosecution = self.at = None

    async def post(self, path, status=201, **body):
        async with self.legal.as_a("lawyer", OFFICE) as client:
            answer = await client.post(path, json=body, headers={"idempotency-key": str(uuid4())})
        assert answer.status_code == status, answer.text
        self.at = answer.json().get("position", self.at)
        return answer.json()

    async def record(self, command, **body):
        return await self.post(f"/cases/{self.id}/record-{command}", prosecutionId=self.prosecution, **body)

    async def note(self, kind, **fields):
        """What a reaction would note of another service's event."""
        issued = Issued(command_id=uuid4(), at=datetime.now(UTC), actor=Actor.system("reaction", "test"))
        await self.legal.runtime.bus.handle(kind(case_id=UUID(self.id), **fields).issued(issued))

    async def get(self, path, role="lawyer", subject=None, office=OFFICE, **asked):
        async with self.legal.as_a(role, office, subject=subject) as client:
            at = {"atLeast": self.at} if office == OFFICE else {}
            return await read(client, path, **(asked | at))

    async def open(self):
        said = await self.post(
            "/cases/open-prosecution", jurisdictionProfile="PHL", officeId=OFFICE, jurisdiction="PHL"
        )
        self.id = said["caseId"]
        self.prosecution = next(e["data"]["prosecutionId"] for e in said["events"] if e["type"] == "ProsecutionOpened")
        for victim in (self.victim, self.other):
            await self.note(NoteVictim, victim_id=victim, status="ActualVictimOfTrafficking", standing="official")
        agreed = (Purpose(purpose="legal_proceedings", given=True),)
        await self.note(NoteConsent, consent_id=self.consent, subject_id=self.victim, purposes=agreed)
        accused, court = str(self.accused), str(uuid4())
        await self.record("accused-registered", accusedId=accused, namedBy=court, basis="charge_sheet")
        await self.record("arrest", accusedId=accused, withWarrant=True)
        charge = {"chargeId": str(uuid4()), "statute": "RA 9208 s.4(a)", "counts": 1, "victimIds": [str(self.victim)]}
        await self.record("charges-filed", accusedId=accused, charges=[charge])
        soon = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
        for victim in (self.victim, self.other):
            hearing = {"hearingId": str(uuid4()), "on": soon, "type": "testimony", "witnessIds": [str(victim)]}
            await self.record("hearing-scheduled", **hearing)
        order = {"orderId": str(uuid4()), "amount": "5000.00", "currency": "PHP", "payer": "accused"}
        await self.record("compensation-ordered", victimId=str(self.victim), accusedId=accused, **order)
        await self.record(
            "compensation-received", orderId=order["orderId"], amount="1200.00", currency="PHP", occurredOn="2026-05-04"
        )
        await self.post(
            f"/cases/{self.id}/mandate-counsel",
            victimId=str(self.victim),
            lawyerId=str(self.counsel),
            consentId=str(self.consent),
        )
        await eventually(lambda: self.is_shown(), within=60)

    async def is_shown(self):
        return (await self.get(f"/cases/{self.id}")).status_code == 200


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def case(legal):
    case = Case(legal)
    await case.open()
    return case


async def test_counsel_reads_the_own_client_and_no_other(case):
    (client,) = (await case.get("/clients", role="counsel", subject=case.counsel)).json()
    assert client["personId"] == str(case.victim)
    assert len(client["hearings"]) == 1
    assert [one["accusedId"] for one in client["accused"]] == [str(case.accused)]
    assert client["accused"][0]["custody"] == "detained"
    assert float(client["compensation"][0]["received"]) == 1200
    assert str(case.other) not in str(client)
    of_case = await case.get(f"/cases/{case.id}/clients", role="counsel", subject=case.counsel)
    assert of_case.json() == [client]


async def test_without_a_mandate_or_in_another_office_the_case_is_not_there(case):
    stranger = await case.get(f"/cases/{case.id}/clients", role="counsel", subject=uuid4())
    elsewhere = await case.get(f"/cases/{case.id}/clients", role="counsel", subject=case.counsel, office=ELSEWHERE)
    assert (stranger.status_code, elsewhere.status_code) == (404, 404)
    for path in ("", "/timeline", "/accused", "/evidence"):
        assert (await case.get(f"/cases/{case.id}{path}", role="counsel", subject=case.counsel)).status_code == 403


async def test_a_victim_reads_her_own_case(case):
    own = await case.get(f"/cases/{case.id}/own", role="survivor", subject=case.other)
    assert (own.json()["personId"], len(own.json()["hearings"])) == (str(case.other), 1)
    assert own.json()["compensation"] == []
    assert (await case.get(f"/cases/{case.id}/own", role="survivor", subject=uuid4())).status_code == 404


async def test_a_lawyers_desk_shows_who_is_held_and_what_comes_next(case):
    (line,) = (await case.get("/cases")).json()
    assert (line["caseId"], line["part"]) == (case.id, "open")
    assert (line["accused"], line["held"], line["atLarge"]) == (1, 1, 0)
    assert line["nextHearing"] is not None
    assert len((await case.get("/cases", custody="detained", part="open")).json()) == 1
    assert (await case.get("/cases", custody="absconded")).json() == []
    assert (await case.get("/cases", after=case.id)).json() == []
    assert (await case.get("/cases", office=ELSEWHERE)).json() == []
    (order,) = (await case.get(f"/cases/{case.id}/compensation")).json()
    assert (float(order["amount"]), float(order["received"]), order["payments"]) == (5000, 1200, 1)


@pytest.mark.parametrize("end", ["withdrawn_on", "lapsed_on"])
async def test_a_consent_that_was_taken_back_or_lapsed_ends_what_counsel_reads(legal, end):
    case = Case(legal)
    await case.open()

    async def shown():
        return (await case.get("/clients", role="counsel", subject=case.counsel)).json() != []

    await eventually(shown, within=60)
    await case.note(NoteConsent, consent_id=case.consent, **{end: Moment(datetime.now(UTC))})

    async def gone():
        return (await case.get("/clients", role="counsel", subject=case.counsel)).json() == []

    await eventually(gone, within=60)
    (mandate,) = (await case.get(f"/cases/{case.id}/mandates")).json()
    assert (mandate["lawyerId"], mandate["inForce"]) == (str(case.counsel), False)


async def test_stages_and_outcomes_are_those_of_the_accused(case):
    (known,) = (await case.get(f"/cases/{case.id}/accused")).json()
    assert (known["stage"], known["outcome"]) == ("charged", None)
    (filed,) = await case.legal.rows("select charge_id::text from charges where case_id = $1", UUID(case.id))
    charge = filed["charge_id"]
    await case.record("charge-accepted", chargeId=charge)
    await case.record("charge-withdrawn", chargeId=charge, reason="no_evidence")
    (known,) = (await case.get(f"/cases/{case.id}/accused")).json()
    assert (known["stage"], known["outcome"]) == ("withdrawn", "withdrawn")
    summoned = str(uuid4())
    await case.record("accused-registered", accusedId=summoned, namedBy=summoned, basis="fir")
    await case.record("summons", accusedId=summoned)
    stages = {one["accusedId"]: one["stage"] for one in (await case.get(f"/cases/{case.id}/accused")).json()}
    assert stages[summoned] == "summoned"
