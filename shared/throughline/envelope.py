"""The one codec: Event + Metadata <-> CloudEvents 1.0 Kafka record (binary mode) <-> stored row. A tested bijection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from json import loads
from operator import attrgetter
from typing import Any
from uuid import UUID

from asyncpg.pgproto.pgproto import UUID as QuickUUID
from pydantic_core import from_json, to_json

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
_NAMES = tuple(f"ce_{name}" for name, _ in _EXTENSIONS)
_ALL = attrgetter(*(attribute for _, attribute in _EXTENSIONS))


def _id(text: str) -> UUID:
    """As asyncpg makes them: a UUID like any other, read, shown, hashed and sent in a fraction of the time."""
    made: UUID = QuickUUID(text)
    return made


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
    return [(name, str(value).encode()) for name, value in _values(metadata).items()]


def headers_text(metadata: Metadata) -> str:
    """The headers as they are stored: one JSON object, names to values."""
    return to_json(_values(metadata)).decode()


def _values(metadata: Metadata) -> dict[str, str | UUID]:
    """By header, in order. Python's own UUIDs are left to whoever writes the text: JSON's writer is quickest at it."""
    service, event_type, version = metadata.service, metadata.event_type, metadata.schema_version
    values: dict[str, str | UUID] = {
        CONTENT_TYPE[0]: CONTENT_TYPE[1].decode(),
        "ce_specversion": "1.0",
        "ce_id": _plain(metadata.event_id),
        "ce_source": f"/{PREFIX}/{service}",
        "ce_type": f"{PREFIX}.{service}.{event_type}.v{version}",
        "ce_subject": _plain(metadata.stream_id),
        "ce_time": _instant(metadata.recorded_at),
        "ce_dataschema": f"/schemas/{event_type}.v{version}.json",
    }
    for name, value in zip(_NAMES, _ALL(metadata), strict=True):
        if value is not None:
            values[name] = _plain(value)
    return values


def _plain(value: Any) -> str | UUID:
    kind = type(value)
    return value if kind is str or kind is UUID else str(value).lower() if kind is bool else str(value)


def headers_of_text(text: str) -> Headers:
    """The Kafka headers of a stored record."""
    return [(name, value.encode()) for name, value in from_json(text).items()]


def metadata_of_text(text: str) -> Metadata:
    """The metadata of a stored record. Raises NotAnEvent."""
    try:
        return _metadata(from_json(text))
    except _WRONG as wrong:
        raise _not_an_event(wrong) from None


def metadata(record_headers: Iterable[tuple[str, bytes]]) -> Metadata:
    """The metadata in a record's headers. Raises NotAnEvent; attributes it does not know are ignored."""
    try:
        return _metadata({name: value.decode() for name, value in record_headers})
    except _WRONG as wrong:
        raise _not_an_event(wrong) from None


def _metadata(found: Mapping[str, str]) -> Metadata:
    """Written out, because it is done for every record: by way of a table it takes twice as long."""
    _prefix, service, event_type, version = found["ce_type"].rsplit(".", 3)
    read: Callable[..., Any] = found.get
    command, correlation, causation = found["ce_commandid"], found["ce_correlationid"], found["ce_causationid"]
    command_id, consent = _id(command), read("ce_consentid")
    recorded, occurred = found["ce_time"], found["ce_occurredon"]
    recorded_at = datetime.fromisoformat(recorded)
    return Metadata(
        event_id=_id(found["ce_id"]),
        event_type=event_type,
        schema_version=int(version.removeprefix("v")),
        service=service,
        stream_id=_id(found["ce_subject"]),
        stream_version=int(found["ce_streamversion"]),
        case_id=_id(found["ce_caseid"]),
        occurred_on=Moment(recorded_at) if occurred == recorded else Moment.parse(occurred),
        recorded_at=recorded_at,
        actor_id=_id(found["ce_actorid"]),
        actor_role=found["ce_actorrole"],
        command_id=command_id,
        correlation_id=command_id if correlation == command else _id(correlation),
        causation_id=command_id if causation == command else _id(causation),
        case_reference=read("ce_casereference"),
        office_id=read("ce_officeid"),
        jurisdiction=read("ce_jurisdiction"),
        authority=read("ce_authority"),
        source=read("ce_origin", "own"),
        legal_basis=read("ce_legalbasis"),
        consent_id=None if consent is None else _id(consent),
        sensitivity=read("ce_sensitivity", "restricted"),
        historical=read("ce_historical") == "true",
        traceparent=read("ce_traceparent"),
    )


def _not_an_event(wrong: Exception) -> NotAnEvent:
    if isinstance(wrong, KeyError):
        return NotAnEvent(f"header {wrong.args[0]} is missing")
    return NotAnEvent(f"headers are not those of an event: {type(wrong).__name__}")


def _text(pairs: Iterable[tuple[str, bytes]]) -> str:
    return to_json({name: value.decode() for name, value in pairs}).decode()


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


_WRONG = (KeyError, ValueError, TypeError, AttributeError)
