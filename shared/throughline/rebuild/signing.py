"""The report of a rebuild, signed with the service's key, so that what is read later is what was compared then."""

import hmac
from collections.abc import Mapping
from json import dumps
from typing import Any


def signed(report: Mapping[str, Any], key: bytes) -> tuple[str, str]:
    """The report as JSON with sorted keys and no spaces, and its signature."""
    text = dumps(report, sort_keys=True, separators=(",", ":"))
    return text, hmac.digest(key, b"rebuild\0" + text.encode(), "sha256").hex()


def holds(report: Mapping[str, Any], signature: str, key: bytes) -> bool:
    """Whether this is the report that was signed."""
    return hmac.compare_digest(signed(report, key)[1], signature)
