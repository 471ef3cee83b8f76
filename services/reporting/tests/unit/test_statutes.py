"""Which convictions count as core: by the table of the jurisdiction, else by ICCS."""

import pytest
from reporting.statutes import standing


@pytest.mark.parametrize(
    ("statute", "counts_as"),
    [
        ("18 USC 1591", "core"),
        ("18 U.S.C. § 1591(a)(1)", "core"),
        ("18 USC 1581-1588", "core"),
        ("1581to1588", "core"),
        ("1592", "core"),
        ("18 USC 1580", "other"),
        ("18 USC 1593", "other"),
        ("18 USC 1351", "related"),
        ("2421to2424", "related"),
        ("18 USC 2421-2424", "related"),
        ("8 USC 1328", "related"),
        ("1328", "related"),
        ("18 USC 1328", "other"),
        ("8 USC 1324", "other"),
        ("1961to1968", "other"),
        ("2252", "other"),
    ],
)
def test_the_united_states_are_judged_by_their_table_alone(statute, counts_as):
    assert standing(statute, "0204", "USA") == counts_as


@pytest.mark.parametrize(
    ("iccs", "counts_as"),
    [("0204", "core"), ("02041", "core"), ("ICCS02042", "core"), ("0302", "other"), (None, "other")],
)
def test_elsewhere_trafficking_by_iccs_is_core(iccs, counts_as):
    assert standing("RA 9208", iccs, "PHL") == counts_as


def test_a_bare_section_number_of_another_country_is_not_read_as_american():
    assert standing("1591", None, "KEN") == "other"
