"""The services' HTTP doors as the demo uses them: with a token per role, a key per act, and patience.

Guarantees that an act is recorded once however often it has to be sent: a service that is away (no connection, 503) is
asked again with the same Idempotency-Key until the deadline. Every read waits for the last write to the same service.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self
from uuid import UUID, uuid5

import httpx
from throughline.cli import Failed
from throughline.http.tokens import sign
from throughline.settings import decoded_key
from throughline.stack.deadline import wait_until
from throughline.stack.state import StackState

PEOPLE = UUID("6f1c7a6e-2f0b-5c55-9d0b-7b3c55a4e2d1")
AWAY = frozenset({502, 503, 504})
PATIENCE = 60.0
TOKEN_LASTS = timedelta(hours=2)


def person(role: str, office: str) -> UUID:
    """Who acts in a role: always the same opaque id."""
    return uuid5(PEOPLE, f"{role} of {office}")


@dataclass(frozen=True)
class Said:
    """What a door answered. `added` is false for an answer that was given before, or where nothing had to be done."""

    status: int
    body: Any
    repeated: bool

    @property
    def added(self) -> bool:
        return self.status == 201 and not self.repeated


@dataclass
class Doors:
    """`office` is the one all tokens are for; `patience` how many seconds a service may stay away."""

    state: StackState
    office: str
    patience: float = PATIENCE
    _positions: dict[str, dict[str, int]] = field(default_factory=dict)
    _last: dict[tuple[str, str], str] = field(default_factory=dict)
    _headers: dict[str, dict[str, str]] = field(default_factory=dict)
    _clients: dict[str, httpx.Client] = field(default_factory=dict)

    def send(
        self, service: str, role: str, path: str, body: Mapping[str, Any], key: str, source: str | None = None
    ) -> Said:
        """POST, with `key` as the act's own; raises Failed for anything but 200, 201 and 409."""
        headers = {"idempotency-key": key} | ({"throughline-source": source} if source else {})
        answer = self._patiently(lambda: self._client(service, role).post(path, json=body, headers=headers), service)
        if answer.status_code not in (200, 201, 409):
            raise Failed(f"{service} refused {path} with {answer.status_code}: {_detail(answer)}")
        said = Said(answer.status_code, answer.json(), "idempotent-replayed" in answer.headers)
        if "position" in said.body and said.status != 409:
            self._remember(service, path, said.body)
        return said

    def read(self, service: str, role: str, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """GET as of the last write of that case to that service; None where there is nothing (yet)."""
        at = self._last.get((service, _case(path)))
        asked = {**(params or {}), **({"atLeast": at} if at else {})}
        answer = self._patiently(lambda: self._client(service, role).get(path, params=asked), service)
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise Failed(f"{service} answered GET {path} with {answer.status_code}: {_detail(answer)}")
        return answer.json()

    def after(self, service: str, case_id: str, position: str) -> None:
        """Reads of this case wait until the service shows it as of `position`."""
        self._last[(service, case_id)] = position

    def positions(self, service: str) -> Mapping[str, int]:
        """The last version this client has been told of each stream it wrote to."""
        return self._positions.get(service, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for client in self._clients.values():
            client.close()

    def _client(self, service: str, role: str) -> httpx.Client:
        if service not in self._clients:
            self._clients[service] = httpx.Client(base_url=self.state.services[service].url, timeout=20.0)
        client = self._clients[service]
        if role not in self._headers:
            self._headers[role] = {"authorization": f"Bearer {self._token(role)}"}
        client.headers.update(self._headers[role])
        return client

    def _token(self, role: str) -> str:
        secret, offices = decoded_key(self.state.token_key), [self.office]
        return sign(secret, subject=person(role, self.office), role=role, offices=offices, ttl=TOKEN_LASTS)

    def _patiently(self, ask: Callable[[], httpx.Response], service: str) -> httpx.Response:
        got: list[httpx.Response] = []

        def answered() -> bool:
            try:
                answer = ask()
            except httpx.TransportError:
                return False
            got[:] = [answer]
            return answer.status_code not in AWAY

        if wait_until(answered, self.patience, every=0.1):
            return got[0]
        why = f"answers {got[0].status_code}" if got else "cannot be reached"
        raise Failed(f"{service} {why} since {self.patience:.0f} s; `throughline status` shows how it is")

    def _remember(self, service: str, path: str, answer: Mapping[str, Any]) -> None:
        self._last[(service, _case(path))] = answer["position"]
        known = self._positions.setdefault(service, {})
        for position in answer["positions"]:
            stream, _, version = position.rpartition(":")
            known[stream] = max(known.get(stream, 0), int(version))


def _case(path: str) -> str:
    return path.split("/")[2] if path.startswith("/cases/") else ""


def _detail(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        wrong = "; ".join(f"{error['field']} {error['reason']}" for error in problem.get("errors") or ())
        return f"{problem.get('code')}: {wrong or problem.get('detail')}"
    except ValueError:
        return answer.text[:200]
