"""What opens a sealed document, and what does not."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from throughline.vault import SealBroken
from throughline.vault.sealing import fingerprint, new_key, seal, unseal, unwrap, wrap

REF = UUID(int=5)
CONTENT = b'{"name":"Maria Santos"}'
KEYS = [new_key(), new_key()]


def test_a_document_opens_as_what_it_was_sealed_as() -> None:
    nonce, sealed = seal(KEYS, REF, 1, "Narrative", CONTENT)
    assert unseal(KEYS, REF, 1, "Narrative", nonce, sealed) == CONTENT
    assert b"Maria" not in sealed


@pytest.mark.parametrize(
    "changed",
    [
        {"ref": uuid4()},
        {"version": 2},
        {"kind": "SafeChannel"},
        {"keys": KEYS[:1]},
        {"keys": KEYS[::-1]},
        {"keys": [KEYS[0], new_key()]},
        {"nonce": b"n" * 12},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_it_opens_as_nothing_else_and_without_no_key(changed: dict[str, Any]) -> None:
    nonce, sealed = seal(KEYS, REF, 1, "Narrative", CONTENT)
    asked: dict[str, Any] = {
        "keys": KEYS,
        "ref": REF,
        "version": 1,
        "kind": "Narrative",
        "nonce": nonce,
        "sealed": sealed,
    } | changed
    with pytest.raises(SealBroken):
        unseal(**asked)


def test_a_changed_byte_is_seen() -> None:
    nonce, sealed = seal(KEYS, REF, 1, "Narrative", CONTENT)
    with pytest.raises(SealBroken):
        unseal(KEYS, REF, 1, "Narrative", nonce, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_the_same_document_is_never_sealed_to_the_same_bytes() -> None:
    assert seal(KEYS, REF, 1, "Narrative", CONTENT) != seal(KEYS, REF, 1, "Narrative", CONTENT)


def test_a_key_unwraps_for_its_subject_and_under_its_service_key_only() -> None:
    service_key, subject, key = new_key(), uuid4(), new_key()
    wrapped = wrap(service_key, subject, key)
    assert unwrap(service_key, subject, wrapped) == key
    for other in ((service_key, uuid4()), (new_key(), subject)):
        with pytest.raises(SealBroken):
            unwrap(*other, wrapped)


def test_a_fingerprint_needs_the_service_key() -> None:
    assert fingerprint(b"a" * 32, CONTENT) == fingerprint(b"a" * 32, CONTENT)
    assert fingerprint(b"a" * 32, CONTENT) != fingerprint(b"b" * 32, CONTENT)
