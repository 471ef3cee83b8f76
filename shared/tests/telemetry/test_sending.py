"""Spans on their way to an OTLP receiver: the local stack's own keeps them, and one that is away holds nothing up."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from uuid import UUID

import pytest
import uvicorn
from throughline.cli.trace import find_traces
from throughline.stack.deadline import wait_until
from throughline.stack.traces import receiver
from throughline.telemetry import about_case, configure, metrics, span
from throughline.telemetry.configured import EXPORT_SECONDS, SHUTDOWN_SECONDS
from throughline.telemetry.observed import ForTests, Observe

CASE = UUID("7f4d2f5e-0000-4000-8000-000000000001")


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@pytest.fixture
async def kept(port: int, tmp_path: Path) -> AsyncIterator[Path]:
    """The file that a running receiver writes."""
    file = tmp_path / "spans.jsonl"
    server = uvicorn.Server(uvicorn.Config(receiver(file), port=port, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:
            await asyncio.sleep(0.01)
    yield file
    server.should_exit = True
    await serving


async def test_what_a_service_sends_is_found_by_its_case(observe: Observe, port: int, kept: Path) -> None:
    observe()
    telemetry = configure("legal", ForTests(otlp_endpoint=f"http://127.0.0.1:{port}"))
    with span("POST /cases"):
        about_case(CASE)
        with span("append"):
            pass
    await asyncio.to_thread(telemetry.shutdown)
    ((request, append),) = find_traces(kept, str(CASE))
    assert (request["service"], request["name"], append["name"]) == ("legal", "POST /cases", "append")
    assert append["parent_span_id"] == request["span_id"]


async def test_a_receiver_that_is_away_holds_up_neither_work_nor_the_end(observe: Observe, port: int) -> None:
    observe()
    telemetry = configure("legal", ForTests(otlp_endpoint=f"http://127.0.0.1:{port}"))
    before = monotonic()
    for _ in range(3000):
        with span("decide"):
            metrics.command_handled("OpenCase", "accepted")
    assert monotonic() - before < 10
    before = monotonic()
    await asyncio.to_thread(telemetry.shutdown)
    assert monotonic() - before < SHUTDOWN_SECONDS + 1


async def test_after_the_end_no_further_batch_is_tried(observe: Observe) -> None:
    observe()
    others = set(threading.enumerate())
    with socket.create_server(("127.0.0.1", 0)) as mute:
        telemetry = configure("legal", ForTests(otlp_endpoint=f"http://127.0.0.1:{mute.getsockname()[1]}"))
        sending = set(threading.enumerate()) - others
        for _ in range(2048):
            with span("decide"):
                pass
        await asyncio.to_thread(telemetry.shutdown)
        ended = await asyncio.to_thread(
            wait_until, lambda: not any(one.is_alive() for one in sending), EXPORT_SECONDS + 1
        )
    assert sending
    assert ended
