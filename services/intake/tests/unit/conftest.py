"""Cases that most tests start from."""

from datetime import date
from uuid import UUID, uuid5

import pytest
from intake.case import (
    AuthorityEngaged,
    CaseClosed,
    CaseOpened,
    Event,
    IntakePartClosed,
    OperationPlanned,
    PartCloseNoted,
    PartOpened,
    ReferralReceived,
    ReferralScreened,
    SuspectIdentified,
    VictimBroughtToSafety,
    VictimEncountered,
)
from intake.case.referral import DuplicateCheck
from throughline.domain import Moment
from throughline.testing.given import NAMESPACE


def named(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


@pytest.fixture
def referred() -> tuple[Event, ...]:
    received = ReferralReceived(
        channel="ngo",
        referring_org_id=named("ngo"),
        allegation_types=("ForcedLabour",),
        alleged_victims=3,
        urgency="high",
        narrative_ref=named("narrative"),
    )
    return (received,)


@pytest.fixture
def screened(referred: tuple[Event, ...]) -> tuple[Event, ...]:
    return (*referred, ReferralScreened(indicators=("debt_bondage",), meets=True, risk_of_harm="high"))


@pytest.fixture
def open_case(screened: tuple[Event, ...]) -> tuple[Event, ...]:
    return (*screened, CaseOpened(case_type="forced_labour", duplicate_check=DuplicateCheck(outcome="none_found")))


@pytest.fixture
def engaged(open_case: tuple[Event, ...]) -> tuple[Event, ...]:
    agreed_on = Moment.on(date(2026, 3, 4))
    return (*open_case, AuthorityEngaged(org_id=named("police"), unit="anti_trafficking", agreed_on=agreed_on))


@pytest.fixture
def planned(engaged: tuple[Event, ...]) -> tuple[Event, ...]:
    operation = OperationPlanned(
        operation_id=named("operation"),
        authority_org_id=named("police"),
        window="week",
        plan_ref=named("plan"),
        social_worker_id=named("social worker"),
    )
    return (*engaged, operation)


@pytest.fixture
def in_safety() -> VictimBroughtToSafety:
    return VictimBroughtToSafety(
        victim_id=named("victim"),
        placement_type="shelter",
        led_by_org_id=named("police"),
        agency_role="present",
        self_escaped=False,
        wish="agreed",
        liberty="free_to_leave",
    )


@pytest.fixture
def handed_over(open_case: tuple[Event, ...], in_safety: VictimBroughtToSafety) -> tuple[Event, ...]:
    """One victim in safety, one suspect, both parts at work."""
    return (
        *open_case,
        VictimEncountered(victim_id=named("victim")),
        in_safety,
        PartOpened(part="aftercare"),
        SuspectIdentified(suspect_id=named("suspect"), roles=("Exploiter",)),
        PartOpened(part="legal"),
    )


@pytest.fixture
def closed_case(handed_over: tuple[Event, ...]) -> tuple[Event, ...]:
    return (
        *handed_over,
        IntakePartClosed(reason="handed_over"),
        PartCloseNoted(part="legal", covers=(named("suspect"),), outcome="all_final"),
        PartCloseNoted(part="aftercare", covers=(named("victim"),), outcome="restored"),
        CaseClosed(outcome="parts_completed"),
    )
