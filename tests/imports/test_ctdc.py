"""Anonymised victims: a referral and a victim a row, in our codes, with what is blank or redacted unknown."""

import csv

import pytest
from casework_imports.ctdc.records import COLUMNS, units
from throughline.cli import Failed

ROW = dict(zip(COLUMNS, ("2010", "Female", "18--20", "PH", "0", "1", "US"), strict=True))


@pytest.fixture
def file(tmp_path):
    def written(*rows, columns=COLUMNS):
        with (tmp_path / "victims.csv").open("w", newline="") as opened:
            writer = csv.DictWriter(opened, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path / "victims.csv"

    return written


def test_a_row_is_a_referral_of_its_year_one_victim_in_our_codes_and_how_and_where_she_was_exploited(file):
    (unit,) = units(file(ROW))
    referral, met, how = unit.records
    assert (referral.command, referral.body["occurredOn"]) == ("record-referral", "2010")
    assert referral.body["allegationTypes"] == ["SexualExploitation"]
    (victim,) = met.body["victims"]
    assert (victim["gender"], victim["ageBand"], victim["citizenship"]) == ("Feminine", "18--20", ["PHL"])
    assert (how.body["types"], how.body["country"]) == (["SexualExploitation"], "USA")
    assert how.body["victimId"] == victim["victimId"]
    assert unit.left == ()


def test_where_she_was_exploited_is_known_though_nobody_says_how(file):
    (unit,) = units(file({**ROW, "isForcedLabour": "", "isSexualExploit": ""}))
    *_, how = unit.records
    assert (how.command, how.body["types"], how.body["country"]) == ("record-exploitation", [], "USA")


def test_what_is_blank_or_redacted_stays_unknown(file):
    blank = {
        **ROW,
        "ageBroad": "",
        "citizenship": "0",
        "isSexualExploit": "",
        "yearOfRegistration": "",
        "CountryOfExploitation": "",
    }
    (unit,) = units(file(blank))
    referral, met = unit.records
    assert met.body["victims"][0].keys() == {"victimId", "gender"}
    assert (referral.body["allegationTypes"], referral.body["occurredOn"]) == ([], "unknown")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("gender", "F"),
        ("CountryOfExploitation", "XX"),
        ("ageBroad", "20"),
        ("citizenship", "XX"),
        ("yearOfRegistration", "10"),
        ("isForcedLabour", "2"),
    ],
)
def test_a_value_of_no_code_is_told_with_its_line_and_not_used(file, column, value):
    first, second = units(file(ROW, {**ROW, column: value}))
    assert first.left == ()
    assert [(left.line, left.column) for left in second.left] == [(3, column)]
    assert [record.command for record in second.records][:2] == ["record-referral", "record-victims"]


def test_two_equal_rows_are_two_cases(file):
    first, second = units(file(ROW, ROW))
    assert first.case_id != second.case_id
    assert {one.key for one in first.records}.isdisjoint(one.key for one in second.records)


def test_a_missing_column_stops_before_the_first_row(file):
    with pytest.raises(Failed, match="no column citizenship"):
        next(units(file(ROW, columns=[column for column in COLUMNS if column != "citizenship"])))
