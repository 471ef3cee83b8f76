"""A partner's own number for a case: read from the message, and filled in where it names somebody."""

import json
from uuid import UUID

import pytest
from throughline.domain import Event, Fact
from throughline.partner.addressing import Named, addressed, named, unaddressed
from throughline.partner.message import Message, Unreadable

CASE, LETTER, READER = (UUID(int=number) for number in range(1, 4))
KEY = "9f86d081884c7d65"
REFERENCE = {"kind": "docket", "key": KEY}


class LetterRead(Event):
    pass


class RecordLetterRead(Fact, records=LetterRead):
    letter_id: UUID
    pages: int = 0


def message(**body: object) -> Message:
    return Message("hotline", "partner.hotline.in", "m-1", "LetterRead", json.dumps(body).encode())


def test_a_reference_names_the_case_where_nothing_else_does() -> None:
    assert named(message(reference=REFERENCE)) == Named("docket", KEY)
    assert named(message(caseId=str(CASE), reference=REFERENCE)) is None
    assert named(message()) is None


@pytest.mark.parametrize(
    ("reference", "field"),
    [
        ("No. 7 of 2026", "reference"),
        ({"kind": "docket"}, "reference"),
        ({"kind": "docket", "key": "No. 7 of 2026"}, "reference.key"),
        ({"kind": "Docket!", "key": KEY}, "reference.kind"),
    ],
)
def test_a_number_in_the_clear_is_refused_and_not_repeated(reference: object, field: str) -> None:
    with pytest.raises(Unreadable) as refused:
        named(message(reference=reference))
    assert refused.value.field == field
    assert "2026" not in refused.value.reason


def test_the_ids_found_are_filled_in_and_those_named_stay() -> None:
    found = {"case_id": CASE, "letter_id": LETTER, "reader_id": READER}
    filled = json.loads(addressed(message(reference=REFERENCE, pages=3), found, RecordLetterRead).body)
    assert filled == {"caseId": str(CASE), "letterId": str(LETTER), "pages": 3}
    own = addressed(message(reference=REFERENCE, letterId=str(READER)), found, RecordLetterRead)
    assert json.loads(own.body)["letterId"] == str(READER)


def test_an_id_that_is_not_known_stays_away() -> None:
    found = {"case_id": CASE, "letter_id": None}
    assert json.loads(addressed(message(reference=REFERENCE), found, RecordLetterRead).body) == {"caseId": str(CASE)}


def test_all_else_can_be_judged_before_anybody_knows_the_case() -> None:
    body = addressed(message(reference=REFERENCE), unaddressed(("case_id", "letter_id")), RecordLetterRead).body
    assert RecordLetterRead.model_validate_json(body).pages == 0
