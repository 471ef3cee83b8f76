"""The services' HTTP doors: a client per service and role, with a token as `throughline token` would make it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from throughline.http.tokens import sign
from throughline.settings import decoded_key

from throughline_bench.place import Place

OFFICE = "PHL-MNL"
TOKEN_LASTS = timedelta(hours=4)


def client(place: Place, service: str, role: str) -> httpx.AsyncClient:
    """Somebody of one office in this role."""
    state = place.state
    bearer = sign(decoded_key(state.token_key), subject=uuid4(), role=role, offices=[OFFICE], ttl=TOKEN_LASTS)
    return httpx.AsyncClient(
        base_url=state.services[service].url,
        headers={"authorization": f"Bearer {bearer}"},
        limits=httpx.Limits(max_connections=200, max_keepalive_connections=200),
        timeout=30.0,
        trust_env=False,
    )


async def send(door: httpx.AsyncClient, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Send one command, and return its answer. Raises ValueError where it was not recorded."""
    answer = await door.post(path, json=body, headers={"idempotency-key": str(uuid4())})
    if answer.status_code != httpx.codes.CREATED:
        raise ValueError(f"{path.rpartition('/')[2]} was answered {answer.status_code}: {answer.text[:300]}")
    said: dict[str, Any] = answer.json()
    return said
