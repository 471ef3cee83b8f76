"""The headers of an event's Kafka record as a JSON Schema: CloudEvents' own and every extension attribute we write."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

from throughline.domain import Event, Metadata, Moment
from throughline.envelope import _EXTENSIONS, CONTENT_TYPE, PREFIX

Schema = dict[str, Any]

EVENT_ID = {
    "type": "string",
    "format": "uuid",
    "description": "The event's id, unique for ever: drop repetitions by it.",
}
STREAM_ID = {"type": "string", "format": "uuid", "description": "The stream."}
WHEN = {"type": "string", "format": "date-time"}

_MEANING: Mapping[str, str] = {
    "case_id": "The case; also the record's key. Where there is no case, the stream.",
    "case_reference": "The number people use, once the case has one.",
    "office_id": "The field office the case belongs to.",
    "jurisdiction": "ISO 3166 alpha-3 of the country whose law applies.",
    "stream_version": "The event's place in its stream: 1, 2, 3 … without a gap.",
    "occurred_on": "When it happened, as precisely as it is known: instant, day, month, year, or `unknown`.",
    "actor_id": "Who recorded it.",
    "actor_role": "In which role: a person's, or `reaction`, `clock`, `partner`.",
    "authority": "The government body whose act it is, where it is one.",
    "source": "Where the fact comes from: `own`, `partner:<org>` or `import:<set>#<row>`.",
    "command_id": "The command that led to it.",
    "correlation_id": "The same for everything one request led to.",
    "causation_id": "The event or command that caused it.",
    "legal_basis": "Why the data may be held, where it is not by consent.",
    "consent_id": "The consent under which it is held.",
    "sensitivity": "Who may learn of it at all.",
    "historical": "Imported or backfilled: nobody is asked to act on it.",
    "traceparent": "W3C trace context of what recorded it.",
}


def event_headers() -> Schema:
    """What every event of every service carries. Consumers ignore headers they do not know."""
    hints = get_type_hints(Metadata)
    optional = {one.name for one in fields(Metadata) if one.default is None and one.default is not MISSING}
    extensions = {
        f"ce_{name}": {**_as_text(hints[attribute]), "description": _MEANING[attribute]}
        for name, attribute in _EXTENSIONS
    }
    required = [f"ce_{name}" for name, attribute in _EXTENSIONS if attribute not in optional]
    return {
        "type": "object",
        "properties": {**_standard(), **extensions},
        "required": [*_standard(), *required],
    }


def of_event(event: type[Event], service: str) -> Schema:
    """What the headers of this event say of its type."""
    return {
        "ce_source": {"const": f"/{PREFIX}/{service}"},
        "ce_type": {"const": event_type(event, service)},
        "ce_dataschema": {"const": f"/schemas/{event.__name__}.v{event.version}.json"},
        "ce_sensitivity": {"const": event.sensitivity},
    }


def event_type(event: type[Event], service: str) -> str:
    return f"{PREFIX}.{service}.{event.__name__}.v{event.version}"


def _standard() -> dict[str, Schema]:
    return {
        CONTENT_TYPE[0]: {"const": CONTENT_TYPE[1].decode()},
        "ce_specversion": {"const": "1.0"},
        "ce_id": EVENT_ID,
        "ce_source": {"type": "string", "format": "uri-reference", "description": "The service."},
        "ce_type": {"type": "string", "description": "Service, event and schema version."},
        "ce_subject": STREAM_ID,
        "ce_time": {**WHEN, "description": "When it was recorded; never goes back within a stream."},
        "ce_dataschema": {"type": "string", "description": "Path of the body's JSON Schema at the service."},
    }


def _as_text(hint: Any) -> Schema:
    """How a value of this type reads in a header."""
    options = [option for option in get_args(hint) if option is not NoneType]
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(options)}
    kind = options[0] if options else hint
    if get_origin(kind) is Literal:
        return _as_text(kind)
    known: dict[Any, Schema] = {
        UUID: {"type": "string", "format": "uuid"},
        bool: {"type": "string", "enum": ["true", "false"]},
        int: {"type": "string", "pattern": r"^[1-9]\d*$"},
        datetime: WHEN,
        Moment: {"type": "string", "examples": ["2026-03-04T10:00:00Z", "2026-03-04", "2026-03", "2026", "unknown"]},
    }
    return known.get(kind, {"type": "string"})
