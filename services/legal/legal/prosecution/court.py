"""Which authorities and courts deal with it: their own numbers, the court seised, the accused brought before it.

Guarantees only that whom a reference or a production names is an accused here. Numbers lead to names: they lie in the
vault, and the event has a keyed hash by which the authority finds us.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal, assert_never
from uuid import UUID

from throughline.domain import Document, Field
from throughline.domain import Event as AnyEvent

from legal.prosecution.complaint import KeyedHash
from legal.prosecution.facts import AccusedFact, ProsecutionFact
from legal.prosecution.rules import accused_of, alive
from legal.prosecution.state import Prosecution

ReferenceKind = Literal["fir", "prosecutor_file", "court_case", "appeal_case"]
CourtLevel = Literal["first_instance", "appeal", "supreme", "constitutional"]

# Events. These names and fields are the storage format: never rename, add a V2.


class ExternalReferenceLinked(AnyEvent):
    accused_id: UUID | None = None
    org_id: UUID
    kind: ReferenceKind
    reference_key: KeyedHash | None = None
    reference_ref: UUID | None = None


class CourtSeised(AnyEvent):
    court_org_id: UUID
    level: CourtLevel


class CognizanceTaken(AnyEvent):
    court_org_id: UUID | None = None


class CaseCommitted(AnyEvent):
    court_org_id: UUID


class CourtProductionRecorded(AnyEvent):
    accused_id: UUID


# Commands


class ReferenceNumber(Document):
    """The number by which an authority knows the case: it leads to names, so it lives in the vault."""

    number: Annotated[str, Field(max_length=200)]


class RecordExternalReference(ProsecutionFact, records=ExternalReferenceLinked):
    """`reference` goes to the vault; `reference_ref` names one that was deposited there before."""

    accused_id: UUID | None = None
    org_id: UUID
    kind: ReferenceKind
    reference_key: KeyedHash | None = None
    reference: ReferenceNumber | None = None
    reference_ref: UUID | None = None

    def told(self, *without: str) -> dict[str, Any]:
        return super().told("reference", *without)


class RecordCourtSeised(ProsecutionFact, records=CourtSeised):
    court_org_id: UUID
    level: CourtLevel


class RecordCognizanceTaken(ProsecutionFact, records=CognizanceTaken):
    court_org_id: UUID | None = None


class RecordCaseCommitted(ProsecutionFact, records=CaseCommitted):
    court_org_id: UUID


class RecordCourtProduction(AccusedFact, records=CourtProductionRecorded):
    pass


Event = ExternalReferenceLinked | CourtSeised | CognizanceTaken | CaseCommitted | CourtProductionRecorded
Command = (
    RecordExternalReference | RecordCourtSeised | RecordCognizanceTaken | RecordCaseCommitted | RecordCourtProduction
)

# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordExternalReference():
            return external_reference(prosecution, command)
        case RecordCourtSeised():
            return [CourtSeised(**command.told())]
        case RecordCognizanceTaken():
            return [CognizanceTaken(**command.told())]
        case RecordCaseCommitted():
            return [CaseCommitted(**command.told())]
        case RecordCourtProduction():
            alive(accused_of(prosecution, command.accused_id), command.moment)
            return [CourtProductionRecorded(**command.told())]
        case other:
            assert_never(other)


def external_reference(prosecution: Prosecution, command: RecordExternalReference) -> list[AnyEvent]:
    if command.accused_id is not None:
        accused_of(prosecution, command.accused_id)
    if command.reference_key and reference(command) in prosecution.references:
        return []
    ref = command.ref("reference") or command.reference_ref
    return [ExternalReferenceLinked(**command.told("reference_ref"), reference_ref=ref)]


def reference(said: RecordExternalReference | ExternalReferenceLinked) -> tuple[str, ...]:
    return said.kind, str(said.org_id), str(said.accused_id), said.reference_key or ""


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case ExternalReferenceLinked():
            return replace(prosecution, references=prosecution.references | {reference(event)})
        case CourtSeised() | CognizanceTaken() | CaseCommitted() | CourtProductionRecorded():
            return prosecution
        case other:
            assert_never(other)
