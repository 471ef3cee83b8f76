"""The keys tokens are checked with: one development key, or what an issuer publishes (JWKS)."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

log = logging.getLogger(__name__)

Key = OctKey | KeySet


class KeysUnavailable(Exception):
    """The issuer's keys cannot be fetched, and none are remembered."""


class Keys(Protocol):
    """`algorithms` are the only ones a token under these keys may use."""

    @property
    def algorithms(self) -> tuple[str, ...]: ...
    async def find(self, kid: str | None) -> Key: ...


class DevelopmentKey:
    """The local stack's shared secret. Settings refuse it in production."""

    algorithms = ("HS256",)

    def __init__(self, secret: bytes) -> None:
        self._key = OctKey.import_key(secret)

    async def find(self, kid: str | None) -> Key:
        return self._key


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=5, follow_redirects=False)


class PublishedKeys:
    """An issuer's key set, fetched when first needed, again after `max_age`, and at once for a key id not in it.

    Asking for unknown ids cannot make it fetch more often than every `cooldown` seconds. While the issuer is away the
    remembered keys go on counting.
    """

    algorithms = ("RS256", "ES256", "EdDSA", "Ed25519")

    def __init__(
        self,
        url: str,
        *,
        client: Callable[[], httpx.AsyncClient] = _client,
        clock: Callable[[], float] = time.monotonic,
        max_age: float = 600,
        cooldown: float = 30,
    ) -> None:
        self._url, self._client, self._clock = url, client, clock
        self._max_age, self._cooldown = max_age, cooldown
        self._keys: KeySet | None = None
        self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None) -> Key:
        if not self._serves(kid):
            async with self._lock:
                if not self._serves(kid):
                    await self._fetch()
        if self._keys is None:
            raise KeysUnavailable
        return self._keys

    def _serves(self, kid: str | None) -> bool:
        """Whether the remembered keys have to do, because they know the id or were fetched just now."""
        age = self._clock() - self._tried
        if self._keys is None:
            return age < 1
        known = kid is None or any(key.kid == kid for key in self._keys.keys)
        return age < (self._max_age if known else self._cooldown)

    async def _fetch(self) -> None:
        self._tried = self._clock()
        try:
            async with self._client() as client:
                answer = await client.get(self._url)
            self._keys = KeySet.import_key_set(answer.raise_for_status().json())
        except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError) as failed:
            log.warning("the issuer's keys were not fetched: %s", type(failed).__name__)
