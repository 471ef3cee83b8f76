"""Cases in the standard's form: codes are taken over, what is no code is told, and nothing personal leaves the file."""

import csv

import pytest
from casework_imports.htcds.codes import (
    CITIZENSHIP,
    DECIDED_BY,
    EXPLOITATION,
    GENDER,
    INDUSTRY,
    MEANS,
    REASON,
    RECRUITMENT,
    RELATIONSHIP,
    REQUIRED,
    SEXUAL,
    STATUS,
    WELCOME,
    WRITTEN,
)
from casework_imports.htcds.exporting import row
from casework_imports.htcds.records import SET, left_in_file, mark, units
from casework_imports.record import an_id
from throughline.cli import Failed

COLUMNS = ("prs_FirstName", *REQUIRED, *WELCOME)
ROW = {
    "prs_FirstName": "not to be taken",
    "prs_Gender": "Feminine",
    "prs_Citizenship": "PH;IDN",
    "vic_TraffickingStatus": "ActualVictimOfTrafficking",
    "vic_TraffickingStatusDecisionMakingOrg": "Police",
    "vic_TypeOfExploitation": "ForcedLabour;Servitude",
    "cas_IncomingReferralDate": "2020-05-04",
    "prs_Birthdate": "2000-05-05",
    "prs_PrimaryLanguage": "tgl",
    MEANS: "DebtBondage;WithholdsDocuments",
    SEXUAL: "Prostitution",
    REASON: "MigrationOrChangeOfLocation",
    RECRUITMENT: "AtWork",
    INDUSTRY: "F_Construction",
    RELATIONSHIP: "Unaquainted",
}


@pytest.fixture
def file(tmp_path):
    def written(*rows, columns=COLUMNS):
        with (tmp_path / "cases.csv").open("w", newline="") as opened:
            writer = csv.DictWriter(opened, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path / "cases.csv"

    return written


def only(file):
    (unit,) = units(file, "PHL-MNL")
    return unit


def test_a_row_is_a_referral_a_victim_in_codes_how_she_was_exploited_and_her_status(file):
    referral, met, how, status = only(file(ROW)).records
    assert referral.body["allegationTypes"] == ["ForcedLabour", "Servitude"]
    assert (referral.body["reason"], how.body["sexualTypes"]) == ("MigrationOrChangeOfLocation", ["Prostitution"])
    (victim,) = met.body["victims"]
    assert (victim["citizenship"], victim["ageBand"], victim["languageNeeded"]) == (["PHL", "IDN"], "18--20", "tgl")
    assert (how.body["types"], how.body["means"]) == (
        ["ForcedLabour", "Servitude"],
        ["DebtBondage", "WithholdsDocuments"],
    )
    assert (how.body["recruitment"], how.body["industry"]) == (["AtWork"], "F_Construction")
    assert (how.body["relationship"], how.body["basis"]) == ("Unaquainted", "assessed")
    assert (status.body["standing"], status.body["decidedBy"]) == ("official", "Police")


def test_what_nobody_determined_is_alleged(file):
    how = only(file({**ROW, STATUS: "", DECIDED_BY: ""})).records[-1]
    assert (how.command, how.body["basis"]) == ("record-exploitation", "alleged")


def test_how_is_known_though_nobody_says_what(file):
    unit = only(file({**ROW, EXPLOITATION: ""}))
    (how,) = [record.body for record in unit.records if record.command == "record-exploitation"]
    assert (how["types"], how["relationship"]) == ([], "Unaquainted")
    assert unit.left == ()


def test_nothing_personal_leaves_the_file(file):
    place = file(ROW)
    said = str([record.body for record in only(place).records])
    assert "not to be taken" not in said
    assert "2000-05-05" not in said
    assert left_in_file(place) == ["prs_FirstName"]


def test_the_name_of_a_file_may_be_somebodys_and_stays_here(file):
    plain = file(ROW)
    named = plain.rename(plain.with_name("somebodys name.csv"))
    (unit,) = units(named, "PHL-MNL")
    assert not any("somebody" in word for record in unit.records for word in (record.key, record.source))
    assert unit.case_id != an_id(SET, f"{mark(plain)}.1")


def test_the_word_of_an_ngo_is_no_official_status(file):
    status = only(file({**ROW, DECIDED_BY: "NGO"})).records[-1]
    assert status.body["standing"] == "agency_view"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (GENDER, "Female"),
        (CITIZENSHIP, "Atlantis"),
        (STATUS, "Detained"),
        (EXPLOITATION, "ForcedLabour;Slavery"),
        ("cas_IncomingReferralDate", "04.05.2020"),
        ("prs_Birthdate", "2030-01-01"),
        ("prs_PrimaryLanguage", "Tagalog"),
        (MEANS, "Beating"),
        (SEXUAL, "Other kinds"),
        (REASON, "None"),
        (RECRUITMENT, "Online"),
        (INDUSTRY, "Building"),
        (RELATIONSHIP, "Uncle"),
    ],
)
def test_what_is_no_code_is_told_with_its_line_and_not_used(file, column, value):
    unit = only(file({**ROW, column: value}))
    assert [(left.line, left.column) for left in unit.left] == [(2, column)]
    assert len(tuple(unit.records)) >= 2
    assert not any(value in left.reason for left in unit.left)


def test_a_status_that_nobody_determined_is_told(file):
    assert [left.column for left in only(file({**ROW, DECIDED_BY: ""})).left] == [STATUS]


def test_an_empty_row_is_told(file):
    unit = only(file(dict.fromkeys(COLUMNS, "") | {"prs_FirstName": "x"}))
    assert (tuple(unit.records), len(unit.left)) == ((), 1)


def test_a_missing_column_stops_before_the_first_row(file):
    with pytest.raises(Failed, match="no column prs_Gender"):
        next(units(file(ROW, columns=[column for column in COLUMNS if column != GENDER]), "PHL-MNL"))


def test_a_victim_is_written_as_the_standard_has_it():
    case = {"status": "open", "referredOn": "2020-05-04"}
    victim = {
        "gender": "Feminine",
        "citizenship": ["PHL", "IDN"],
        "languageNeeded": None,
        "officialStatus": None,
        "officialDecidedBy": None,
        "agencyView": "PossibleVictimOfTrafficking",
        "exploitation": ["Servitude"],
        "relationship": None,
    }
    said = {"types": ["Servitude"], "means": ["DebtBondage"], "recruitment": [], "industry": None, "relationship": None}
    written = row(case, victim, said)
    assert tuple(written) == WRITTEN
    assert set(REQUIRED) <= set(WRITTEN)
    assert (written[CITIZENSHIP], written["cas_Status"]) == ("PHL;IDN", "Active")
    assert (written[STATUS], written[DECIDED_BY]) == ("PossibleVictimOfTrafficking", "NGO")
    assert (written[EXPLOITATION], written[MEANS], written[RECRUITMENT]) == ("Servitude", "DebtBondage", "")
