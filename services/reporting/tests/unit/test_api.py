"""Who may ask and send what, and that the app can be built from what is declared."""

import pytest
from reporting import access, definitions
from reporting.api import queries
from reporting.roles import DIRECTOR, DPO, HQ_ANALYST
from reporting.service import service
from throughline.sql import statement

ASKED = {asked.path: asked.roles for asked in queries.asked}


def test_single_cases_are_for_analysts_only():
    assert {ASKED["/cases/{case_id}"], ASKED["/cases/{case_id}/timeline"]} == {frozenset({HQ_ANALYST})}
    assert set(access.VISIBLE) == {HQ_ANALYST}


def test_directors_read_figures_and_the_data_protection_officer_their_definitions():
    assert ASKED["/figures/{name}"] == {HQ_ANALYST, DIRECTOR}
    assert ASKED["/figures"] == {HQ_ANALYST, DIRECTOR, DPO}


def test_nobody_in_the_field_reads_reporting():
    assert frozenset().union(*ASKED.values()) == {HQ_ANALYST, DIRECTOR, DPO}


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
