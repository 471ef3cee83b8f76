"""What a person gets who sends a command: recorded, already so, held, refused, or told what is wrong with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from throughline.commands import StoreUnavailable
from throughline.domain import per_case_stream

Token = Callable[..., dict[str, str]]
CASE = UUID(int=7)
STREAM = per_case_stream(CASE, "parcels.Parcel")
OPEN = f"/cases/{CASE}/open-parcel"
PACK = f"/cases/{CASE}/record-item-packed"
SEND = f"/cases/{CASE}/send-parcel"
ITEM = {"item": "lamp", "size": {"grams": 200}}


@pytest.fixture
async def opened(http: httpx.AsyncClient, token: Token) -> None:
    assert (await http.post(OPEN, headers=token(), json={})).status_code == 201


def is_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/problems/{code}")
    return body


class TestAnAcceptedCommand:
    async def test_is_answered_with_what_was_recorded_and_where_it_stands(
        self, http: httpx.AsyncClient, token: Token
    ) -> None:
        answer = await http.post(OPEN, headers=token(), json={"label": {"text": "fragile"}})
        body = answer.json()
        assert answer.status_code == 201
        assert answer.headers["etag"] == f'"{STREAM}:1"'
        assert (body["caseId"], body["position"], body["positions"]) == (str(CASE), f"{STREAM}:1", [f"{STREAM}:1"])
        (event,) = body["events"]
        assert (event["type"], event["streamId"], event["version"]) == ("ParcelOpened", str(STREAM), 1)
        assert set(event["data"]) == {"labelRef"}
        assert "held" not in body
        assert "fragile" not in answer.text

    async def test_that_was_already_so_is_200_without_events(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        answer = await http.post(OPEN, headers=token(), json={})
        assert (answer.status_code, answer.json()["events"]) == (200, [])

    async def test_may_open_a_case_of_its_own_whose_id_follows_from_the_key(
        self, http: httpx.AsyncClient, token: Token
    ) -> None:
        sent = {**token(), "idempotency-key": "k1"}
        first = await http.post("/cases/open-parcel", headers=sent, json={})
        again = await http.post("/cases/open-parcel", headers=sent, json={})
        other = await http.post("/cases/open-parcel", headers={**sent, "idempotency-key": "k2"}, json={})
        assert first.status_code == again.status_code == other.status_code == 201
        assert first.json() == again.json()
        assert first.json()["caseId"] != other.json()["caseId"]

    async def test_carries_who_when_and_from_which_office(
        self, http: httpx.AsyncClient, token: Token, bus: Any
    ) -> None:
        await http.post(OPEN, headers=token("sender", "AAA"), json={})
        issue = bus.handled[0].issue
        assert (issue.actor.id, issue.actor.role, issue.office_id) == (UUID(int=7), "sender", "AAA")
        assert (issue.source, issue.historical, issue.at.isoformat()) == ("own", False, "2026-03-04T10:00:00+00:00")

    async def test_of_somebody_in_several_offices_names_the_office(
        self, http: httpx.AsyncClient, token: Token, bus: Any
    ) -> None:
        somebody = token("sender", "AAA", "BBB")
        await http.post(OPEN, headers={**somebody, "throughline-office": "AAA"}, json={})
        assert bus.handled[0].issue.office_id == "AAA"
        answer = await http.post(OPEN, headers={**somebody, "throughline-office": "CCC"}, json={})
        assert is_problem(answer, 422, "wrong-form")["errors"][0]["field"] == "Throughline-Office"

    async def test_without_roles_has_no_route(self, http: httpx.AsyncClient, token: Token) -> None:
        is_problem(await http.post(f"/cases/{CASE}/note-weather", headers=token(), json={}), 404, "not-found")


class TestARulesNo:
    async def test_refuses_a_decision_with_its_code_and_facts(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        body = is_problem(await http.post(SEND, headers=token("porter"), json={}), 409, "ParcelEmpty")
        assert body["detail"] == "nothing is packed; record an item first"
        assert body["title"] == "Parcel empty"

    async def test_holds_a_fact_and_says_what_is_missing(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        answer = await http.post(PACK, headers=token(), json={"item": "anvil", "size": {"grams": 9000}})
        body = answer.json()
        assert answer.status_code == 201
        assert [event["type"] for event in body["events"]] == ["FactHeld"]
        assert body["held"]["code"] == "ParcelFull"
        assert body["held"]["missing"] == "more than 1000 g; open another parcel"
        assert body["held"]["heldId"] == body["events"][0]["data"]["heldId"]


class TestTheSameKeyAgain:
    async def test_gets_the_same_answer(self, http: httpx.AsyncClient, token: Token, bus: Any, opened: None) -> None:
        sent = {**token(), "idempotency-key": "k"}
        first = await http.post(PACK, headers=sent, json=ITEM)
        again = await http.post(PACK, headers=sent, content=b'{ "size": {"grams":200},  "item":"lamp"}')
        assert (first.status_code, first.json()) == (again.status_code, again.json())
        assert again.headers["idempotent-replayed"] == "true"
        assert len(bus.handled) == 2

    async def test_with_another_body_is_422(self, http: httpx.AsyncClient, token: Token, opened: None) -> None:
        sent = {**token(), "idempotency-key": "k"}
        await http.post(PACK, headers=sent, json=ITEM)
        answer = await http.post(PACK, headers=sent, json={**ITEM, "item": "rug"})
        is_problem(answer, 422, "idempotency-key-reused")

    async def test_of_somebody_else_is_another_command(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        await http.post(PACK, headers={**token(), "idempotency-key": "k"}, json=ITEM)
        answer = await http.post(
            PACK, headers={**token(subject=UUID(int=8)), "idempotency-key": "k"}, json={**ITEM, "item": "rug"}
        )
        assert answer.status_code == 201

    async def test_that_was_refused_is_judged_afresh(self, http: httpx.AsyncClient, token: Token, opened: None) -> None:
        sent = {**token("porter"), "idempotency-key": "k"}
        assert (await http.post(SEND, headers=sent, json={})).status_code == 409
        await http.post(PACK, headers=token(), json=ITEM)
        assert (await http.post(SEND, headers=sent, json={})).status_code == 201


class TestIfMatch:
    async def test_at_the_current_position_lets_the_command_through(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        answer = await http.post(PACK, headers={**token(), "if-match": f'"{STREAM}:1"'}, json=ITEM)
        assert answer.status_code == 201

    async def test_that_is_stale_is_412_with_the_current_position(
        self, http: httpx.AsyncClient, token: Token, opened: None, bus: Any
    ) -> None:
        answer = await http.post(PACK, headers={**token(), "if-match": f'"{STREAM}:0"'}, json=ITEM)
        assert is_problem(answer, 412, "stale-position")["position"] == f"{STREAM}:1"
        assert answer.headers["etag"] == f'"{STREAM}:1"'
        assert len(bus.handled) == 1

    @pytest.mark.parametrize("text", ['"7"', "*", f'W/"{STREAM}:1"', f"{STREAM}:-1", f"{UUID(int=8)}:1", f"{STREAM}:x"])
    async def test_that_is_no_position_of_this_stream_is_422(
        self, http: httpx.AsyncClient, token: Token, opened: None, text: str
    ) -> None:
        answer = await http.post(PACK, headers={**token(), "if-match": text}, json=ITEM)
        assert is_problem(answer, 422, "wrong-form")["errors"][0]["field"] == "If-Match"


class TestABodyThatIsWrong:
    @pytest.mark.parametrize(
        ("body", "field", "code"),
        [
            (b'{"item": "lamp", "size": ', "", "json_invalid"),
            (b"\xff\xfe", "", "json_invalid"),
            (b'{"item": "\\ud800", "size": {"grams": 1}}', "", "json_invalid"),
            (b"[" * 500, "", "json_invalid"),
            (b'["lamp"]', "", "dict_type"),
            (b'{"item": "lamp", "size": {"grams": 1}, "colour": "secret"}', "colour", "extra_forbidden"),
            (b'{"item": "lamp", "size": {"grams": 1, "unit": "secret"}}', "size.unit", "extra_forbidden"),
            (b'{"item": "lamp", "size": {"grams": 1}, "occurred_on": "2026"}', "occurred_on", "extra_forbidden"),
            (b'{"item": "lamp", "size": {"grams": "200"}}', "size.grams", "int_type"),
            (b'{"item": "lamp", "size": {"grams": 1.5}}', "size.grams", "int_type"),
            (b'{"item": 7, "size": {"grams": 1}}', "item", "string_type"),
            (b'{"size": {"grams": 1}}', "item", "missing"),
            (b'{"item": "lamp", "size": {"grams": 1}, "tags": ["a", 3]}', "tags.1", "string_type"),
            (b'{"item": "lamp", "size": {"grams": 1}, "occurredOn": "secret"}', "occurredOn", "value_error"),
            (
                b'{"item": "lamp", "size": {"grams": 1}, "occurredOn": "2026-03-04T10:00:00"}',
                "occurredOn",
                "value_error",
            ),
            (b'{"item": "lamp", "size": {"grams": 1}, "consentId": "secret"}', "consentId", "uuid_parsing"),
            (b'{"item": "lamp\\u0000secret", "size": {"grams": 1}}', "item", "unstorable"),
            (b'{"item": "lamp", "size": {"grams": 1e999}}', "size.grams", "unstorable"),
        ],
    )
    async def test_is_422_naming_the_field_and_repeating_no_value(
        self, http: httpx.AsyncClient, token: Token, bus: Any, opened: None, body: bytes, field: str, code: str
    ) -> None:
        answer = await http.post(PACK, headers={**token(), "content-type": "application/json"}, content=body)
        (error,) = is_problem(answer, 422, "wrong-form")["errors"]
        assert (error["field"], error["code"]) == (field, code)
        assert field in answer.json()["detail"]
        assert "secret" not in answer.text
        assert len(bus.handled) == 1

    async def test_is_422_when_it_names_the_case_again(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        answer = await http.post(PACK, headers=token(), json={**ITEM, "caseId": str(CASE)})
        assert is_problem(answer, 422, "wrong-form")["errors"][0]["field"] == "caseId"

    async def test_lists_every_field_at_once(self, http: httpx.AsyncClient, token: Token, opened: None) -> None:
        answer = await http.post(PACK, headers=token(), json={"size": {}, "colour": 1})
        fields = {error["field"] for error in is_problem(answer, 422, "wrong-form")["errors"]}
        assert fields == {"item", "size.grams", "colour"}

    async def test_is_422_in_the_path_too(self, http: httpx.AsyncClient, token: Token) -> None:
        answer = await http.post("/cases/seven/open-parcel", headers=token(), json={})
        assert is_problem(answer, 422, "wrong-form")["errors"][0]["field"] == "caseId"

    async def test_is_413_when_it_is_too_large(self, http: httpx.AsyncClient, token: Token, opened: None) -> None:
        answer = await http.post(PACK, headers=token(), json={**ITEM, "item": "x" * 1_100_000})
        is_problem(answer, 413, "too-large")

    async def test_is_415_when_it_is_not_said_to_be_json(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        is_problem(await http.post(PACK, headers=token(), data={"item": "lamp"}), 415, "not-json")


class TestWhoMay:
    async def test_without_a_token_it_is_401_even_for_a_bad_body(self, http: httpx.AsyncClient) -> None:
        answer = await http.post(OPEN, content=b"{")
        is_problem(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"].startswith("Bearer")

    async def test_the_wrong_role_is_403_even_for_a_bad_body(self, http: httpx.AsyncClient, token: Token) -> None:
        answer = await http.post(OPEN, headers=token("porter"), content=b"{")
        assert "importer or sender" in is_problem(answer, 403, "role-not-allowed")["detail"]

    async def test_the_wrong_office_and_an_unknown_case_are_the_same_404(
        self, http: httpx.AsyncClient, token: Token, opened: None
    ) -> None:
        elsewhere = await http.post(PACK, headers=token("sender", "BBB"), json=ITEM)
        nowhere = await http.post(f"/cases/{uuid4()}/record-item-packed", headers=token(), json=ITEM)
        assert is_problem(elsewhere, 404, "not-found") == is_problem(nowhere, 404, "not-found")


class TestASource:
    async def test_makes_an_importers_fact_historical(self, http: httpx.AsyncClient, token: Token, bus: Any) -> None:
        sent = {**token("importer", "AAA"), "throughline-source": "import:us-federal#12"}
        assert (await http.post(OPEN, headers=sent, json={})).status_code == 201
        assert (bus.handled[0].issue.source, bus.handled[0].historical) == ("import:us-federal#12", True)

    async def test_of_anybody_else_is_403(self, http: httpx.AsyncClient, token: Token, bus: Any) -> None:
        answer = await http.post(OPEN, headers={**token(), "throughline-source": "import:a#1"}, json={})
        is_problem(answer, 403, "role-not-allowed")
        assert not bus.handled

    @pytest.mark.parametrize("source", [None, "own", "import:a", "partner:x#1"])
    async def test_has_to_name_set_and_row(
        self, http: httpx.AsyncClient, token: Token, bus: Any, source: str | None
    ) -> None:
        sent = token("importer", "AAA") | ({"throughline-source": source} if source else {})
        answer = await http.post(OPEN, headers=sent, json={})
        assert is_problem(answer, 422, "wrong-form")["errors"][0]["field"] == "Throughline-Source"
        assert not bus.handled


class TestWhenSomethingIsDown:
    @pytest.mark.parametrize(
        "failure",
        [
            StoreUnavailable(),
            ConnectionRefusedError(),
            TimeoutError(),
            asyncpg.CannotConnectNowError("secret"),
            asyncpg.InterfaceError("secret"),
            asyncpg.ConnectionDoesNotExistError("secret"),
        ],
    )
    async def test_the_database_away_is_503_with_retry_after(
        self, http: httpx.AsyncClient, token: Token, bus: Any, failure: Exception
    ) -> None:
        bus.fails = failure
        answer = await http.post(OPEN, headers=token(), json={})
        is_problem(answer, 503, "unavailable")
        assert int(answer.headers["retry-after"]) >= 1
        assert "secret" not in answer.text

    @pytest.mark.parametrize("failure", [RuntimeError("secret"), asyncpg.UniqueViolationError("secret"), KeyError("x")])
    async def test_a_fault_of_ours_is_500_without_details_and_in_the_log(
        self,
        http: httpx.AsyncClient,
        token: Token,
        bus: Any,
        failure: Exception,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        bus.fails = failure
        answer = await http.post(OPEN, headers=token(), json={})
        is_problem(answer, 500, "internal-error")
        assert "secret" not in answer.text
        assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [failure]
