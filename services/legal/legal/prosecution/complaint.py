"""The beginning of a prosecution: the file, the investigation, the complaint and its refusal.

Guarantees that one complaint is registered once. A file is no prosecution until a complaint is registered; a refusal
is a fact of its own, and one that is overcome later stays in the history.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal, assert_never
from uuid import UUID

from throughline.domain import Document, Field, Moment
from throughline.domain import Event as AnyEvent

from legal.codes import Code, Iccs
from legal.prosecution.facts import ProsecutionFact
from legal.prosecution.repeated import Content, content
from legal.prosecution.state import Prosecution

Kind = Literal["fir", "denuncia", "querella", "complaint", "information"]
Concluded = Literal["charge", "close", "dismiss"]
KeyedHash = Annotated[str, Field(pattern=r"^[0-9a-f]{16,128}$")]

# Events. These names and fields are the storage format: never rename, add a V2.


class ProsecutionStarted(AnyEvent):
    """The first event of the stream, in one append with the Docket's ProsecutionOpened.

    `profile_version`: the law as it was known then. Events of before it was kept lack it.
    """

    jurisdiction_profile: Code
    profile_version: Annotated[int, Field(ge=1)] | None = None


class InvestigationOpened(AnyEvent):
    authority_org_id: UUID


class ComplaintRegistered(AnyEvent):
    number_key: KeyedHash | None = None
    number_ref: UUID | None = None
    kind: Kind
    authority_org_id: UUID
    offences: tuple[Iccs, ...] = ()


class ComplaintRefused(AnyEvent):
    reason: Code
    escalated_to: Code | None = None


class InvestigationConcluded(AnyEvent):
    outcome: Concluded


# Commands


class ComplaintNumber(Document):
    """The number by which the authority knows the complaint: it leads to names, so it lives in the vault."""

    number: Annotated[str, Field(max_length=200)]


class RecordInvestigationOpened(ProsecutionFact, records=InvestigationOpened):
    authority_org_id: UUID


class RecordComplaintRegistered(ProsecutionFact, records=ComplaintRegistered):
    """`number` goes to the vault; `number_ref` names one that was deposited there before."""

    number_key: KeyedHash | None = None
    number: ComplaintNumber | None = None
    number_ref: UUID | None = None
    kind: Kind
    authority_org_id: UUID
    offences: tuple[Iccs, ...] = ()


class RecordComplaintRefused(ProsecutionFact, records=ComplaintRefused):
    reason: Code
    escalated_to: Code | None = None


class RecordInvestigationConcluded(ProsecutionFact, records=InvestigationConcluded):
    """What came of the charge, or of the closing, is recorded when the prosecutor or court acts on it."""

    outcome: Concluded


Event = ProsecutionStarted | InvestigationOpened | ComplaintRegistered | ComplaintRefused | InvestigationConcluded
Command = RecordInvestigationOpened | RecordComplaintRegistered | RecordComplaintRefused | RecordInvestigationConcluded

# Decisions


def decide(prosecution: Prosecution, command: Command) -> list[AnyEvent]:
    match command:
        case RecordInvestigationOpened():
            return [InvestigationOpened(**command.told())]
        case RecordComplaintRegistered():
            return complaint_registered(prosecution, command)
        case RecordComplaintRefused():
            return [ComplaintRefused(**command.told())]
        case RecordInvestigationConcluded():
            return [InvestigationConcluded(**command.told())]
        case other:
            assert_never(other)


def complaint_registered(prosecution: Prosecution, command: RecordComplaintRegistered) -> list[AnyEvent]:
    ref = command.ref("number") or command.number_ref
    event = ComplaintRegistered(**command.told("number", "number_ref"), number_ref=ref)
    return [] if identity(event, command.moment) in prosecution.complaints else [event]


def identity(event: ComplaintRegistered, moment: Moment) -> Content:
    """A complaint is known by its number's hash, else by its day and all that was said but where the number lies."""
    if event.number_key:
        return content("complaint", {"org": event.authority_org_id, "key": event.number_key})
    told: dict[str, Any] = {**dict(event), "number_ref": None, "day": str(moment)[:10]}
    return content("complaint", told)


# What the events change


def evolve(prosecution: Prosecution, event: Event) -> Prosecution:
    match event:
        case ProsecutionStarted(jurisdiction_profile=profile):
            return replace(prosecution, profile=profile)
        case InvestigationOpened() | InvestigationConcluded():
            return prosecution
        case ComplaintRegistered():
            known = prosecution.complaints | {identity(event, event.occurred_on)}
            return replace(prosecution, complaint="registered", complaints=known)
        case ComplaintRefused():
            refused = "refused" if prosecution.complaint == "none" else prosecution.complaint
            return replace(prosecution, complaint=refused)
        case other:
            assert_never(other)
