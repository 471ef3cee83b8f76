"""The one codec: Event + Metadata <-> CloudEvents 1.0 Kafka record (binary mode) <-> stored row. A tested bijection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from json import dumps, loads
from typing import Any
from uuid import UUID

from throughline.domain import Event, Metadata, Moment

Headers = list[tuple[str, bytes]]

PREFIX = "throughline"
CONTENT_TYPE = ("content-type", b"application/json")

# CloudEvents extension attributes, lower-case letters and digits only, beside the required ones.
_EXTENSIONS: tuple[tuple[str, str], ...] = (
    ("caseid", "case_id"),
    ("casereference", "case_reference"),
    ("officeid", "office_id"),
    ("jurisdiction", "jurisdiction"),
    ("streamversion", "stream_version"),
    ("occurredon", "occurred_on"),
    ("actorid", "actor_id"),
    ("actorrole", "actor_role"),
    ("authority", "authority"),
    ("origin", "source"),
    ("commandid", "command_id"),
    ("correlationid", "correlation_id"),
    ("causationid", "causation_id"),
    ("legalbasis", "legal_basis"),
    ("consentid", "consent_id"),
    ("sensitivity", "sensitivity"),
    ("historical", "historical"),
    ("traceparent", "traceparent"),
)


@dataclass(frozen=True)
class Record:
    """One event as it travels and as it is kept: its metadata, and its own fields as JSON bytes.

    `received` are the headers it came with; a record whose metadata was changed has none.
    """

    metadata: Metadata
    body: bytes
    received: Sequence[tuple[str, bytes]] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def data(self) -> Mapping[str, Any]:
        loaded: Mapping[str, Any] = loads(self.body)
        return loaded

    @property
    def headers_text(self) -> str:
        """The headers as they are stored."""
        return headers_text(self.metadata) if self.received is None else _text(self.received)

    @property
    def type(self) -> tuple[str, str, int]:
        """Service, event type and schema version: what a decoder is looked up by."""
        return self.metadata.service, self.metadata.event_type, self.metadata.schema_version


class NotAnEvent(ValueError):
    """A record whose headers are not those of an event. The text names the header."""


def of(event: Event) -> Record:
    """The record of a recorded event."""
    return Record(event.metadata, event.model_dump_json(by_alias=True).encode())


def headers(metadata: Metadata) -> Headers:
    """The Kafka headers of an event, values UTF-8."""
    pairs = [
        CONTENT_TYPE,
        ("ce_specversion", b"1.0"),
        ("ce_id", str(metadata.event_id).encode()),
        ("ce_source", f"/{PREFIX}/{metadata.service}".encode()),
        ("ce_type", f"{PREFIX}.{metadata.service}.{metadata.event_type}.v{metadata.schema_version}".encode()),
        ("ce_subject", str(metadata.stream_id).encode()),
        ("ce_time", _instant(metadata.recorded_at).encode()),
        ("ce_dataschema", f"/schemas/{metadata.event_type}.v{metadata.schema_version}.json".encode()),
    ]
    for name, attribute in _EXTENSIONS:
        value = getattr(metadata, attribute)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            pairs.append((f"ce_{name}", text.encode()))
    return pairs


def headers_text(metadata: Metadata) -> str:
    """The headers as they are stored: one JSON object, names to values."""
    return _text(headers(metadata))


def headers_of_text(text: str) -> Headers:
    """The Kafka headers of a stored record."""
    return [(name, value.encode()) for name, value in loads(text).items()]


def metadata_of_text(text: str) -> Metadata:
    """The metadata of a stored record. Raises NotAnEvent."""
    return metadata(headers_of_text(text))


def metadata(record_headers: Iterable[tuple[str, bytes]]) -> Metadata:
    """The metadata in a record's headers. Raises NotAnEvent; attributes it does not know are ignored."""
    try:
        found = {name: value.decode() for name, value in record_headers}
        _prefix, service, event_type, version = found["ce_type"].rsplit(".", 3)
        return Metadata(
            event_id=UUID(found["ce_id"]),
            event_type=event_type,
            schema_version=int(version.removeprefix("v")),
            service=service,
            stream_id=UUID(found["ce_subject"]),
            recorded_at=datetime.fromisoformat(found["ce_time"]),
            **{
                attribute: _READ.get(attribute, str)(found[f"ce_{name}"])
                for name, attribute in _EXTENSIONS
                if f"ce_{name}" in found
            },
        )
    except KeyError as missing:
        raise NotAnEvent(f"header {missing.args[0]} is missing") from None
    except (ValueError, TypeError, AttributeError) as wrong:
        raise NotAnEvent(f"headers are not those of an event: {type(wrong).__name__}") from None


def _text(pairs: Iterable[tuple[str, bytes]]) -> str:
    return dumps({name: value.decode() for name, value in pairs}, separators=(",", ":"))


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


_READ: Mapping[str, Any] = {
    "case_id": UUID,
    "stream_version": int,
    "occurred_on": Moment.parse,
    "actor_id": UUID,
    "command_id": UUID,
    "correlation_id": UUID,
    "causation_id": UUID,
    "consent_id": UUID,
    "historical": lambda text: text == "true",
}
