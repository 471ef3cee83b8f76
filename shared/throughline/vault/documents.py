"""What a command brings to the vault: the documents in its fields, and the deposits its `…_ref` fields refer to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from throughline.domain import Actor, Command, Document, Message


@dataclass(frozen=True, slots=True)
class ToSeal:
    """One document version to be written. `case_id` None: a deposit, of no case yet. No content in its repr."""

    ref: UUID
    kind: str
    subjects: frozenset[UUID]
    case_id: UUID | None
    content: Document | Mapping[str, Any] = field(repr=False)
    actor: Actor

    def json(self) -> bytes:
        """The content as UTF-8 JSON; a Document's subjects are kept beside it, not in it."""
        if isinstance(self.content, Document):
            return self.content.model_dump_json(by_alias=True, exclude={"subjects"}).encode()
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode()


def documents_of(command: Command) -> list[ToSeal]:
    """The documents in a command's fields. One that names no subject is about the case."""
    found = []
    for name in type(command).model_fields:
        value = getattr(command, name)
        ref = command.ref(name) if isinstance(value, Document) else None
        if ref is not None:
            subjects = value.subjects or frozenset({command.case_id})
            found.append(ToSeal(ref, value.kind, subjects, command.case_id, value.told_in(command), command.actor))
    return found


def references_of(command: Command) -> list[UUID]:
    """The vault references a command states: its fields named `…_ref`, and those of the values it is made of."""
    return list(_references(command))


def concerns_vault(command: Command) -> bool:
    """Whether anything has to be done in the vault when this command is recorded."""
    if _is_plain(type(command)):
        return False
    return bool(command.document_fields()) or next(_references(command), None) is not None


@cache
def _is_plain(kind: type[Command]) -> bool:
    """Whether a kind of command has fields of plain values only, none of them a reference: nothing for the vault."""
    fields = kind.model_fields
    return not any(name.endswith("_ref") or _may_nest(field.annotation) for name, field in fields.items())


def _may_nest(annotation: Any) -> bool:
    """Whether a field of this type may hold a document or another message, or could for all that its type says."""
    if get_origin(annotation) is Literal or annotation in (None, ...):
        return False
    if get_origin(annotation) is Annotated:
        return _may_nest(get_args(annotation)[0])
    if parts := get_args(annotation):
        return any(_may_nest(part) for part in parts)
    return not isinstance(annotation, type) or annotation is object or issubclass(annotation, BaseModel)


def _references(message: Message) -> Iterator[UUID]:
    for name, value in vars(message).items():
        if isinstance(value, UUID):
            if name.endswith("_ref"):
                yield value
        elif isinstance(value, Message):
            yield from _references(value)
        elif isinstance(value, tuple | list | frozenset):
            for item in value:
                if isinstance(item, Message):
                    yield from _references(item)
