"""The cryptography of the vault, as pure functions: AES-256-GCM throughout, keys of 32 bytes, fresh random nonces.

Guarantees that a document version opens only with the keys of all its subjects, and only as the reference, version
and kind it was sealed as. Says nothing about who may open it, nor where the keys are kept.
"""

from collections.abc import Sequence
from hashlib import sha256
from hmac import digest
from os import urandom
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from throughline.vault.errors import SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12


def new_key() -> bytes:
    return urandom(KEY_BYTES)


def wrap(service_key: bytes, subject: UUID, key: bytes) -> bytes:
    """A subject's key as it is stored: nonce and ciphertext, bound to the subject. Takes any bytes, as dead letters."""
    nonce = urandom(NONCE_BYTES)
    return nonce + AESGCM(_wrapping_key(service_key)).encrypt(nonce, key, subject.bytes)


def unwrap(service_key: bytes, subject: UUID, wrapped: bytes) -> bytes:
    """Raises SealBroken where it was wrapped by another service key, or for another subject."""
    try:
        return AESGCM(_wrapping_key(service_key)).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], subject.bytes)
    except InvalidTag:
        raise SealBroken(f"what was wrapped for {subject} does not unwrap: was the service key changed?") from None


def seal(keys: Sequence[bytes], ref: UUID, version: int, kind: str, content: bytes) -> tuple[bytes, bytes]:
    """Nonce and ciphertext of one document version; `keys` are those of its subjects, sorted by subject."""
    nonce = urandom(NONCE_BYTES)
    return nonce, AESGCM(_document_key(keys, ref, version)).encrypt(nonce, content, _about(ref, version, kind))


def unseal(keys: Sequence[bytes], ref: UUID, version: int, kind: str, nonce: bytes, sealed: bytes) -> bytes:
    """The content of one document version. Raises SealBroken."""
    try:
        return AESGCM(_document_key(keys, ref, version)).decrypt(nonce, sealed, _about(ref, version, kind))
    except InvalidTag:
        raise SealBroken(f"document {ref} version {version} does not open with its keys: was it changed?") from None


def fingerprint(service_key: bytes, content: bytes) -> bytes:
    """Tells two contents apart without saying anything about them to whoever lacks the service key."""
    return digest(digest(service_key, b"throughline vault fingerprint", sha256), content, sha256)


def _wrapping_key(service_key: bytes) -> bytes:
    """The service key has other uses too, and may be longer."""
    return HKDF(SHA256(), KEY_BYTES, None, b"throughline vault wrap").derive(service_key)


def _document_key(keys: Sequence[bytes], ref: UUID, version: int) -> bytes:
    salt = ref.bytes + version.to_bytes(4, "big")
    return HKDF(SHA256(), KEY_BYTES, salt, b"throughline vault document").derive(b"".join(keys))


def _about(ref: UUID, version: int, kind: str) -> bytes:
    return f"{ref}|{version}|{kind}".encode()
