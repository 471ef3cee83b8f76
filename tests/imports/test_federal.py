"""What rows of federal prosecutions come to: every one is recorded, held or told as left out, and none is bent."""

import csv

import pytest
from casework_imports.federal.importing import rows_of
from casework_imports.federal.records import of_set, unit
from casework_imports.federal.rows import OF_CHARGES, OF_DEFENDANTS, cases
from throughline.cli import Failed

DEFENDANT = {
    "defendant_key": "T-1-D1",
    "case_key": "T-1",
    "charge_month": "2010-01",
    "arrest_offset_days": "-3",
    "sentence_offset_days": "400",
    "terminated_offset_days": "",
    "detained": "detained",
    "bail_type": "none",
    "labor_trafficking": "1",
    "adult_sex_trafficking": "0",
    "minor_sex_trafficking": "0",
    "felonies_sentenced": "1",
    "disposition": "convicted_plea",
    "total_sentence_months": "1800",
    "restitution_usd": "0",
    "num_victims": "3",
    "num_victims_female": "2",
}
CHARGE = {"defendant_key": "T-1-D1", "statute": "1591", "counts": "3", "plea_guilty": "1", "plea_dismissed": "2"}


@pytest.fixture
def folder(tmp_path):
    def written(defendants, charges, without=()):
        for name, columns, rows in (("defendants", OF_DEFENDANTS, defendants), ("charges", OF_CHARGES, charges)):
            kept = [column for column in columns if column not in without]
            with (tmp_path / f"{name}.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, kept, restval="", extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)
        return tmp_path

    return written


def records(found, command):
    return [record for case in found for record in unit(case).records if record.command == command]


def left(found):
    return [(one.file, one.line, one.column) for case in found for one in unit(case).left]


def test_every_day_is_as_far_from_the_charge_as_the_file_says(folder):
    found = cases(folder([DEFENDANT], [CHARGE]))
    assert [one.body["occurredOn"] for one in records(found, "record-arrest")] == ["2009-12-29"]
    (sentence,) = records(found, "record-sentence")
    assert (sentence.body["occurredOn"], sentence.body["custodialMonths"]) == ("2011-02-05", "1800")
    assert records(found, "record-judgment-final") == []


def test_counts_part_ways_and_a_verdict_says_the_disposition(folder):
    found = cases(folder([DEFENDANT], [CHARGE]))
    (verdict,) = records(found, "record-verdict")
    (dropped,) = records(found, "record-charge-withdrawn")
    assert (verdict.body["counts"], verdict.body["byPlea"], dropped.body["counts"]) == (1, True, 2)
    assert records(found, "record-disposition") == []
    assert left(found) == []


def test_who_has_no_verdict_has_a_disposition_and_none_is_made_up(folder):
    found = cases(folder([{**DEFENDANT, "disposition": "convicted_other_count"}], []))
    assert [one.body["value"] for one in records(found, "record-disposition")] == ["convicted_other_count"]
    assert records(found, "record-verdict") == []


def test_counts_beyond_those_charged_are_told_for_legal_to_hold(folder):
    charge = {**CHARGE, "counts": "2", "trial_guilty": "10", "plea_guilty": "1", "plea_dismissed": "1"}
    found = cases(folder([{**DEFENDANT, "disposition": "convicted_trial"}], [charge]))
    verdicts = [(one.body["counts"], one.body["byPlea"]) for one in records(found, "record-verdict")]
    assert verdicts == [(2, False), (8, False), (1, True)]
    assert [one.body["counts"] for one in records(found, "record-charge-accepted")] == [2]
    assert len({one.key for case in found for one in unit(case).records}) == len(list(unit(found[0]).records))


def test_victims_are_recorded_once_per_case_however_many_rows_repeat_them(folder):
    other = {**DEFENDANT, "defendant_key": "T-1-D2", "num_victims": "3"}
    found = cases(folder([DEFENDANT, other], []))
    (met,) = records(found, "record-victims")
    genders = [victim.get("gender") for victim in met.body["victims"]]
    assert genders == ["Feminine", "Feminine", None]
    assert all("ageBand" not in victim and "citizenship" not in victim for victim in met.body["victims"])


def test_many_victims_go_through_the_door_in_turns(folder):
    found = cases(folder([{**DEFENDANT, "num_victims": "450", "num_victims_female": ""}], []))
    assert [len(one.body["victims"]) for one in records(found, "record-victims")] == [200, 200, 50]


def test_a_missing_column_stops_before_the_first_row_and_is_named(folder):
    with pytest.raises(Failed, match=r"charges\.csv has no column statute"):
        cases(folder([DEFENDANT], [CHARGE], without=("statute",)))
    with pytest.raises(Failed, match=r"defendants\.csv has no column charge_month, disposition"):
        cases(folder([DEFENDANT], [CHARGE], without=("charge_month", "disposition")))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("arrest_offset_days", "soon"),
        ("sentence_offset_days", "99999999"),
        ("detained", "perhaps"),
        ("disposition", "guilty"),
        ("total_sentence_months", "life"),
        ("restitution_usd", "NaN"),
        ("num_victims", "-4"),
    ],
)
def test_a_bad_value_is_told_with_its_line_and_the_rest_of_the_row_comes_in(folder, column, value):
    found = cases(folder([{**DEFENDANT, column: value}], [CHARGE]))
    assert left(found) == [("defendants.csv", 2, column)]
    assert len(records(found, "record-accused-registered")) == 1
    assert len(records(found, "record-verdict")) == 1


