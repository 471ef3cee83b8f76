"""From the first call to an open case: received, screened, declined or opened.

Guarantees that a case is opened only after a screening that it meets, and that nobody declines a referral in which
people are already known. Says nothing about the people themselves: facts about them are taken at every stage.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, assert_never
from uuid import UUID

from casework.htcds import Exploitation, ReferralReason
from casework.roles import DIRECTOR, IMPORTER, INVESTIGATOR
from throughline.domain import Decision, Event, Fact, Field, Message, Rejected

from intake.case.codes import Channel, Code, DeclineReason, DuplicateOutcome, RiskOfHarm, Urgency
from intake.case.state import Case, Closed, Declined, NotReferred, Opened, Referred, Screened, said_before
from intake.offices import JURISDICTION, OfficeId


class NumberRange(Message):
    """At least, and at most where that is known."""

    at_least: int = Field(ge=0, le=100_000)
    at_most: int | None = Field(default=None, ge=0, le=100_000)


class DuplicateCheck(Message):
    """What looking for the same case under another id came to; `candidates` are case ids."""

    outcome: DuplicateOutcome
    candidates: tuple[UUID, ...] = ()


# Events. These names and fields are the storage format: never rename, add a V2.


class ReferralReceived(Event):
    channel: Channel
    referring_org_id: UUID | None
    allegation_types: tuple[Exploitation, ...]
    alleged_victims: int | NumberRange
    urgency: Urgency
    narrative_ref: UUID | None
    reason: ReferralReason | None = None


class ReferralScreened(Event):
    indicators: tuple[Code, ...]
    meets: bool
    risk_of_harm: RiskOfHarm


class ReferralDeclined(Event):
    reason: DeclineReason
    referred_to_org_id: UUID | None
    referral_reason: ReferralReason | None = None


class CaseOpened(Event):
    opens_reference: ClassVar[bool] = True
    case_type: Code
    duplicate_check: DuplicateCheck


# Commands


class RecordReferral(Fact, roles=frozenset({INVESTIGATOR, IMPORTER}), opens=True, records=ReferralReceived):
    """A referral reached the office; its narrative was deposited in the vault first. `reason`: why it came to us."""

    office_id: OfficeId
    channel: Channel
    referring_org_id: UUID | None = None
    allegation_types: tuple[Exploitation, ...]
    alleged_victims: Annotated[int, Field(ge=0, le=100_000)] | NumberRange
    urgency: Urgency
    narrative_ref: UUID | None = None
    reason: ReferralReason | None = None

    @property
    def jurisdiction(self) -> str:
        return JURISDICTION[self.office_id]


class ScreenReferral(Decision, roles=frozenset({INVESTIGATOR, IMPORTER})):
    """Whether the referral is a case for us, and how much harm threatens."""

    indicators: tuple[Code, ...]
    meets: bool
    risk_of_harm: RiskOfHarm


class DeclineReferral(Decision, roles=frozenset({INVESTIGATOR, DIRECTOR})):
    """We do not take the case; it may have been referred on, and `referralReason` says why there."""

    reason: DeclineReason
    referred_to_org_id: UUID | None = None
    referral_reason: ReferralReason | None = None


class OpenCase(Decision, roles=frozenset({INVESTIGATOR, DIRECTOR, IMPORTER})):
    """Take the case, and give it its reference."""

    case_type: Code
    duplicate_check: DuplicateCheck


# Rules


class AlreadyReferred(Rejected):
    def __init__(self) -> None:
        super().__init__("this case has its referral; dismiss this one, or record it under a case id of its own")


class NothingReferred(Rejected):
    def __init__(self) -> None:
        super().__init__("no referral is recorded in this case; record it first")


class CaseAlreadyOpen(Rejected):
    def __init__(self) -> None:
        super().__init__("the case is open or closed already; close intake's part instead")


class PeopleAreKnown(Rejected):
    def __init__(self, victims: int, suspects: int) -> None:
        super().__init__(
            f"{victims} victims handed over and {suspects} suspects are recorded; screen the referral and open the case"
        )


class NotScreened(Rejected):
    def __init__(self) -> None:
        super().__init__("a case opens after its referral was screened; screen it first")


class ScreeningNotMet(Rejected):
    def __init__(self) -> None:
        super().__init__("the last screening says the criteria are not met; screen it again, or decline it")


class ReferralWasDeclined(Rejected):
    def __init__(self) -> None:
        super().__init__("the referral was declined; screen it again to take it up")


class CaseIsClosed(Rejected):
    def __init__(self) -> None:
        super().__init__("the case is closed; reopen it first")


# Decisions


def record_referral(case: Case, command: RecordReferral) -> list[Event]:
    received = ReferralReceived(**command.fields("office_id"))
    if said_before(case.referral, received, command.occurred_on):
        return []
    if case.referral is not None:
        raise AlreadyReferred()
    return [received]


def screen_referral(case: Case, command: ScreenReferral) -> list[Event]:
    screened = ReferralScreened(**command.fields())
    match case.stage:
        case NotReferred():
            raise NothingReferred()
        case Screened(screening) if said_before(screening, screened, command.occurred_on):
            return []
        case Referred() | Screened() | Declined():
            return [screened]
        case Opened() | Closed():
            raise CaseAlreadyOpen()
        case other:
            assert_never(other)


def decline_referral(case: Case, command: DeclineReferral) -> list[Event]:
    declined = ReferralDeclined(**command.fields())
    match case.stage:
        case NotReferred():
            raise NothingReferred()
        case Declined(refusal) if said_before(refusal, declined, command.occurred_on):
            return []
        case Referred() | Screened() | Declined():
            victims, suspects = case.handed_over("aftercare"), case.handed_over("legal")
            if victims or suspects:
                raise PeopleAreKnown(len(victims), len(suspects))
            return [declined]
        case Opened() | Closed():
            raise CaseAlreadyOpen()
        case other:
            assert_never(other)


def open_case(case: Case, command: OpenCase) -> list[Event]:
    match case.stage:
        case NotReferred() | Referred():
            raise NotScreened()
        case Declined():
            raise ReferralWasDeclined()
        case Screened(meets=False):
            raise ScreeningNotMet()
        case Screened():
            return [CaseOpened(**command.fields())]
        case Opened():
            return []
        case Closed():
            raise CaseIsClosed()
        case other:
            assert_never(other)


# What the events change


def received(case: Case, event: ReferralReceived) -> Case:
    stage = Referred() if isinstance(case.stage, NotReferred) else case.stage
    return replace(case, stage=stage, referral=event)


def screened(case: Case, event: ReferralScreened) -> Case:
    return replace(case, stage=Screened(event, event.meets))


def declined(case: Case, event: ReferralDeclined) -> Case:
    return replace(case, stage=Declined(event))


def opened(case: Case, event: CaseOpened) -> Case:
    return replace(case, stage=Opened())
