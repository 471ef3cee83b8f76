"""Reporting over HTTP on a real database: a figure as a director and an analyst are answered."""

import base64
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr
from reporting.inbound import intake
from reporting.programme import programme_of
from reporting.service import service
from throughline.http import Api, create_app
from throughline.http.tokens import sign
from throughline.settings import Settings

from .conftest import an_id, happened

pytestmark = pytest.mark.stack
KEY = SecretStr(base64.b64encode(bytes(range(32))).decode())


@pytest.fixture
def get(database, dsn):
    declared = service()
    settings = Settings(
        service="reporting",
        environment="test",
        postgres_dsn=dsn,
        kafka_bootstrap="nowhere:1",
        service_key=KEY,
        token_key=KEY,
    )
    app = create_app(
        settings,
        api=Api(aggregates=declared.aggregates, bus=None, pool=database, package="reporting", queries=declared.queries),
    )

    async def asked(path, role="hq_analyst", offices=("*",)):
        secret = settings.token_key_bytes
        token = sign(secret, subject=UUID(int=7), role=role, offices=offices, ttl=timedelta(minutes=5))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://reporting") as client:
            return await client.get(path, headers={"authorization": f"Bearer {token}"})

    return asked


@pytest.fixture
async def two_offices(record):
    await record(
        *(
            happened(intake.VictimBroughtToSafety(victim_id=an_id(office), agency_role="present"), office_id=office)
            for office in ("PHL-MNL", "KHM-PNH")
        )
    )


@pytest.mark.usefixtures("two_offices")
class TestFigures:
    async def test_an_analyst_counts_all_offices(self, get):
        answer = await get("/figures/victims_by_attribution")
        assert answer.status_code == 200
        said = answer.json()
        assert (said["n"], said["offices"], said["source"]) == (2, None, "own")
        assert said["definition"]["id"] == "victims_by_attribution-2"
        assert [(line["what"], line["n"]) for line in said["values"]] == [("agency_present", 2)]
        assert said["trueAt"]
        assert said["positions"] == {}

    async def test_a_director_counts_his_own(self, get):
        answer = await get("/figures/victims_by_attribution", "director", ("PHL-MNL",))
        assert (answer.json()["protected"], answer.json()["offices"]) == (True, ["PHL-MNL"])
        assert [(line["n"], line["values"]) for line in answer.json()["values"]] == [(None, {})]

    async def test_another_office_is_not_found_for_him(self, get):
        path = "/figures/victims_by_attribution?office=KHM-PNH"
        assert (await get(path, "director", ("PHL-MNL",))).status_code == 404
        assert (await get(path)).json()["offices"] == ["KHM-PNH"]

    async def test_a_figure_there_is_not_is_a_problem_that_says_where_to_look(self, get):
        answer = await get("/figures/rescued")
        assert (answer.status_code, answer.json()["code"]) == (404, "no-such-figure")

    async def test_a_source_that_is_none_is_a_wrong_field(self, get):
        assert (await get("/figures/dispositions?source=import:")).status_code == 422

    @pytest.mark.parametrize("role", ["investigator", "lawyer", "social_worker", "data_protection_officer"])
    async def test_others_read_no_figures(self, get, role):
        assert (await get("/figures/dispositions", role)).status_code == 403


class TestTheRest:
    async def test_all_definitions_are_listed(self, get):
        listed = (await get("/figures", "data_protection_officer")).json()
        assert "conviction_rate-2" in {definition["id"] for definition in listed}

    async def test_studies_and_trainings_are_listed(self, get):
        assert (await get("/studies")).json() == []
        assert (await get("/trainings")).json() == []

    async def test_the_programme_of_an_office_is_where_its_trainings_go(self, get):
        answer = await get("/offices/PHL-MNL/programme", "director", ("PHL-MNL",))
        assert answer.json() == {"officeId": "PHL-MNL", "programmeId": str(programme_of("PHL-MNL"))}

    async def test_a_pseudonymous_case_is_for_analysts_only(self, get):
        assert (await get(f"/cases/{an_id('case')}")).status_code == 404
        assert (await get(f"/cases/{an_id('case')}", "director")).status_code == 403
