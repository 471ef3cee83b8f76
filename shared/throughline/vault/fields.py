"""Sealing single fields of events, and opening them again for a reader who may.

Guarantees that a seal opens only as the field of the kind of event it was made for, and never again once the
subject's key is destroyed. Who may read is the question's own check, as with every column of a read model.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from hmac import digest
from os import urandom
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from throughline.database import Conn
from throughline.domain import Event, Sealed
from throughline.sql import statements
from throughline.vault.errors import SealBroken
from throughline.vault.keys import SubjectKeys
from throughline.vault.sealing import NONCE_BYTES

sql = statements(__package__)
KEY_ID_BYTES = 16
MARK_BYTES = 16
PADDED_TO = 128


def unsealed_fields(event: Event) -> list[str]:
    """The fields whose value is still to be sealed."""
    return [name for name, value in event if isinstance(value, Sealed) and value.seal is None]


async def seal_fields(conn: Conn, keys: SubjectKeys, event: Event) -> Event:
    """The event with every field sealed under its subject's key, inside the caller's transaction."""
    subject: UUID = getattr(event, type(event).sealed_for)
    key = (await keys.for_sealing(conn, [subject]))[subject]
    sealed = {}
    for name in unsealed_fields(event):
        nonce, content = urandom(NONCE_BYTES), _padded(json.dumps(getattr(event, name).value).encode())
        closed = AESGCM(key.key).encrypt(nonce, content, _about(type(event).__name__, name))
        seal = b64encode(key.key_id.bytes + nonce + closed).decode()
        sealed[name] = Sealed(seal, mark=getattr(event, name).mark)
    return event.model_copy(update=sealed)


def mark_of(key: bytes, said: bytes) -> str:
    """Tells what is said of a subject from anything else said of them, to nobody but who has their key."""
    return b64encode(digest(digest(key, b"throughline vault mark", sha256), said, sha256)[:MARK_BYTES]).decode()


async def open_seals(conn: Conn, keys: SubjectKeys, seals: Sequence[tuple[str, str, str]]) -> list[Any]:
    """The values of (event type, field, seal), each None once its key is destroyed. Raises SealBroken."""
    raw = [b64decode(seal) for _, _, seal in seals]
    ids = {UUID(bytes=one[:KEY_ID_BYTES]) for one in raw}
    rows = await conn.fetch(sql("keys_by_id"), list(ids))
    living = {row["key_id"]: keys.unwrap(**row) for row in rows}
    return [_open(living, kind, name, one) for (kind, name, _), one in zip(seals, raw, strict=True)]


def _open(living: Mapping[UUID, bytes], kind: str, name: str, raw: bytes) -> Any:
    key = living.get(UUID(bytes=raw[:KEY_ID_BYTES]))
    if key is None:
        return None
    nonce, closed = raw[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES], raw[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        return json.loads(AESGCM(key).decrypt(nonce, closed, _about(kind, name)))
    except InvalidTag:
        raise SealBroken(f"{name} of a {kind} does not open with its key: was it changed?") from None


def _padded(content: bytes) -> bytes:
    """As long as other short ones: the length of a seal, which outlives the key, would give away a code of a list."""
    return content.ljust(-(-len(content) // PADDED_TO) * PADDED_TO)


def _about(kind: str, name: str) -> bytes:
    return f"field|{kind}|{name}".encode()


def has_unsealed(events: Iterable[Event]) -> bool:
    return any(type(event).sealed_for and unsealed_fields(event) for event in events)
