"""Codes leave no room for a name."""

import pytest
from legal.codes import Code, Statute
from pydantic import TypeAdapter, ValidationError

STATUTE, CODE = TypeAdapter(Statute), TypeAdapter(Code)


@pytest.mark.parametrize(
    "cited",
    [
        "RA 9208 s.4(a)",
        "18 USC 1591",
        "18 U.S.C. § 1591(a)(1)",
        "1581to1588",
        "2252",
        "Cap 63 s.3",
        "BNS s.143(2)",
        "IPC 370A",
        "Decreto 9-2009 art. 202 ter",
        "Art. 47, Ley 263",
        "ITPA ss. 3, 4 and 5".replace(" and", ","),
        "§ 232",
    ],
)
def test_a_provision_is_cited_as_its_jurisdiction_does(cited):
    assert STATUTE.validate_python(cited) == cited


@pytest.mark.parametrize(
    "name", ["Maria Santos", "Santos, M.", "Maria Santos (12 Rizal St, Manila)", "x", "her uncle Ben 2", "12 Rizal St"]
)
def test_a_name_is_no_provision(name):
    with pytest.raises(ValidationError):
        STATUTE.validate_python(name)


@pytest.mark.parametrize("code", ["no_contact", "PHL", "philippines", "import:us-federal#US-HT-014-D07", "18-4"])
def test_a_code_is_a_word_of_a_list(code):
    assert CODE.validate_python(code) == code


@pytest.mark.parametrize("name", ["Maria", "MariaSantos", "Maria_Santos", "Maria Santos"])
def test_a_name_is_no_code(name):
    with pytest.raises(ValidationError):
        CODE.validate_python(name)
