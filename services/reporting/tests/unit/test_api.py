"""Who may ask and send what, and that the app can be built from what is declared."""

from uuid import UUID

import pytest
from casework.roles import DIRECTOR, DPO, HQ_ANALYST
from reporting import access, definitions
from reporting.api import _is_for, queries
from reporting.roles import OUTSIDE
from reporting.service import service
from reporting.views import ReleaseLine
from throughline.domain import Actor
from throughline.http import Ask
from throughline.sql import statement

ASKED = {asked.path: asked.roles for asked in queries.asked}


def test_single_cases_are_for_analysts_only():
    assert {ASKED["/cases/{case_id}"], ASKED["/cases/{case_id}/timeline"]} == {frozenset({HQ_ANALYST})}
    assert set(access.VISIBLE) == {HQ_ANALYST}


def test_directors_read_figures_and_the_data_protection_officer_their_definitions():
    assert ASKED["/figures/{name}"] == {HQ_ANALYST, DIRECTOR}
    assert ASKED["/figures"] == {HQ_ANALYST, DIRECTOR, DPO}


def test_nobody_in_the_field_reads_reporting():
    assert frozenset().union(*ASKED.values()) == {HQ_ANALYST, DIRECTOR, DPO} | OUTSIDE


def test_whoever_is_outside_reads_what_is_published_and_nothing_else():
    assert {path for path, roles in ASKED.items() if roles & OUTSIDE} == {"/releases", "/releases/{release_id}"}


@pytest.mark.parametrize("role", sorted(OUTSIDE | {DIRECTOR, HQ_ANALYST}))
@pytest.mark.parametrize("readers", ["public", "office"])
def test_what_was_published_for_offices_is_not_there_for_those_outside(role, readers):
    ask = Ask(Actor(UUID(int=1), role), None, None, "reporting")
    release = ReleaseLine.model_construct(readers=readers)
    assert _is_for(ask, release) is (readers == "public" or role not in OUTSIDE)


def test_it_reads_every_topic_but_evidence_and_none_of_its_own_as_foreign():
    assert set(service().reads) == {
        "intake.events",
        "legal.events",
        "aftercare.events",
        "aftercare.care",
        "aftercare.clinical",
    }


@pytest.mark.parametrize("definition", definitions.CURRENT, ids=lambda definition: definition.id)
def test_every_figure_has_a_statement_a_denominator_and_a_caution(definition):
    assert statement("reporting.projections", definition.query)
    assert definition.text
    assert definition.denominator
    assert definition.cautions
    assert definition.id == f"{definition.name}-{definition.version}"
