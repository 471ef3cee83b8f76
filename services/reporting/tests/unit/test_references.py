"""Other publishers' tables: read as published, suppressed where they suppressed, and nothing skipped in silence."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from reporting import definitions
from reporting.projections.models import ALL
from reporting.references import SETS, Left, MissingColumn, Reference, loading, read
from throughline.sql import statement

FOLDER = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[5] / "shared/data")
(GLOTIP,) = SETS["unodc"].tables
CASES, _, REPORTED = SETS["ncrb"].tables
(WORLD,) = SETS["tip"].tables
HEADER = "iso3,indicator,dimension,category,sex,age,year,unit,value"


def glotip(value):
    return list(read(GLOTIP, [HEADER, f"AAA,Persons convicted,Total,Total,Total,Total,2019,Counts,{value}"]))


class TestNumbers:
    def test_a_count_is_read_with_all_that_it_is_of(self):
        assert glotip("12") == [
            Reference(
                "glotip.csv",
                1,
                "Persons convicted",
                "AAA",
                "2019",
                "Total / Total / Total / Total",
                "Counts",
                Decimal(12),
            )
        ]

    def test_what_was_suppressed_is_no_number(self):
        (number,) = glotip("<5")
        assert (number.value, number.below) == (None, 5)

    @pytest.mark.parametrize(("text", "because"), [("", "empty"), ("n.a.", "not a number"), ("-3", "not a count")])
    def test_what_is_no_count_is_left_out_and_told(self, text, because):
        assert glotip(text) == [Left("glotip.csv", 1, "value", because)]

    def test_a_missing_column_stops_it_before_the_first_row_and_is_named(self):
        with pytest.raises(MissingColumn, match=r"glotip.csv has no column value; nothing"):
            next(read(GLOTIP, ["iso3,indicator,dimension,category,sex,age,year,unit", "AAA"]))

    def test_only_heads_about_trafficking_are_taken(self):
        header = ",".join(CASES.columns)
        rows = [
            ",".join({"Sub_Group_Name": f'"{head}"'}.get(column, "1") for column in CASES.columns) for head in HEADS
        ]
        taken = list(read(CASES, [header, *rows]))
        assert {number.category for number in taken} == {HEADS[1]}
        assert len(taken) == len(CASES.values)

    def test_years_in_the_header_are_periods_and_the_world_is_a_place(self):
        header = ",".join(REPORTED.columns)
        numbers = list(read(REPORTED, [header, "Somewhere,1,2,3,4,5"]))
        assert [(number.period, number.value) for number in numbers] == [(str(2017 + n), n) for n in range(1, 6)]
        (first, *_) = read(WORLD, [",".join(WORLD.columns), ",".join(["2017", *["4"] * len(WORLD.values)])])
        assert (first.place, first.period, first.indicator) == ("WORLD", "2017", "prosecutions")


HEADS = ("01. Rape", "08. Immoral Traffic Prevention Act, 1956")


@pytest.mark.skipif(not (FOLDER / "unodc_glotip").exists(), reason=f"{FOLDER} holds no reference sets")
class TestTheSets:
    def test_every_cell_is_a_number_or_suppressed(self):
        numbers = loading.numbers_of(SETS["unodc"], FOLDER)
        suppressed = [number for number in numbers if isinstance(number, Reference) and number.value is None]
        assert (len(numbers), len(suppressed)) == (46_556, 23_076)
        assert not [number for number in numbers if isinstance(number, Left)]

    @pytest.mark.parametrize("name", ["ncrb", "tip"])
    def test_whatever_is_not_taken_is_told(self, name):
        numbers = loading.numbers_of(SETS[name], FOLDER)
        assert sum(isinstance(number, Reference) for number in numbers) > sum(isinstance(n, Left) for n in numbers)


@pytest.mark.parametrize("definition", definitions.CURRENT, ids=lambda definition: definition.id)
def test_no_figure_is_computed_from_what_others_publish(definition):
    """Own counts are neither added to theirs nor divided by them: no statement of a figure reads their table."""
    assert "external_references" not in statement("reporting.projections", definition.query)


def test_no_read_model_of_own_facts_is_where_theirs_are_kept():
    assert "external_references" not in {model.table for model in ALL}
