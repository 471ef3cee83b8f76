"""How one process is set up: every value comes from a `THROUGHLINE_…` variable, and a wrong one stops the start.

A missing, malformed or unknown variable ends in one line that names it and never shows a value, since some are secret.
"""

import base64
import binascii
import os
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from throughline import failpoints
from throughline.granted import Grant

PREFIX = "THROUGHLINE_"
NOT_SETTINGS = frozenset({"THROUGHLINE_STACK", "THROUGHLINE_REAL_SET"})
"""Variables of the prefix that mark processes or are for tests, and set nothing."""

ROLES = ("api", "relay", "projector", "reactor", "clock")
KEY_BYTES = 32

Environment = Literal["development", "test", "production"]
DEVELOPING = frozenset({"development", "test"})
"""Where the development token key counts."""


class SettingsError(SystemExit):
    """The process cannot start as it is set up. Uncaught, it prints its one line and exits with 1."""


def decoded_key(text: str) -> bytes:
    """32 bytes or more in base64, whichever alphabet. Raises ValueError, which repeats nothing of it."""
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64") from None
    if len(key) < KEY_BYTES:
        raise ValueError(f"holds {len(key)} bytes and needs {KEY_BYTES}")
    return key


def _key(secret: SecretStr) -> SecretStr:
    decoded_key(secret.get_secret_value())
    return secret


def _roles(text: str) -> str:
    unknown = sorted({role.strip() for role in text.split(",")} - {"all", *ROLES})
    if unknown:
        raise ValueError(f"names a role there is not; there are all, {', '.join(ROLES)}")
    return text


Key = Annotated[SecretStr, AfterValidator(_key)]


class Settings(BaseSettings):
    """One process of one service. `peers` maps a service's name to its URL, as a JSON object.

    `notice_urls` maps an office to the webhook that is told what cannot wait, `*` any office that is not named.
    `emits` maps an event type to the older version in which it is written while readers of that run beside.
    `partners` says what each organisation may state; where none is named, any may anything, but in production none may.
    `replica` names this process among those of its service, the same after every start and never the same for two.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    service: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    environment: Environment
    roles: Annotated[str, AfterValidator(_roles)] = "all"
    postgres_dsn: str = Field(repr=False)
    kafka_bootstrap: str
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8100, ge=0, le=65535)
    otlp_endpoint: str | None = None
    service_key: Key
    token_key: Key | None = None
    jwks_url: str | None = None
    token_audience: str = "throughline"
    token_issuer: str | None = None
    topic_prefix: str = ""
    replica: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._-]{1,100}$")
    peers: dict[str, str] = Field(default_factory=dict)
    notice_urls: dict[str, str] = Field(default_factory=dict)
    partners: dict[str, Grant] = Field(default_factory=dict)
    emits: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] = "json"
    failpoint: str | None = Field(default=None, pattern=failpoints.PATTERN)
    trace_sample_ratio: float = Field(default=1.0, ge=0, le=1)

    @classmethod
    def load(cls, **given: object) -> Self:
        """From the environment; what is `given` wins. Raises SettingsError."""
        unknown = sorted(
            name
            for name in os.environ
            if name.startswith(PREFIX)
            and name not in NOT_SETTINGS
            and name[len(PREFIX) :].lower() not in cls.model_fields
        )
        if unknown:
            raise SettingsError(f"{unknown[0]} is set but is not a setting; remove it or correct its name")
        try:
            return cls(**given)  # type: ignore[arg-type]
        except ValidationError as wrong:
            raise SettingsError(
                "; ".join(_sentence(error["loc"], error["type"], error["msg"]) for error in wrong.errors())
            ) from None
        except ValueError as wrong:  # a complex value that is not JSON: pydantic-settings names the field only
            named = [name for name in cls.model_fields if f'"{name}"' in str(wrong)]
            raise SettingsError(f"{PREFIX}{(named or ['PEERS'])[0].upper()} is not the JSON it should be") from None

    @model_validator(mode="after")
    def _tokens_can_be_checked(self) -> Self:
        if self.environment == "production" and self.token_key is not None:
            raise ValueError(
                f"{PREFIX}TOKEN_KEY signs development tokens and is refused in production; set {PREFIX}JWKS_URL instead"
            )
        if self.environment == "production" and self.jwks_url and not self.jwks_url.startswith("https://"):
            raise ValueError(f"{PREFIX}JWKS_URL has to be an https address in production")
        if self.environment == "production" and self.failpoint:
            raise ValueError(f"{PREFIX}FAILPOINT ends the process, for tests, and is refused in production")
        if self.runs("api") and self.token_key is None and self.jwks_url is None:
            missing = "JWKS_URL" if self.environment == "production" else "TOKEN_KEY"
            raise ValueError(f"{PREFIX}{missing} is missing: without it no token can be checked")
        return self

    @property
    def role_set(self) -> frozenset[str]:
        """The roles this process has, `all` spelt out."""
        named = {role.strip() for role in self.roles.split(",")}
        return frozenset(ROLES) if "all" in named else frozenset(named)

    def runs(self, role: str) -> bool:
        return role in self.role_set

    @property
    def service_key_bytes(self) -> bytes:
        return decoded_key(self.service_key.get_secret_value())

    @property
    def token_key_bytes(self) -> bytes | None:
        return None if self.token_key is None else decoded_key(self.token_key.get_secret_value())


def _sentence(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    if not loc:
        return said
    name = PREFIX + ".".join(str(part) for part in loc).upper()
    if kind == "missing":
        return f"{name} is missing"
    return f"{name} {said}" if kind == "value_error" else f"{name}: {said[:1].lower()}{said[1:]}"
