"""Who may open which document: role by the service's table, office by the document's case. Pure; nothing is read here.

A document of another office is as absent as one that does not exist, whatever the role; only who works in its office
learns that the role is what lacks. Depositing gives no right to read back: until a fact refers to a deposit, its
depositor is refused. Whose survivor it is about, the vault asks the service; who breaks the glass is let past the role,
never past the office (vault.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from throughline.domain import Actor
from throughline.vault.errors import DocumentNotFound, ReadForbidden

Roles = Mapping[str, frozenset[str]]
"""Kind of document -> the roles that may."""


Named = Mapping[str, Sequence[str]]
"""Kind of document -> its fields that name who may read it, beside whoever wrote it; any other kind is the role's."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What of a document decides on access. `deposit_offices` counts until a fact refers to the deposit."""

    ref: UUID
    kind: str
    case_id: UUID | None
    office_id: str | None
    deposited_by: UUID | None
    deposit_offices: frozenset[str]

    def in_reach_of(self, actor: Actor) -> bool:
        if self.case_id is not None:
            return actor.works_in(self.office_id or "")
        return any(actor.works_in(office) for office in self.deposit_offices)


def reads_nothing(actor: Actor, readers: Roles) -> bool:
    """Whether this role reads no kind of document at all, so that nothing need be looked up."""
    return not any(actor.role in roles for roles in readers.values())


def refusal(document: Whereabouts, actor: Actor, readers: Roles) -> DocumentNotFound | ReadForbidden | None:
    """Why this actor may not open this document; None: they may."""
    if not document.in_reach_of(actor):
        return DocumentNotFound(document.ref)
    if actor.role not in readers.get(document.kind, frozenset()):
        return ReadForbidden(f"the role {actor.role} does not read documents of kind {document.kind}")
    if document.case_id is None and actor.id == document.deposited_by:
        return ReadForbidden(f"whoever deposited document {document.ref} does not read it back")
    return None


def not_named(
    content: Mapping[str, Any], fields: Sequence[str], written_by: UUID, actor: Actor
) -> ReadForbidden | None:
    """Why a document for named readers is not for this actor; None: it is."""
    named = {str(one) for field in fields for one in content.get(field) or ()}
    if actor.id == written_by or str(actor.id) in named:
        return None
    return ReadForbidden("this document is for the readers that it names; ask whoever wrote it, or break the glass")
