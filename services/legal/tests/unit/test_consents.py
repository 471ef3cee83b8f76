"""Nothing is told under a consent that does not cover it: purpose and organisation, on that day, by her last word."""

from uuid import UUID

import pytest
from casework import DataDisclosed, DiscloseData
from casework.disclosures import ConsentDoesNotCover
from legal.docket import AGGREGATE
from legal.docket.notes import ConsentNoted, DocketOpened, Purpose
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(AGGREGATE)

V, ORG, CONSENT, OTHER = (UUID(int=number) for number in range(1, 5))
MAY_4, MAY_9, MAY_20 = (Moment.parse(f"2026-05-{day}") for day in ("04", "09", "20"))
PROCEEDINGS, SHARING = "legal_proceedings", f"share_with_partner:{ORG}"


def said(consent_id=CONSENT, yes=(PROCEEDINGS, SHARING), no=(), **rest):
    purposes = (*(Purpose(purpose=one, given=True) for one in yes), *(Purpose(purpose=one, given=False) for one in no))
    return ConsentNoted(consent_id=consent_id, subject_id=V, purposes=purposes, **rest)


def tell(on=MAY_20):
    return DiscloseData(
        case_id=CASE,
        subject_ids=(V,),
        to_org_id=ORG,
        purpose=PROCEEDINGS,
        categories=("contact",),
        form="verbal",
        consent_id=CONSENT,
        occurred_on=on,
    )


def when_said(*words):
    return given(DocketOpened(), *words).when(tell())


def test_what_she_agreed_to_is_told():
    when_said(said().on(MAY_4)).emits(DataDisclosed)


@pytest.mark.parametrize("yes", [(PROCEEDINGS,), (SHARING,), (PROCEEDINGS, f"share_with_partner:{OTHER}")])
def test_it_has_to_cover_the_purpose_and_the_organisation_both(yes):
    when_said(said(yes=yes).on(MAY_4)).rejects(ConsentDoesNotCover)


def test_whom_she_will_not_have_told_is_not():
    when_said(said(withhold_from=(ORG,)).on(MAY_4)).rejects(ConsentDoesNotCover)


def test_nor_does_anybody_hear_of_a_child_who_refused_her_assent():
    when_said(said(assent="refused").on(MAY_4)).rejects(ConsentDoesNotCover)
    when_said(said(assent="not_able").on(MAY_4)).emits(DataDisclosed)


def test_nor_is_anybody_before_she_agreed():
    given(DocketOpened(), said().on(MAY_9)).when(tell(MAY_4)).rejects(ConsentDoesNotCover)


@pytest.mark.parametrize(
    "later",
    [
        said(OTHER, yes=(), no=(SHARING,)),
        said(OTHER, yes=(PROCEEDINGS,), withhold_from=(ORG,)),
        said(OTHER, withdrawn_on=MAY_9),
    ],
)
def test_her_last_word_counts_whichever_consent_it_was_about(later):
    when_said(said().on(MAY_4), later.on(MAY_9)).rejects(ConsentDoesNotCover)
    when_said(later.on(MAY_9), said().on(MAY_4)).rejects(ConsentDoesNotCover)
    if later.withdrawn_on is None:
        when_said(later.on(MAY_4), said().on(MAY_9)).emits(DataDisclosed)
