"""The AsyncAPI 3 document of one service, from its event classes: its topics, what is on them, and whom it listens to.

What is on another service's topic stands in that service's own document. Payloads are open: consumers ignore fields
they do not know. Pure; takes some hundred milliseconds for a large service, so whoever serves it keeps the result.
"""

from collections.abc import Mapping
from typing import Any

from throughline.catalogue.headers import event_headers, event_type, of_event
from throughline.catalogue.partners import partner_parts, partner_payloads
from throughline.catalogue.schemas import Schemas
from throughline.composition import Service
from throughline.domain import Aggregate, Event
from throughline.feed.feed import LANES

VERSION = "3.0.0"
EVERY_HEADER = "EventHeaders"
KEY = {
    "kafka": {
        "key": {"type": "string", "format": "uuid", "description": "The case id: one case stays in one partition."},
        "bindingVersion": "0.5.0",
    }
}


def asyncapi_document(service: Service) -> Mapping[str, Any]:
    """The document of this service, the same whenever its classes are the same."""
    events = {
        aggregate.topic: tuple(kind for one in _on(service, aggregate.topic) for kind in one.event_types)
        for aggregate in service.aggregates
    }
    own = tuple(dict.fromkeys(kind for kinds in events.values() for kind in kinds))
    schemas = Schemas([*((kind, "serialization") for kind in own), *partner_payloads(service)])
    partners = partner_parts(service, schemas)
    return {
        "asyncapi": VERSION,
        "info": {
            "title": f"Throughline {service.name}",
            "version": "1",
            "description": "Events are CloudEvents 1.0 in Kafka's binary mode: attributes in headers, the event's own "
            "fields as the JSON body. Apply each stream in the order of `ce_streamversion`; ignore fields, headers and "
            "types you do not know. An installation may put a prefix in front of every topic.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            **{topic: _channel(topic, kinds) for topic, kinds in events.items()},
            **{topic: _foreign(topic) for topic in service.reads},
            **partners.channels,
        },
        "operations": {
            **{f"send.{topic}": _operation("send", topic) for topic in events},
            **{f"receive.{topic}": _operation("receive", topic) for topic in service.reads},
            **partners.operations,
        },
        "components": {
            "messages": {
                **{name_of(kind): _message(kind, service.name, schemas) for kind in own},
                **partners.messages,
            },
            "schemas": {EVERY_HEADER: event_headers(), **schemas.named},
        },
    }


def name_of(event: type[Event]) -> str:
    return f"{event.__name__}.v{event.version}"


def _on(service: Service, topic: str) -> list[Aggregate[Any]]:
    return [aggregate for aggregate in service.aggregates if aggregate.topic == topic]


def _channel(topic: str, kinds: tuple[type[Event], ...]) -> dict[str, Any]:
    names = sorted({name_of(kind) for kind in kinds})
    return {
        "address": topic,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": {"topic": topic, "partitions": LANES, "bindingVersion": "0.5.0"}},
    }


def _foreign(topic: str) -> dict[str, Any]:
    owner = topic.partition(".")[0]
    return {"address": topic, "description": f"Of the {owner} service, whose own document says what is on it."}


def _operation(action: str, topic: str) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": f"#/channels/{topic}"}}


def _message(event: type[Event], service: str, schemas: Schemas) -> dict[str, Any]:
    described = {"description": event.__doc__} if event.__doc__ else {}
    return {
        "name": event_type(event, service),
        "title": event.__name__,
        **described,
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "allOf": [{"$ref": f"#/components/schemas/{EVERY_HEADER}"}],
            "properties": of_event(event, service),
        },
        "payload": schemas.of(event, "serialization"),
        "bindings": KEY,
    }
