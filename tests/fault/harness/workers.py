"""The service processes of a run: each is started, killed, stopped and started again, with a log of its own.

They are forked from a server that has imported everything once, so that a start takes a moment and not seconds; they
are processes as any other, and end with the run however that ends.
"""

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
from throughline.testing.running import TOKEN_KEY

READY_WITHIN = 600.0
"""No bound that is judged: a process that is not ready by then never will be, however busy the machine."""
END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["harness.process"])


@dataclass
class Worker:
    """One process. `told` are its settings; whoever holds `hands` is the one who ends it and starts it again."""

    name: str
    service: str
    told: dict[str, str]
    log: Path
    port: int
    process: BaseProcess | None = None
    hands: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.exitcode is None

    async def start(self, failpoint: str = "") -> None:
        """Returns at once; `failpoint` is where it will die by itself."""
        told = {**self.told, "THROUGHLINE_HTTP_PORT": str(self.port)}
        if failpoint:
            told["THROUGHLINE_FAILPOINT"] = failpoint
        process = FORKS.Process(target=_work, args=(self.service, told, str(self.log)), name=self.name, daemon=True)
        await asyncio.to_thread(process.start)
        self.process = process

    def signal(self, number: int) -> None:
        if self.process and self.process.pid and self.runs:
            os.kill(self.process.pid, number)

    async def ended(self, within: float) -> bool:
        """Whether it is gone by then."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while self.runs:
                    await asyncio.sleep(0.01)
        return not self.runs

    async def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert await self.ended(30), f"{self.name} survives SIGKILL"

    async def ready(self) -> None:
        """Wait until it says so; one that ended is started again. Raises TimeoutError."""
        async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while True:
                if not self.runs:
                    await self.start()
                with suppress(httpx.HTTPError):
                    if (await client.get(f"{self.url}/health/ready")).status_code == 200:
                        return
                await asyncio.sleep(0.1)


def _work(service: str, told: dict[str, str], log: str) -> None:
    """In the forked process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for name in [name for name in os.environ if name.startswith("THROUGHLINE_")]:
        del os.environ[name]
    os.environ.update(told)
    from harness.process import main

    main(service)


def settings(service: str, number: int, *, dsn: str, kafka: str, prefix: str, **more: str) -> dict[str, str]:
    """What a process of a run is told."""
    return {
        "THROUGHLINE_ENVIRONMENT": "test",
        "THROUGHLINE_POSTGRES_DSN": dsn,
        "THROUGHLINE_KAFKA_BOOTSTRAP": kafka,
        "THROUGHLINE_SERVICE_KEY": b64encode(sha256(service.encode()).digest()).decode(),
        "THROUGHLINE_TOKEN_KEY": b64encode(TOKEN_KEY).decode(),
        "THROUGHLINE_TOPIC_PREFIX": prefix,
        "THROUGHLINE_REPLICA": str(number),
        **more,
    }
