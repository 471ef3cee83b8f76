"""Development keys and passwords: made once with the system's randomness, kept in `var/keys.json`, never committed.

They outlive a stop, so that data sealed yesterday opens today; `make clean` destroys them together with the data.
"""

import base64
import secrets
from pathlib import Path

from pydantic import Field

from throughline.stack.state import Stored


def new_key() -> str:
    """32 random bytes, base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


class Keys(Stored):
    token_key: str = Field(default_factory=new_key)
    postgres_password: str = Field(default_factory=lambda: secrets.token_urlsafe(24))
    service_keys: dict[str, str] = Field(default_factory=dict)
    role_passwords: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def ensure(cls, path: Path, services: list[str]) -> "Keys":
        """The stored keys, with any that are missing made and stored."""
        keys = cls.load(path) or cls()
        for name in services:
            keys.service_keys.setdefault(name, new_key())
            keys.role_passwords.setdefault(name, secrets.token_urlsafe(24))
        keys.save(path)
        return keys