@pytest.mark.parametrize("wrong", [{"case_key": ""}, {"defendant_key": "a name"}, {"charge_month": "2010"}])
def test_a_row_of_which_nothing_can_be_recorded_is_told_and_so_are_its_charges(folder, wrong):
    found = cases(folder([{**DEFENDANT, **wrong}, {**DEFENDANT, "defendant_key": "T-1-D2"}], [CHARGE]))
    assert sorted(left(found)) == [("charges.csv", 2, ""), ("defendants.csv", 2, "")]
    assert sum(case.rows for case in found) == 3
    assert rows_of(found) == {"defendants.csv:3"}


def test_a_second_row_of_one_defendant_is_told_and_changes_nothing(folder):
    found = cases(folder([DEFENDANT, {**DEFENDANT, "charge_month": "2011-01"}], []))
    assert left(found) == [("defendants.csv", 3, "")]
    assert [one.body["occurredOn"] for one in records(found, "record-accused-registered")] == ["2010-01"]


@pytest.mark.parametrize("wrong", [{"counts": "0"}, {"counts": ""}, {"statute": ""}, {"statute": "<1591>"}])
def test_a_charge_row_that_charges_nothing_is_told(folder, wrong):
    found = cases(folder([DEFENDANT], [{**CHARGE, **wrong}]))
    assert [(file, line) for file, line, _ in left(found)] == [("charges.csv", 2)]
    assert records(found, "record-charges-filed") == []


def test_pending_said_as_999_against_another_disposition_is_told(folder):
    found = cases(folder([{**DEFENDANT, "felonies_sentenced": "999"}], []))
    assert left(found) == [("defendants.csv", 2, "felonies_sentenced")]


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"num_victims": "4"}, "num_victims"),
        ({"num_victims_female": "1"}, "num_victims_female"),
        ({"bail_amount_usd": "500"}, "bail_amount_usd"),
        ({"disposition": "dismissed", "sentence_offset_days": ""}, "total_sentence_months"),
    ],
)
def test_what_fits_no_fact_is_told_with_its_line(folder, said, column):
    other = {**DEFENDANT, "defendant_key": "T-1-D2", **said}
    assert left(cases(folder([DEFENDANT, other], []))) == [("defendants.csv", 3, column)]


def test_more_women_than_victims_are_told_and_nobodys_gender_is_made_up(folder):
    found = cases(folder([{**DEFENDANT, "num_victims_female": "5"}], []))
    assert left(found) == [("defendants.csv", 2, "num_victims_female")]
    assert all("gender" not in her for one in records(found, "record-victims") for her in one.body["victims"])


def test_a_fine_of_somebody_with_no_sentence_is_told(folder):
    free = {"disposition": "dismissed", "sentence_offset_days": "", "total_sentence_months": ""}
    found = cases(folder([{**DEFENDANT, **free}], [{**CHARGE, "fine_usd": "100"}]))
    assert left(found) == [("charges.csv", 2, "fine_usd")]


def test_two_charge_rows_of_one_statute_are_two_charges(folder):
    found = cases(folder([DEFENDANT], [CHARGE, CHARGE]))
    (filed,) = records(found, "record-charges-filed")
    assert len({charge["chargeId"] for charge in filed.body["charges"]}) == 2
    assert len(filed.apart) == len(filed.accounts) == 2


def test_the_same_rows_give_the_same_ids_and_keys(folder):
    first = [(one.key, one.body) for one in unit(cases(folder([DEFENDANT], [CHARGE]))[0]).records]
    again = [(one.key, one.body) for one in unit(cases(folder([DEFENDANT], [CHARGE]))[0]).records]
    assert first == again
    assert of_set("T-1-D1") == first[-1][1]["accusedId"]
