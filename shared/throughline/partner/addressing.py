"""How an organisation names a case that it knows by a number of its own: by the number's keyed hash. Pure.

    {"reference": {"kind": "court_case", "key": "9f86d081884c7d65"}, "occurredOn": "2026-03-04", …}

Guarantees that whoever names a case by its id is taken at their word, and that no number stands in a message.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from json import dumps, loads
from re import fullmatch
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel

from throughline.domain import Command, Fact
from throughline.partner.message import Message, Unreadable

REFERENCE = "reference"
KIND, KEY = r"[a-z0-9_]{1,40}", r"[0-9a-f]{16,128}"
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A fact that no number places, as it is put to one of the offices that its organisation speaks of; `*`: to all."""

    fact_id: UUID
    office_id: str
    type: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addressing:
    """A service's own: `query` of its projections finds who is meant by (offices, kind, key), `roles` match the rest.

    `fields` are the query's columns, and what a message may leave out that is addressed so. `asks` makes the command
    that asks somebody whose a fact is, `settled` the one that ends it, once it is matched (True) or dismissed.
    """

    query: str
    fields: tuple[str, ...]
    roles: frozenset[str]
    asks: Callable[[Unplaced], Command]
    settled: Callable[[Unplaced, bool], Command]


@dataclass(frozen=True, slots=True)
class Named:
    """The reference that a message names its case by."""

    kind: str
    key: str


def named(message: Message) -> Named | None:
    """None where the message names the case itself, or names nothing. Raises Unreadable for a malformed reference."""
    body = _body(message)
    if "caseId" in body or REFERENCE not in body:
        return None
    said = body[REFERENCE]
    if not isinstance(said, dict) or said.keys() != {"kind", "key"}:
        raise Unreadable("a reference has a kind and a key", REFERENCE)
    for field, form in (("kind", KIND), ("key", KEY)):
        if not isinstance(said[field], str) or not fullmatch(form, said[field]):
            raise Unreadable("not of the form that the documentation shows", f"{REFERENCE}.{field}")
    return Named(said["kind"], said["key"])


def addressed(message: Message, ids: Mapping[str, UUID | None], fact: type[Fact]) -> Message:
    """The message as if it had named the ids itself; what it does name stays."""
    body = {name: value for name, value in _body(message).items() if name != REFERENCE}
    takes = {field.alias or name for name, field in fact.model_fields.items()}
    missing = {_wire(name): str(value) for name, value in ids.items() if value is not None}
    return replace(
        message, body=dumps({**{name: value for name, value in missing.items() if name in takes}, **body}).encode()
    )


def unplaced(message: Message, offices: Iterable[str]) -> list[Unplaced]:
    """The fact, once for each of these offices; once for all of them where its organisation speaks of any."""
    named = ["*"] if "*" in offices else sorted(offices)
    return [Unplaced(message.command_id, office, message.type, _body(message)) for office in named]


def unaddressed(fields: Iterable[str]) -> dict[str, UUID]:
    """Ids that stand in for those nobody knows yet, so that all else of a message can be judged."""
    return dict.fromkeys(fields, NOBODY)


def _wire(name: str) -> str:
    return to_camel(name) if "_" in name else name


def _body(message: Message) -> dict[str, Any]:
    """What is no JSON object is left to whoever reads the fact."""
    try:
        body = loads(message.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
