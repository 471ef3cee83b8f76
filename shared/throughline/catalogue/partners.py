"""A service's dealings with other organisations, as parts of its AsyncAPI document: facts in, answers out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from throughline.catalogue.schemas import Mode, Schemas
from throughline.composition import Service
from throughline.domain import Fact
from throughline.partner.message import TYPE_PREFIX

Part = Mapping[str, Any]
TEXT = {"type": "string"}
OUTCOMES = ("accepted", "held", "rejected")
ORGANISATION = {"organisation": {"description": "Who speaks: one pair of topics for each organisation."}}
HEADERS: Part = {
    "ce_id": {**TEXT, "description": "Your id of this message. Sent twice, it counts once and is answered alike."},
    "ce_type": TEXT,
}
ANSWER: Part = {
    "type": "object",
    "properties": {
        "answers": {**TEXT, "description": "The `ce_id` of your message."},
        "type": {**TEXT, "description": "The fact that you sent."},
        "outcome": {**TEXT, "enum": list(OUTCOMES)},
        "caseId": {**TEXT, "format": "uuid"},
        "position": {**TEXT, "description": "Where the case's stream stands now: `<streamId>:<version>`."},
        "code": {**TEXT, "description": "held, rejected: the rule that said no."},
        "missing": {**TEXT, "description": "held, rejected: what stands in the way and what clears it up."},
    },
    "required": ["answers", "type", "outcome", "caseId"],
}
DEAD_LETTER: Part = {
    "type": "object",
    "properties": {
        "reason": TEXT,
        "field": {**TEXT, "description": "The path of the field, empty where it is the whole."},
        "sealed": {**TEXT, "contentEncoding": "base64", "description": "The original bytes, sealed."},
    },
    "required": ["reason", "field", "sealed"],
}


@dataclass(frozen=True)
class PartnerParts:
    """Empty where a service takes nothing from partners."""

    channels: Part = field(default_factory=dict)
    operations: Part = field(default_factory=dict)
    messages: Part = field(default_factory=dict)


def partner_payloads(service: Service) -> Iterator[tuple[type[Fact], Mode]]:
    """The classes that partner messages are read into."""
    for fact in service.partners:
        yield fact, "validation"


def partner_type(fact: type[Fact]) -> str:
    """The `ce_type` under which a partner sends this fact."""
    return f"{TYPE_PREFIX}{fact.records}.v1"


def partner_parts(service: Service, schemas: Schemas) -> PartnerParts:
    if not service.partners:
        return PartnerParts()
    facts = {f"partner.{fact.records}.v1": _fact(fact, schemas) for fact in service.partners}
    said = {"partner.Answered.v1": _said("Answered", ANSWER), "partner.DeadLetter.v1": _said("DeadLetter", DEAD_LETTER)}
    return PartnerParts(
        channels={
            "partner.in": _channel("partner.{organisation}.in", *facts),
            "partner.out": _channel("partner.{organisation}.out", "partner.Answered.v1"),
            "partner.dead-letter": _channel("partner.{organisation}.in.dead-letter", "partner.DeadLetter.v1"),
        },
        operations={
            "receive.partner.in": {"action": "receive", "channel": {"$ref": "#/channels/partner.in"}},
            "send.partner.out": {"action": "send", "channel": {"$ref": "#/channels/partner.out"}},
            "send.partner.dead-letter": {"action": "send", "channel": {"$ref": "#/channels/partner.dead-letter"}},
        },
        messages={**facts, **said},
    )


def _channel(address: str, *names: str) -> Part:
    messages = {name: {"$ref": f"#/components/messages/{name}"} for name in names}
    return {"address": address, "parameters": ORGANISATION, "messages": messages}


def _fact(fact: type[Fact], schemas: Schemas) -> Part:
    described = {"description": fact.__doc__} if fact.__doc__ else {}
    return {
        "name": partner_type(fact),
        "title": fact.records,
        **described,
        "contentType": "application/json",
        "headers": _headers({"ce_type": {"const": partner_type(fact)}}),
        "payload": schemas.of(fact, "validation"),
    }


def _said(name: str, payload: Part) -> Part:
    kind = f"{TYPE_PREFIX}{name}.v1"
    return {"name": kind, "title": name, "headers": _headers({"ce_type": {"const": kind}}), "payload": payload}


def _headers(more: Part) -> Part:
    return {"type": "object", "properties": {**HEADERS, **more}, "required": list(HEADERS)}
