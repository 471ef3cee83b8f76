"""Every way a part of the kit says no has its answer."""

import asyncio
from uuid import UUID

import pytest
from starlette.types import Message
from throughline.commands import NotFound
from throughline.eventstore.entry import RecordTooLarge
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


async def test_a_request_that_the_end_of_its_process_breaks_off_may_be_sent_again() -> None:
    told, begun = list[Message](), asyncio.Event()

    async def never(*_: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        told.append(message)

    request = asyncio.create_task(Failures(never)({"type": "http", "headers": []}, receive, send))
    await begun.wait()
    request.cancel()
    await request
    start, body = told
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert b"same Idempotency-Key" in body["body"]
