"""Every event of a prosecution is a liberty fact, never one, or one under a condition: a new one fails here."""

from uuid import UUID

import pytest
from legal import prosecution
from legal.prosecution.charges import ChargeAccepted, ChargeRejected, ChargesFiled, ChargeWithdrawn, FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import SuspectReleased
from legal.prosecution.hearings import HearingHeld
from legal.prosecution.liberty import ALWAYS, DEPENDS, NEVER, is_liberty_fact
from legal.prosecution.registration import AccusedRegistered
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.verdicts import DispositionReported, VerdictRecorded
from throughline.domain.aggregate import members
from throughline.testing.given import scenario

given = scenario(prosecution.AGGREGATE)

A, C, D, COURT = (UUID(int=number) for number in range(1, 5))
filed = (
    ProsecutionStarted(jurisdiction_profile="PHL"),
    AccusedRegistered(accused_id=A, named_by=COURT, basis="charge_sheet"),
    ChargesFiled(
        accused_id=A,
        charges=(
            FiledCharge(charge_id=C, statute="RA 9208", counts=2),
            FiledCharge(charge_id=D, statute="RA 7610", counts=1),
        ),
    ),
    ChargeAccepted(charge_id=D, counts=1),
)


def is_liberty(*events):
    """Whether the last of these is a liberty fact, after the others."""
    return is_liberty_fact(given(*filed, *events).state, events[-1])


def test_every_event_is_on_one_side_or_the_other():
    assert ALWAYS | NEVER | DEPENDS.keys() == set(members(prosecution.Event))
    assert len(ALWAYS) + len(NEVER) + len(DEPENDS) == len(members(prosecution.Event))


def test_a_release_always_is_and_a_hearing_never():
    state = given(*filed).state
    assert is_liberty_fact(state, SuspectReleased(accused_id=A, ground="bail"))
    assert not is_liberty_fact(state, HearingHeld(hearing_id=C))


@pytest.mark.parametrize(
    ("verdict", "frees"),
    [("guilty", False), ("guilty_lesser", False), ("not_guilty", True), ("dismissed", True), ("hung", True)],
)
def test_a_verdict_is_one_unless_it_convicts(verdict, frees):
    found = VerdictRecorded(accused_id=A, charge_id=D, counts=1, verdict=verdict, court="first_instance")
    assert is_liberty(found) is frees


@pytest.mark.parametrize(
    ("sentence", "frees"),
    [
        ({"custodial_months": 12}, False),
        ({"life": True}, False),
        ({"custodial_months": 12, "suspended": True}, True),
        ({"custodial_months": 0}, True),
        ({}, True),
    ],
)
def test_a_sentence_is_one_unless_a_prison_door_closes_by_it(sentence, frees):
    convicted = DispositionReported(accused_id=A, source="court", value="convicted_trial")
    assert is_liberty(convicted, SentencePassed(accused_id=A, **sentence)) is frees


def test_only_the_last_open_charge_withdrawn_or_rejected_is_one():
    withdrawn = ChargeWithdrawn(charge_id=D, counts=1, reason="plea_agreement")
    rejected = ChargeRejected(charge_id=C, counts=2, reason="no_case")
    assert not is_liberty(withdrawn)
    assert not is_liberty(rejected)
    assert is_liberty(withdrawn, rejected)
    assert is_liberty(rejected, withdrawn)
