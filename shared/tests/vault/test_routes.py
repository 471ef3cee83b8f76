"""The vault over HTTP: what each door answers, and that nothing of a document leaks from a closed one."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from throughline.domain import Actor
from throughline.vault import PROBLEMS, Vault, router
from throughline.vault.errors import ReadForbidden

pytestmark = pytest.mark.stack
SealOne = Callable[..., Awaitable[UUID]]
CANARY = "Maria Santos"
DEPOSITORS = {"Narrative": frozenset({"investigator", "social_worker"}), "SafeChannel": frozenset({"social_worker"})}

Send = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def broken() -> list[tuple[str, UUID, UUID, str]]:
    """Every glass broken: by which role, in which case, of which document, why."""
    return []


@pytest.fixture
def send(vault: Vault, broken: list[tuple[str, UUID, UUID, str]]) -> Send:
    """Sends one request as an actor, to an app that renders problems as the kit's would."""

    async def break_glass(actor: Actor, case_id: UUID, ref: UUID, reason: str) -> None:
        if actor.role != "social_worker":
            raise ReadForbidden(f"the role {actor.role} breaks no glass")
        broken.append((actor.role, case_id, ref, reason))

    async def send_one(actor: Actor, method: str, path: str, **more: Any) -> httpx.Response:
        async def asking() -> Actor:
            return actor

        app = FastAPI()
        app.include_router(router(vault, asking, DEPOSITORS, break_glass))

        async def problem(_request: Request, error: Exception) -> JSONResponse:
            status, code = PROBLEMS[type(error)]
            return JSONResponse({"code": code, "detail": str(error)}, status)

        async def wrong(_request: Request, error: Exception) -> JSONResponse:
            assert isinstance(error, RequestValidationError)
            return JSONResponse({"errors": error.errors(), "shown": repr(error)}, 422)

        for kind in PROBLEMS:
            app.add_exception_handler(kind, problem)
        app.add_exception_handler(RequestValidationError, wrong)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path, **more)

    return send_one


@pytest.fixture
def deposit(send: Send) -> Send:
    async def deposit_one(actor: Actor, body: Any, key: str | None = "fresh") -> httpx.Response:
        headers = {} if key is None else {"Idempotency-Key": str(uuid4()) if key == "fresh" else key}
        how = {"content": body} if isinstance(body, bytes) else {"json": body}
        return await send(actor, "POST", "/vault/deposits", headers=headers, **how)

    return deposit_one


async def test_a_deposit_is_answered_with_its_ref_and_again_with_the_same(deposit: Send, investigator: Actor) -> None:
    key, body = str(uuid4()), {"kind": "Narrative", "subjects": [str(uuid4())], "content": {"text": CANARY}}
    first, again = await deposit(investigator, body, key), await deposit(investigator, body, key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json() == {"ref": str(UUID(first.json()["ref"]))}
    other = await deposit(investigator, body | {"content": {"text": "other"}}, key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


async def test_a_role_deposits_only_the_kinds_it_may(deposit: Send, investigator: Actor, social_worker: Actor) -> None:
    body = {"kind": "SafeChannel", "content": {"phone": CANARY}}
    refused = await deposit(investigator, body)
    assert (refused.status_code, refused.json()["code"]) == (403, "role-not-allowed")
    assert (await deposit(social_worker, body)).status_code == 201
    assert (await deposit(Actor(uuid4(), "hq_analyst"), b"not even read")).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (f'{{"kind": "Narrative", "content": {{"text": "{CANARY}"'.encode(), None),
        (f'{{"kind": "{CANARY}", "content": {{"text": "x"}}}}'.encode(), "kind"),
        (f'{{"kind": "Narrative", "content": "{CANARY}"}}'.encode(), "content"),
        (f'{{"kind": "Narrative", "subjects": ["{CANARY}"], "content": {{"text": "x"}}}}'.encode(), "subjects"),
        (f'{{"kind": "Narrative", "content": {{"text": "x"}}, "note": "{CANARY}"}}'.encode(), "note"),
        (b'{"kind": "Narrative", "content": {}}', "content"),
        (b'{"kind": "Narrative", "content": {"text": "\xff"}}', None),
        (b'{"kind": "Narrative", "content": {"text": "\\ud800"}}', None),
        (b"", None),
    ],
)
async def test_a_malformed_deposit_names_the_field_and_repeats_nothing(
    deposit: Send, investigator: Actor, body: bytes, field: str | None
) -> None:
    answer = await deposit(investigator, body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", *([field] if field else [])]
    assert CANARY not in answer.text


async def test_a_deposit_needs_a_key(deposit: Send, investigator: Actor) -> None:
    answer = await deposit(investigator, {"kind": "Narrative", "content": {"text": CANARY}}, key=None)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["header", "Idempotency-Key"]


@pytest.mark.parametrize("size", [257 * 1024, 5_000_000])
async def test_a_large_deposit_is_refused(deposit: Send, investigator: Actor, size: int) -> None:
    answer = await deposit(investigator, {"kind": "Narrative", "content": {"text": "x" * size}})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


async def test_a_document_is_read_for_a_purpose_and_not_to_be_kept(
    send: Send, seal: SealOne, investigator: Actor, case: UUID
) -> None:
    subject = uuid4()
    ref = await seal({"text": CANARY}, subject)
    answer = await send(investigator, "GET", f"/vault/documents/{ref}?purpose=interview")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "ref": str(ref),
        "version": 1,
        "kind": "Narrative",
        "caseId": str(case),
        "subjects": [str(subject)],
        "content": {"text": CANARY},
    }


