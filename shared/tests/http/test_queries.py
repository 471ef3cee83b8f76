"""What a person gets who asks: a view in camelCase, of the cases of their offices, as recent as they need it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

Token = Callable[..., dict[str, str]]
CASE = uuid4()


@pytest.fixture
def known(database: Any) -> None:
    database.rows["case_access"] = [{"office_id": "AAA"}]
    database.rows["from parcel"] = [{"case_id": CASE, "items": '["lamp"]', "note": "[1]", "weight": 7}]


class TestAView:
    async def test_has_camel_case_names_and_only_its_own_fields(
        self, http: httpx.AsyncClient, token: Token, known: None
    ) -> None:
        answer = await http.get(f"/cases/{CASE}", headers=token())
        assert answer.json() == {"caseId": str(CASE), "items": ["lamp"], "note": "[1]"}
        assert answer.headers["cache-control"] == "no-store"

    async def test_of_no_row_is_404(self, http: httpx.AsyncClient, token: Token, database: Any) -> None:
        database.rows["case_access"] = [{"office_id": "AAA"}]
        answer = await http.get(f"/cases/{CASE}", headers=token())
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")

    async def test_takes_parameters_by_their_public_names(
        self, http: httpx.AsyncClient, token: Token, database: Any
    ) -> None:
        answer = await http.get("/heavy-parcels", params={"atLeastGrams": 5}, headers=token("porter", "B", "A"))
        assert (answer.status_code, answer.json()) == (200, [])
        assert database.asked[-1][1] == (["A", "B"], 5)
        wrong = await http.get("/heavy-parcels", params={"atLeastGrams": "secret"}, headers=token("porter"))
        assert wrong.status_code == 422
        assert wrong.json()["errors"][0]["field"] == "atLeastGrams"
        assert "secret" not in wrong.text

    async def test_for_all_offices_is_asked_without_a_list(
        self, http: httpx.AsyncClient, token: Token, database: Any
    ) -> None:
        await http.get("/heavy-parcels", headers=token("porter", "*"))
        assert database.asked[-1][1] == (None, 1000)

    async def test_can_say_what_it_is_true_at(self, http: httpx.AsyncClient, token: Token) -> None:
        answer = await http.get("/standing", headers=token("porter"))
        assert answer.json() == {"parcels.events": [3, 0]}


class TestWhoMayAsk:
    async def test_nobody_without_a_token(self, http: httpx.AsyncClient) -> None:
        assert (await http.get(f"/cases/{CASE}")).status_code == 401

    async def test_no_other_role(self, http: httpx.AsyncClient, token: Token) -> None:
        assert (await http.get("/heavy-parcels", headers=token("sender"))).status_code == 403

    @pytest.mark.parametrize("office", ["BBB", None])
    async def test_another_office_and_an_unknown_case_are_the_same_404(
        self, http: httpx.AsyncClient, token: Token, known: None, database: Any, office: str | None
    ) -> None:
        database.rows["case_access"] = [{"office_id": office}]
        elsewhere = await http.get(f"/cases/{CASE}", headers=token())
        database.rows["case_access"] = []
        nowhere = await http.get(f"/cases/{CASE}", headers=token())
        assert elsewhere.status_code == nowhere.status_code == 404
        assert elsewhere.json() == nowhere.json()


class TestReadingYourOwnWrite:
    async def test_is_answered_once_the_read_model_is_there(
        self, http: httpx.AsyncClient, token: Token, known: None, read_side: Any
    ) -> None:
        read_side.version = 4
        answer = await http.get(f"/cases/{CASE}", params={"atLeast": f"{uuid4()}:4"}, headers=token())
        assert answer.status_code == 200

    async def test_is_503_while_it_is_behind(self, http: httpx.AsyncClient, token: Token, known: None) -> None:
        answer = await http.get(f"/cases/{CASE}", params={"atLeast": f"{uuid4()}:4"}, headers=token())
        assert (answer.status_code, answer.json()["code"]) == (503, "read-model-behind")
        assert answer.headers["retry-after"] == "1"

    async def test_needs_a_position(self, http: httpx.AsyncClient, token: Token, known: None) -> None:
        answer = await http.get(f"/cases/{CASE}", params={"atLeast": "seven"}, headers=token())
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "atLeast")


class TestWhenSomethingIsDown:
    async def test_the_database_away_is_503(self, http: httpx.AsyncClient, token: Token, database: Any) -> None:
        database.fails = asyncpg.CannotConnectNowError()
        answer = await http.get(f"/cases/{CASE}", headers=token())
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")

    async def test_an_argument_the_database_cannot_take_is_a_fault_of_ours(
        self, http: httpx.AsyncClient, token: Token, database: Any
    ) -> None:
        database.fails = asyncpg.exceptions._base.DataError("secret")
        answer = await http.get(f"/cases/{CASE}", headers=token())
        assert (answer.status_code, "secret" in answer.text) == (500, False)


def row(index: int, **given: Any) -> dict[str, Any]:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=index)
    return {
        "event_id": UUID(int=index),
        "case_id": CASE,
        "case_reference": "AAA-2026-00001",
        "service": "parcels",
        "stream_id": UUID(int=1),
        "stream_version": index,
        "type": "ItemPacked",
        "data": '{"item": "lamp"}',
        "authority": None,
        "actor_role": "sender",
        "actor_id": UUID(int=7),
        "occurred_at": at,
        "occurred_precision": "day",
        "recorded_at": at,
        "causation_id": UUID(int=9),
        "correlation_id": None,
        "source": "own",
        "historical": False,
    } | given


class TestTheTimeline:
    @pytest.fixture(autouse=True)
    def _known(self, known: None) -> None:
        pass

    async def test_asks_for_what_the_role_may_see_and_nothing_else(
        self, http: httpx.AsyncClient, token: Token, database: Any
    ) -> None:
        await http.get(f"/cases/{CASE}/timeline", headers=token("porter"))
        assert database.asked[-1][1][:5] == (CASE, ["parcels"], ["weather"], ["StormForecast"], None)
        await http.get(f"/cases/{CASE}/timeline", headers=token("sender"), params={"type": ["ParcelSent", "X"]})
        assert database.asked[-1][1][:5] == (CASE, [], ["parcels"], ["ParcelSent"], ["ParcelSent", "X"])

    async def test_is_for_the_roles_of_its_table_only(self, http: httpx.AsyncClient, token: Token) -> None:
        assert (await http.get(f"/cases/{CASE}/timeline", headers=token("importer"))).status_code == 403

    async def test_says_what_whose_act_by_whom_when_and_why(
        self, http: httpx.AsyncClient, token: Token, database: Any
    ) -> None:
        database.rows["from timeline"] = [row(1, authority="customs"), row(2, occurred_precision="unknown")]
        body = (await http.get(f"/cases/{CASE}/timeline", headers=token("porter"))).json()
        first, second = body["entries"]
        assert (first["type"], first["data"], first["authority"]) == ("ItemPacked", {"item": "lamp"}, "customs")
        assert (first["occurredOn"], second["occurredOn"]) == ("2026-01-02", "unknown")
        assert first["causationId"] == str(UUID(int=9))
        assert body["next"] is None

    async def test_is_paged_by_place_in_its_order(self, http: httpx.AsyncClient, token: Token, database: Any) -> None:
        database.rows["from timeline"] = [row(1), row(2), row(3)]
        page = (await http.get(f"/cases/{CASE}/timeline", params={"limit": 2}, headers=token("porter"))).json()
        assert len(page["entries"]) == 2
        await http.get(f"/cases/{CASE}/timeline", params={"after": page["next"], "limit": 2}, headers=token("porter"))
        last = row(2)
        assert database.asked[-1][1][5:10] == (last["occurred_at"], last["recorded_at"], UUID(int=1), 2, 3)

    @pytest.mark.parametrize("after", ["x", "W10", "WyIyMDI2IiwiMjAyNiIsIngiLDFd", "é"])
    async def test_refuses_a_place_it_did_not_give(self, http: httpx.AsyncClient, token: Token, after: str) -> None:
        answer = await http.get(f"/cases/{CASE}/timeline", params={"after": after}, headers=token("porter"))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "after")
