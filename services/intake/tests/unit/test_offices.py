"""The offices are data: a code for each, and the country whose law applies."""

from typing import get_args

from intake.offices import JURISDICTION, OfficeId


def test_every_office_has_a_jurisdiction_and_there_are_sixteen():
    assert tuple(JURISDICTION) == get_args(OfficeId)
    assert len(JURISDICTION) == 16


def test_an_offices_code_begins_with_its_country():
    assert all(office.startswith(f"{country}-") for office, country in JURISDICTION.items())
