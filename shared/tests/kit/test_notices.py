"""What cannot wait reaches the office's webhook, also when the webhook was away; nothing else does."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import parcels
import pytest
from operating import treat
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for


@dataclass
class Webhook:
    """Answers with the next of `answers`, then 204; keeps what it took."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            status = hook.answers.pop(0) if hook.answers else 204
            if status < 300:
                hook.taken.append(body)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """A test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    hook.url = f"http://127.0.0.1:{server.server_port}/notices"
    yield hook
    server.shutdown()
    server.server_close()


@pytest.fixture
async def post(stack: SharedStack, prefix: str, webhook: Webhook) -> AsyncIterator[Running]:
    service = parcels.post()
    settings = settings_for(
        service, dsn=stack.create_database(service.name), kafka=stack.kafka_bootstrap, prefix=prefix
    ).model_copy(update={"notice_urls": {"NORTH": webhook.url}})
    async with running(service, settings) as started:
        yield started


async def send(post: Running, weight: int, office: str = "NORTH") -> str:
    async with post.as_a("clerk", office) as client:
        answer = await client.post("/cases/send-parcel", json={"weight": weight, "officeId": office})
    assert answer.status_code == 201, answer.text
    case: str = answer.json()["caseId"]
    return case


class TestANotice:
    async def test_reaches_the_webhook_of_its_office_and_no_other_does(self, post: Running, webhook: Webhook) -> None:
        await send(post, 5)
        await send(post, parcels.URGENT, office="SOUTH")
        case = await send(post, parcels.URGENT)
        await eventually(lambda: _taken(webhook))
        assert [(one["caseId"], one["type"], one["weight"]) for one in webhook.taken] == [(case, "ParcelSent", 99)]

    async def test_is_sent_again_until_a_webhook_that_was_away_takes_it(self, post: Running, webhook: Webhook) -> None:
        webhook.answers += [503, 503]
        case = await send(post, parcels.URGENT)
        await eventually(lambda: _taken(webhook))
        assert {one["caseId"] for one in webhook.taken} == {case}

    async def test_that_is_refused_is_parked_and_sent_by_a_redrive(self, post: Running, webhook: Webhook) -> None:
        webhook.answers.append(400)
        case = await send(post, parcels.URGENT)
        parked = await eventually(lambda: post.rows("select feed from waiting_event where case_id = $1", case))
        assert parked == [{"feed": "notices"}]
        answer = await treat(post, "redrive", caseId=case)
        assert answer.status_code == 200, answer.text
        assert [one["caseId"] for one in webhook.taken] == [case]


async def _taken(webhook: Webhook) -> list[dict[str, Any]]:
    return webhook.taken
