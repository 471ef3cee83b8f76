"""What reporting may keep of another team's event: the same fact under ids that lead back only with the key.

Guarantees that equal ids stay equal for ever under one key, so cohorts and pairs work, and that a pseudonymised record
comes out of a second pass unchanged. Every UUID is replaced, wherever it stands, but the ids of events: by these the
owner's office, and nobody else, finds its case. What is sealed is left out: nobody here opens it, and the id of its key
stands for a person too. What remains is still pseudonymous personal data, not anonymous.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from hmac import compare_digest, digest
from json import dumps
from typing import Any
from uuid import UUID

from throughline.domain import Metadata
from throughline.envelope import Record

OWN = "reporting"
NIL = UUID(int=0)
SHORTEST_KEY = 32
UUID_TEXT = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

# Fields that name events, and the types they do so in (None: all). `against` of a protection order is a person.
EVENT_IDS: Mapping[str, frozenset[str] | None] = {
    "because": None,
    "replaces": None,
    "sourceEventId": None,
    "sourceEventIds": None,
    "answered": frozenset({"SafetyRecheckDone"}),
    "against": frozenset({"AppealFiled"}),
}
# Texts that are hashes of a court's or a police number under another team's key: comparable here, useless there.
KEYED_TEXTS = frozenset({"numberKey", "referenceKey"})

# What a sealed field looks like, with the mark that its own service compares it by or without.
SEALS = ({"seal"}, {"seal", "mark"})

Ingest = Callable[[Record], Record]


class KeyTooShort(ValueError):
    def __init__(self) -> None:
        super().__init__(f"the pseudonym key needs at least {SHORTEST_KEY} bytes")


def of(key: bytes) -> Ingest:
    """The function that makes a record of another team fit to keep. `key` must never change, or pairs fall apart."""
    if len(key) < SHORTEST_KEY:
        raise KeyTooShort
    names = Pseudonyms(key)

    def ingest(record: Record) -> Record:
        if record.metadata.service == OWN:
            return record
        body = names.in_body(record.metadata.event_type, record.data)
        return Record(
            names.in_metadata(record.metadata), dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        )

    return ingest


class Pseudonyms:
    """The names under one key: UUIDs of version 8, 96 bits of HMAC-SHA256 and 26 by which the key knows its own."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    def of_id(self, value: UUID) -> UUID:
        return value if self.is_mine(value) else self._name(b"id", value.bytes)

    def of_text(self, text: str) -> str:
        """A text as the UUID that stands for it; one that already is a pseudonym stays."""
        found = UUID_TEXT.fullmatch(text)
        return self._renamed(text) if found else str(self._name(b"text", text.encode()))

    def is_mine(self, value: UUID) -> bool:
        """Nobody without the key can make an id that passes for a pseudonym."""
        return value.version == 8 and compare_digest(_laid_out(self._marked(_named_part(value))).bytes, value.bytes)

    def in_metadata(self, metadata: Metadata) -> Metadata:
        """Who acted, by which command and request, and the case number are dropped: they lead straight back."""
        return replace(
            metadata,
            case_id=self.of_id(metadata.case_id),
            stream_id=self.of_id(metadata.stream_id),
            consent_id=metadata.consent_id and self.of_id(metadata.consent_id),
            authority=metadata.authority and self._renamed(metadata.authority),
            source=self._renamed(metadata.source),
            case_reference=None,
            actor_id=NIL,
            command_id=NIL,
            correlation_id=NIL,
            causation_id=NIL,
            traceparent=None,
        )

    def in_body(self, event_type: str, value: Any, name: str = "") -> Any:
        """The JSON value with every id in it renamed, keys too; a held fact is read as what it would have become."""
        if name in EVENT_IDS and _names_events(name, event_type) and _is_ids(value):
            return value
        if isinstance(value, Mapping):
            if name and value.keys() in SEALS:
                return None
            within = str(value.get("type", event_type)) if event_type == "FactHeld" else event_type
            return {self._renamed(key): self.in_body(within, item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.in_body(event_type, item, name) for item in value]
        if isinstance(value, str):
            return self.of_text(value) if name in KEYED_TEXTS else self._renamed(value)
        return value

    def _renamed(self, text: str) -> str:
        return UUID_TEXT.sub(lambda found: str(self.of_id(UUID(found.group()))), text)

    def _name(self, kind: bytes, value: bytes) -> UUID:
        return _laid_out(
            self._marked(digest(self.key, b"throughline pseudonym " + kind + b"\0" + value, "sha256")[:12])
        )

    def _marked(self, name: bytes) -> int:
        """96 bits of name and, below them, 26 bits that prove it was made with this key."""
        mark = int.from_bytes(digest(self.key, b"throughline mark\0" + name, "sha256")[:4], "big") >> 6
        return int.from_bytes(name, "big") << 26 | mark


def _names_events(name: str, event_type: str) -> bool:
    only = EVENT_IDS[name]
    return only is None or event_type in only


def _is_ids(value: Any) -> bool:
    """An id or a list of ids; anything else under the name of a reference to events may hold more than these."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _laid_out(bits: int) -> UUID:
    """122 bits as a UUID of version 8 (RFC 9562): 48, version, 12, variant, 62."""
    high, middle, low = bits >> 74, bits >> 62 & 0xFFF, bits & (1 << 62) - 1
    return UUID(int=high << 80 | 8 << 76 | middle << 64 | 2 << 62 | low)


def _named_part(value: UUID) -> bytes:
    """The 96 bits of name in a UUID laid out like that."""
    bits = (value.int >> 80) << 74 | (value.int >> 64 & 0xFFF) << 62 | value.int & (1 << 62) - 1
    return (bits >> 26).to_bytes(12, "big")