@pytest.mark.parametrize("purpose", ["", "?purpose=", "?purpose=%20%20%20%20", "?purpose=" + "x" * 201])
async def test_a_purpose_is_asked_for(send: Send, seal: SealOne, investigator: Actor, purpose: str) -> None:
    answer = await send(investigator, "GET", f"/vault/documents/{await seal({'text': CANARY})}{purpose}")
    assert answer.status_code == 422
    assert CANARY not in answer.text


async def test_what_is_unknown_and_what_is_another_offices_answer_alike(
    send: Send, seal: SealOne, elsewhere: Actor, investigator: Actor
) -> None:
    ref, unknown = await seal({"text": CANARY}), uuid4()
    forbidden = await send(elsewhere, "GET", f"/vault/documents/{ref}?purpose=interview")
    missing = await send(investigator, "GET", f"/vault/documents/{unknown}?purpose=interview")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.text.replace(str(ref), "") == missing.text.replace(str(unknown), "")


async def test_another_role_is_forbidden_and_what_is_erased_is_gone(
    send: Send, vault: Vault, seal: SealOne, social_worker: Actor, investigator: Actor
) -> None:
    subject = uuid4()
    path = f"/vault/documents/{await seal({'text': CANARY}, subject)}?purpose=interview"
    assert (await send(social_worker, "GET", path)).status_code == 403
    await vault.destroy_key(subject)
    gone = await send(investigator, "GET", path)
    assert (gone.status_code, gone.json()["code"]) == (410, "document-erased")


async def test_nothing_of_a_document_is_logged(
    send: Send, deposit: Send, seal: SealOne, investigator: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await deposit(investigator, {"kind": "Narrative", "content": {"text": CANARY}})
    await deposit(investigator, {"kind": "Narrative", "content": CANARY})
    ref = await seal({"text": CANARY})
    assert CANARY in (await send(investigator, "GET", f"/vault/documents/{ref}?purpose=interview")).text
    assert CANARY not in caplog.text
    assert all(CANARY not in repr(record.args) for record in caplog.records)


async def test_nothing_of_a_document_is_in_what_the_code_shows_of_it(
    vault: Vault, seal: SealOne, investigator: Actor
) -> None:
    opened = await vault.read(await seal({"text": CANARY}), investigator, "interview")
    assert opened.content == {"text": CANARY}
    assert CANARY not in repr(opened)


class TestBrokenGlass:
    async def test_opens_what_the_role_may_not_read_after_it_is_recorded_in_the_case(
        self, send: Send, seal: SealOne, social_worker: Actor, case: UUID, broken: list[Any]
    ) -> None:
        ref = await seal({"text": CANARY})
        asked = {"purpose": "she is missing", "breakGlass": "life_in_danger"}
        refused = await send(social_worker, "GET", f"/vault/documents/{ref}", params={"purpose": "she is missing"})
        answer = await send(social_worker, "GET", f"/vault/documents/{ref}", params=asked)
        assert (refused.status_code, answer.status_code) == (403, 200)
        assert answer.json()["content"] == {"text": CANARY}
        assert broken == [("social_worker", case, ref, "life_in_danger")]

    async def test_opens_nothing_of_another_office_nor_for_who_may_not_break_it(
        self, send: Send, seal: SealOne, investigator: Actor, broken: list[Any]
    ) -> None:
        ref = await seal({"text": CANARY})
        asked = {"purpose": "she is missing", "breakGlass": "life_in_danger"}
        stranger = Actor(uuid4(), "social_worker", frozenset({"KEN-NBO"}))
        away = await send(stranger, "GET", f"/vault/documents/{ref}", params=asked)
        never = await send(investigator, "GET", f"/vault/documents/{ref}", params=asked)
        assert (away.status_code, never.status_code) == (404, 403)
        assert broken == []
        assert CANARY not in away.text + never.text
