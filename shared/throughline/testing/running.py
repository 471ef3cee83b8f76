"""Whole services inside a test: own database and topics on the shared stack, all roles, and HTTP without a port."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

from throughline.composition import Service
from throughline.migrating import migrate
from throughline.runtime import Runtime
from throughline.settings import Settings

TOKEN_KEY = sha256(b"tests only").digest()
PATIENCE = 45.0


@dataclass(frozen=True)
class Running:
    """One service at work. `as_a(role)` is an HTTP client with that role's token, of `office` or of all."""

    runtime: Runtime
    settings: Settings
    transport: httpx.ASGITransport

    def as_a(self, role: str, *offices: str, subject: UUID | None = None) -> httpx.AsyncClient:
        headers = {"authorization": f"Bearer {token(role, *offices, subject=subject)}"}
        return httpx.AsyncClient(transport=self.transport, base_url="http://service", headers=headers)

    async def rows(self, query: str, *args: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.runtime.pool.fetch(query, *args)]


def token(role: str, *offices: str, subject: UUID | None = None) -> str:
    """A token the test services accept, good for some hours, also where a clock is wrong."""
    claims = {
        "sub": str(subject or uuid4()),
        "role": role,
        "offices": list(offices) or ["*"],
        "aud": "throughline",
        "exp": int((datetime.now(UTC) + timedelta(hours=4)).timestamp()),
    }
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(TOKEN_KEY))


def settings_for(service: Service, *, dsn: str, kafka: str, prefix: str, roles: str = "all") -> Settings:
    return Settings.load(
        service=service.name,
        environment="test",
        roles=roles,
        postgres_dsn=dsn,
        kafka_bootstrap=kafka,
        service_key=b64encode(sha256(service.name.encode()).digest()).decode(),
        token_key=b64encode(TOKEN_KEY).decode(),
        topic_prefix=prefix,
    )


@asynccontextmanager
async def running(service: Service, settings: Settings) -> AsyncIterator[Running]:
    """Migrate, start every role of `settings`, and stop them all at the end; a role that failed fails the test."""
    await asyncio.to_thread(migrate, settings.postgres_dsn, service.package)
    async with Runtime.open(service, settings) as runtime:
        runtime.start(on_failure=lambda: None)
        yield Running(runtime, settings, httpx.ASGITransport(app=runtime.app()))
    if runtime.failure:
        raise runtime.failure


async def read(client: httpx.AsyncClient, path: str, **asked: Any) -> httpx.Response:
    """Ask as callers are told to: who is answered that the read model is behind asks again. A busy machine is slow."""
    answer: httpx.Response = await eventually(
        lambda: client.get(path, params=asked), lambda answer: answer.status_code != 503
    )
    return answer


async def eventually(
    look: Callable[[], Awaitable[Any]], holds: Callable[[Any], bool] = bool, *, within: float = PATIENCE
) -> Any:
    """Look until what is found `holds`, and return it; AssertionError with the last finding where time runs out."""
    deadline = asyncio.get_running_loop().time() + within
    while True:
        found = await look()
        if holds(found):
            return found
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"not within {within:.0f} s; last seen: {found!r}")
        await asyncio.sleep(0.02)
