"""Every way a part of the kit says no has its answer."""

import asyncio
from uuid import UUID

import pytest
from starlette.types import Message, Receive, Scope, Send
from throughline.commands import NotFound
from throughline.eventstore.entry import RecordTooLarge
from throughline.http import failures
from throughline.http.failures import Failures, problem_of
from throughline.http.problems import kebab, sentence
from throughline.vault.errors import PROBLEMS, DocumentErased, DocumentNotFound, DocumentTooLarge, SealBroken

REF = UUID(int=7)


@pytest.mark.parametrize(
    "failure", [DocumentNotFound(REF), DocumentErased(REF), DocumentTooLarge(1024), SealBroken("it does not open")]
)
def test_the_vaults_are_answered_as_it_says(failure: Exception) -> None:
    problem = problem_of(failure)
    assert (problem.status, problem.code) == PROBLEMS[type(failure)]
    assert problem.detail[0].isupper()
    assert problem.detail.endswith(".")


def test_what_is_not_there_says_nothing_of_why() -> None:
    assert problem_of(NotFound("another office's")).detail == problem_of(NotFound()).detail


def test_a_record_too_large_to_publish_is_413() -> None:
    assert problem_of(RecordTooLarge("x")).status == 413


@pytest.mark.parametrize(
    ("name", "path", "title"),
    [
        ("RecordVictimBroughtToSafety", "record-victim-brought-to-safety", "Record victim brought to safety"),
        ("ApproveASOPlan", "approve-aso-plan", "Approve ASO plan"),
        ("ChargeNotAcceptedV2", "charge-not-accepted-v2", "Charge not accepted V2"),
        ("not-found", "not-found", "Not found"),
    ],
)
def test_names_read_as_paths_and_as_titles(name: str, path: str, title: str) -> None:
    assert (kebab(name), sentence(name)) == (path, title)


async def receive() -> Message:
    return {"type": "http.request"}


def scope(path: str) -> dict[str, object]:
    return {"type": "http", "path": path, "headers": []}


async def test_a_request_that_the_end_of_its_process_breaks_off_may_be_sent_again() -> None:
    told, begun = list[Message](), asyncio.Event()

    async def never(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        told.append(message)

    request = asyncio.create_task(Failures(never)(scope("/cases"), receive, send))
    await begun.wait()
    request.cancel()
    await request
    start, body = told
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert b"same Idempotency-Key" in body["body"]


async def test_one_request_too_many_is_refused_and_whoever_looks_after_the_process_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(failures, "AT_ONCE", 2)
    over, told = asyncio.Event(), dict[str, int]()

    async def slow(asked: Scope, _receive: Receive, send: Send) -> None:
        if not asked["path"].startswith("/health"):
            await over.wait()
        await send({"type": "http.response.start", "status": 200})

    guarded = Failures(slow)

    async def ask(path: str) -> None:
        async def send(message: Message) -> None:
            told.setdefault(path, message.get("status", 0))

        await guarded(scope(path), receive, send)

    waiting = [asyncio.create_task(ask(f"/cases/{number}")) for number in (1, 2)]
    await asyncio.sleep(0)
    await ask("/cases/3")
    await ask("/health/ready")
    assert told == {"/cases/3": 503, "/health/ready": 200}
    over.set()
    await asyncio.gather(*waiting)
    await ask("/cases/4")
    assert told["/cases/4"] == 200
