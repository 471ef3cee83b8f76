"""Bearer tokens: read into an actor, or refused with a reason. Also signs those of the development stack."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

from throughline.domain import SYSTEM_ROLES, Actor
from throughline.http.keys import DevelopmentKey, Key, Keys, PublishedKeys
from throughline.settings import Settings

LEEWAY_SECONDS = 10
LONGEST = 8192
REMEMBERED = 1_000
_ROLE = re.compile(r"[a-z][a-z_]{0,39}")
_ORGANISATION = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class TokenRefused(Exception):
    """The text is shown to the caller and repeats nothing of the token."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A token with a good signature: what it says, and the key by which. Whether it says enough is asked every time."""

    keys: Keys
    kid: str | None
    key: Key
    claims: dict[str, Any]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Tokens:
    """Which keys, audience and issuer count here. The token's algorithm says under which of `keys` it is read."""

    keys: tuple[Keys, ...]
    audience: str
    issuer: str | None = None
    now: Callable[[], datetime] = field(default=_now)
    _checked: dict[str, Checked] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        secret, url = settings.token_key_bytes, settings.jwks_url
        keys: list[Keys] = [DevelopmentKey(secret)] if secret else []
        keys += [PublishedKeys(url)] if url else []
        return cls(tuple(keys), settings.token_audience, settings.token_issuer)

    async def actor(self, token: str) -> Actor:
        """Raises TokenRefused, or KeysUnavailable where the issuer cannot be asked."""
        try:
            known = self._checked.get(token)
            if known is None or await known.keys.find(known.kid) is not known.key:
                known = await self._check(token)
            self._claims().validate(known.claims)
        except ExpiredTokenError:
            raise TokenRefused("the token has expired") from None
        except (JoseError, ValueError, TypeError):
            raise TokenRefused("the token is not valid here") from None
        return _actor(known.claims)

    async def _check(self, token: str) -> Checked:
        """A token whose signature is good, to be remembered as such for as long as its key counts."""
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        keys = next((keys for keys in self.keys if algorithm in keys.algorithms), None)
        if keys is None or not isinstance(kid, str | None):
            raise TokenRefused("the token is signed in a way that is not accepted here")
        key = await keys.find(kid)
        checked = Checked(keys, kid, key, jwt.decode(token, key, algorithms=keys.algorithms).claims)
        if len(self._checked) >= REMEMBERED:
            self._checked.clear()
        self._checked[token] = checked
        return checked

    def _claims(self) -> jwt.JWTClaimsRegistry:
        required: dict[str, Any] = {
            "exp": {"essential": True},
            "aud": {"essential": True, "value": self.audience},
            "sub": {"essential": True},
        }
        if self.issuer is not None:
            required["iss"] = {"essential": True, "value": self.issuer}
        return jwt.JWTClaimsRegistry(now=int(self.now().timestamp()), leeway=LEEWAY_SECONDS, **required)


def is_role(text: str) -> bool:
    """Whether a person can have it: written as roles are, and none of the system's own."""
    return _ROLE.fullmatch(text) is not None and text not in SYSTEM_ROLES


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > LONGEST:
        raise TokenRefused("the token is too long")
    return jws.extract_compact(token.encode("ascii")).headers()


def _actor(claims: Mapping[str, Any]) -> Actor:
    """No token makes anybody a part of the system: those roles are never taken from outside.

    Whoever comes for an organisation with a topic of its own is that organisation, as on its topic.
    """
    role, offices = claims.get("role"), claims.get("offices", [])
    if not isinstance(role, str) or not is_role(role):
        raise TokenRefused("the token names no role that a person can have")
    if not isinstance(offices, list) or not all(isinstance(office, str) and office.strip() for office in offices):
        raise TokenRefused("the token's offices are not a list of office ids")
    organisation = claims.get("organisation")
    if organisation is not None and (not isinstance(organisation, str) or not _ORGANISATION.fullmatch(organisation)):
        raise TokenRefused("the token's organisation is not one of a partner topic")
    try:
        subject = UUID(claims["sub"]) if organisation is None else Actor.system("partner", organisation).id
        return Actor(subject, role, frozenset(offices))
    except (ValueError, AttributeError, TypeError):
        raise TokenRefused("the token's subject is not a UUID") from None


def sign(
    secret: bytes,
    *,
    subject: UUID,
    role: str,
    offices: Iterable[str],
    ttl: timedelta,
    audience: str = "throughline",
    issuer: str | None = None,
    organisation: str | None = None,
    now: datetime | None = None,
) -> str:
    """A development token, as `Tokens` with the same key reads it."""
    at = now or _now()
    claims: dict[str, Any] = {
        "sub": str(subject),
        "role": role,
        "offices": sorted(offices),
        "aud": audience,
        "iat": int(at.timestamp()),
        "exp": int((at + ttl).timestamp()),
    }
    if issuer is not None:
        claims["iss"] = issuer
    if organisation is not None:
        claims["organisation"] = organisation
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
