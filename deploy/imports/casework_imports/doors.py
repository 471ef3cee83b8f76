"""The services' HTTP doors for many callers at once: a token per role and office, a key per act, and patience.

Guarantees that an act is recorded once however often it has to be sent: a service that is away (no connection, 503) is
asked again with the same Idempotency-Key until the patience is over.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, Self
from uuid import UUID, uuid5

import httpx
from throughline.cli import Failed
from throughline.http.tokens import sign
from throughline.settings import decoded_key
from throughline.stack.layout import Layout
from throughline.stack.state import StackState

PEOPLE = UUID("6f1c7a6e-2f0b-5c55-9d0b-7b3c55a4e2d1")
AWAY = frozenset({429, 502, 503, 504})
TAKEN = frozenset({200, 201, 404, 409, 422})
PATIENCE = 120.0
PAUSE = 0.2
TOKEN_LASTS = timedelta(hours=1)
RENEWED_BEFORE = 300.0


def person(role: str, office: str) -> str:
    """Who acts in a role: always the same opaque id."""
    return str(uuid5(PEOPLE, f"{role} of {office}"))


def running(layout: Layout) -> StackState:
    """The stack that runs here. Raises Failed."""
    state = StackState.load(layout.state_file)
    if state is None or not state.services:
        raise Failed("nothing is running; `throughline up` starts it")
    return state


@dataclass(frozen=True, slots=True)
class Said:
    """What a door answered. `added` is false for an answer given before, or where nothing had to be done."""

    status: int
    body: Any
    repeated: bool

    @property
    def added(self) -> bool:
        return self.status == 201 and not self.repeated

    @property
    def why(self) -> str:
        """Of a no: its code and what is wrong, in the service's words."""
        wrong = "; ".join(f"{error['field']} {error['reason']}" for error in self.body.get("errors") or ())
        return f"{self.body.get('code')}: {wrong or self.body.get('detail')}"


@dataclass
class Doors:
    """`max_in_flight` requests at once, over all services."""

    state: StackState
    max_in_flight: int
    patience: float = PATIENCE
    _clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    _tokens: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)

    async def send(
        self,
        service: str,
        role: str,
        office: str,
        path: str,
        body: Mapping[str, Any],
        key: str,
        source: str | None = None,
    ) -> Said:
        """POST; raises Failed for anything but recorded, already so, a rule's no, a bad value, a case unknown here."""
        headers = {**self._as(role, office), "idempotency-key": key}
        if source:
            headers["throughline-source"] = source
        client = self._client(service)
        answer = await self._patiently(lambda: client.post(path, json=body, headers=headers), service)
        if answer.status_code not in TAKEN:
            raise Failed(f"{service} refused {path} with {answer.status_code}: {_detail(answer)}")
        return Said(answer.status_code, answer.json(), "idempotent-replayed" in answer.headers)

    async def read(
        self, service: str, role: str, office: str, path: str, params: Mapping[str, Any] | None = None
    ) -> Any:
        """GET; None where there is nothing (yet)."""
        headers, client = self._as(role, office), self._client(service)
        answer = await self._patiently(lambda: client.get(path, params=params, headers=headers), service)
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Failed(f"{service} answered GET {path} with {answer.status_code}: {_detail(answer)}")
        return answer.json()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    def _client(self, service: str) -> httpx.AsyncClient:
        if service not in self._clients:
            limits = httpx.Limits(max_connections=self.max_in_flight, max_keepalive_connections=self.max_in_flight)
            url = self.state.services[service].url
            self._clients[service] = httpx.AsyncClient(base_url=url, timeout=60.0, limits=limits)
        return self._clients[service]

    def _as(self, role: str, office: str) -> dict[str, str]:
        until, token = self._tokens.get((role, office), (0.0, ""))
        if monotonic() > until:
            secret, subject = decoded_key(self.state.token_key), UUID(person(role, office))
            token = sign(secret, subject=subject, role=role, offices=[office], ttl=TOKEN_LASTS)
            self._tokens[role, office] = (monotonic() + TOKEN_LASTS.total_seconds() - RENEWED_BEFORE, token)
        return {"authorization": f"Bearer {token}"}

    async def _patiently(self, ask: Callable[[], Awaitable[httpx.Response]], service: str) -> httpx.Response:
        until, seen = monotonic() + self.patience, "cannot be reached"
        while True:
            try:
                answer = await ask()
            except httpx.TransportError:
                seen = "cannot be reached"
            else:
                if answer.status_code not in AWAY:
                    return answer
                seen = f"answers {answer.status_code}"
            if monotonic() > until:
                raise Failed(f"{service} {seen} since {self.patience:.0f} s; `throughline status` shows how it is")
            await asyncio.sleep(PAUSE)


def _detail(answer: httpx.Response) -> str:
    try:
        return Said(answer.status_code, answer.json(), False).why
    except (ValueError, AttributeError, KeyError):
        return answer.text[:200]
