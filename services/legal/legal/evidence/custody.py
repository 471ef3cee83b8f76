"""The chain of custody of one item: collected, handed on, examined, and what the court made of it.

Guarantees that every hand-over names who gave and who took, and that one by somebody else than whoever had the item on
that day, or with a broken seal, is flagged in the same append; so is one told late that leaves the next giver without
the item. Contents are never here: a hash, a seal and a category are.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal, assert_never
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Field, Mending, Rejected

from legal.codes import Code
from legal.evidence.state import Evidence, HandOver, broken, custodian_on
from legal.prosecution.order import placed, until
from legal.roles import RECORDERS

Category = Literal["document", "digital", "physical", "financial", "medical", "statement", "photograph", "other"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Gap = Literal["from_another", "seal_broken", "hash_differs"]

# Events. These names and fields are the storage format: never rename, add a V2.


class EvidenceCollected(AnyEvent):
    item_id: UUID
    prosecution_id: UUID | None = None
    category: Category
    collected_by_org_id: UUID
    sha256: Sha256 | None = None
    seal: Code | None = None


class EvidenceTransferred(AnyEvent):
    item_id: UUID
    from_custodian: UUID
    to_custodian: UUID
    purpose: Code
    seal_intact: bool


class CustodyGapFlagged(AnyEvent):
    """`expected` had the item as far as we knew; `from_custodian` handed it on."""

    item_id: UUID
    kind: Gap
    expected: UUID
    from_custodian: UUID | None = None


class EvidenceExamined(AnyEvent):
    item_id: UUID
    by_org_id: UUID
    sha256: Sha256 | None = None


class EvidenceAdmitted(AnyEvent):
    item_id: UUID


class EvidenceExcluded(AnyEvent):
    item_id: UUID
    reason: Code


# Commands


class EvidenceFact(Fact, roles=RECORDERS):
    item_id: UUID


class RecordEvidenceCollected(EvidenceFact, opens=True, records=EvidenceCollected):
    prosecution_id: UUID | None = None
    category: Category
    collected_by_org_id: UUID
    sha256: Sha256 | None = None
    seal: Code | None = None


class RecordEvidenceTransferred(EvidenceFact, records=EvidenceTransferred):
    from_custodian: UUID
    to_custodian: UUID
    purpose: Code
    seal_intact: bool


class RecordEvidenceExamined(EvidenceFact, records=EvidenceExamined):
    by_org_id: UUID
    sha256: Sha256 | None = None


class RecordEvidenceAdmitted(EvidenceFact, records=EvidenceAdmitted):
    pass


class RecordEvidenceExcluded(EvidenceFact, records=EvidenceExcluded):
    reason: Code


Event = (
    EvidenceCollected | EvidenceTransferred | CustodyGapFlagged | EvidenceExamined | EvidenceAdmitted | EvidenceExcluded
)
Command = (
    RecordEvidenceCollected
    | RecordEvidenceTransferred
    | RecordEvidenceExamined
    | RecordEvidenceAdmitted
    | RecordEvidenceExcluded
)

# Rules


class NotCollected(Rejected):
    def __init__(self, item_id: UUID) -> None:
        super().__init__(f"item {item_id} was never collected; record its collection first")


class CollectedOtherwise(Rejected):
    def __init__(self, item_id: UUID) -> None:
        super().__init__(f"item {item_id} was collected before, by somebody else or as something else; check its id")


# Decisions


def decide(evidence: Evidence, command: Command) -> list[AnyEvent]:
    if fingerprint(command.records, command.fields(), command.moment) in evidence.told:
        return []
    if isinstance(command, RecordEvidenceCollected):
        if evidence.collector is not None:
            raise CollectedOtherwise(command.item_id)
        return [EvidenceCollected(**command.fields())]
    if evidence.collector is None:
        raise NotCollected(command.item_id)
    custodian = custodian_on(evidence.collector, evidence.chain, command.moment)
    match command:
        case RecordEvidenceTransferred():
            return transferred(evidence, custodian, command)
        case RecordEvidenceExamined():
            return examined(evidence, custodian, command)
        case RecordEvidenceAdmitted():
            return [] if evidence.ruling == "admitted" else [EvidenceAdmitted(item_id=command.item_id)]
        case RecordEvidenceExcluded():
            return [EvidenceExcluded(**command.fields())]
        case other:
            assert_never(other)


def transferred(evidence: Evidence, custodian: UUID, command: RecordEvidenceTransferred) -> list[AnyEvent]:
    """A fact whoever gave it: what does not fit the chain is flagged beside it."""
    giver = command.from_custodian
    gaps = [gap(command, "from_another", custodian, giver)] if giver != custodian else []
    if not command.seal_intact:
        gaps.append(gap(command, "seal_broken", custodian, giver))
    following = evidence.chain[len(until(evidence.chain, command.moment)) :]
    if following and following[0].giver == custodian != command.to_custodian:
        gaps.append(gap(command, "from_another", command.to_custodian, following[0].giver))
    return [EvidenceTransferred(**command.fields()), *gaps]


def gap(command: RecordEvidenceTransferred, kind: Gap, expected: UUID, giver: UUID) -> CustodyGapFlagged:
    return CustodyGapFlagged(item_id=command.item_id, kind=kind, expected=expected, from_custodian=giver)


def examined(evidence: Evidence, custodian: UUID, command: RecordEvidenceExamined) -> list[AnyEvent]:
    said: list[AnyEvent] = [EvidenceExamined(**command.fields())]
    if evidence.sha256 and command.sha256 and evidence.sha256 != command.sha256:
        said.append(CustodyGapFlagged(item_id=command.item_id, kind="hash_differs", expected=custodian))
    return said


def fingerprint(kind: str, fields: dict[str, Any], moment: Any) -> tuple[str, ...]:
    """The same of the same moment is the same; a later moment is another hand-over."""
    return (kind, str(moment), *(f"{name}={value}" for name, value in sorted(fields.items())))


def corrected(mending: Mending[Evidence]) -> Iterator[AnyEvent]:
    """What does not fit the chain any more, where a hand-over in it was wrong, is flagged then."""
    before, after = mending.before, mending.after
    known = broken(before.collector, before.chain)
    for holder, giver in broken(after.collector, after.chain):
        if (holder, giver) not in known and holder is not None and after.item_id is not None:
            yield CustodyGapFlagged(item_id=after.item_id, kind="from_another", expected=holder, from_custodian=giver)


# What the events change


def evolve(evidence: Evidence, event: Event) -> Evidence:
    told = fingerprint(type(event).__name__, dict(event), event.occurred_on)
    evidence = replace(evidence, told=evidence.told | {told})
    match event:
        case EvidenceCollected(item_id=item_id, collected_by_org_id=custodian, sha256=sha256):
            collected = replace(evidence, item_id=item_id, collector=custodian, sha256=sha256)
            return replace(collected, prosecution_id=event.prosecution_id)
        case EvidenceTransferred(from_custodian=giver, to_custodian=taker):
            return replace(evidence, chain=placed(evidence.chain, HandOver(event.occurred_on, giver, taker)))
        case EvidenceAdmitted():
            return replace(evidence, ruling="admitted")
        case EvidenceExcluded():
            return replace(evidence, ruling="excluded")
        case EvidenceExamined() | CustodyGapFlagged():
            return evidence
        case other:
            assert_never(other)
