"""What is wrong with a request is said in one plain sentence a field: what it has to be, and never what it was."""

import json
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from throughline.http.validation import wrong_form


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Item(BaseModel):
    grams: int


class Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    urgency: Literal["high", "low or none"] = "high"
    only: Literal["this"] = "this"
    colour: Colour = Colour.RED
    person: UUID | None = None
    items: list[Item] = []
    on: date | None = None
    name: Annotated[str, Field(min_length=2, max_length=9)] = "name"
    count: Annotated[int, Field(ge=1)] = 1
    tags: Annotated[list[str], Field(max_length=1)] = []
    sure: bool = True


class Whole(BaseModel):
    needed: Sent


def problem(body: Any) -> Any:
    with pytest.raises(ValidationError) as wrong:
        Whole.model_validate_json(json.dumps(body), strict=True)
    return wrong_form(wrong.value.errors(include_url=False, include_context=False, include_input=False), "RecordThing")


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"urgency": "secret"}, "urgency", "has to be one of 'high', 'low or none'"),
        ({"only": "secret"}, "only", "has to be 'this'"),
        ({"colour": "secret"}, "colour", "has to be one of 'red', 'blue'"),
        ({"person": "secret"}, "person", "has to be a UUID, written as text"),
        ({"person": 7}, "person", "has to be a UUID, written as text"),
        ({"items": "secret"}, "items", "has to be a list"),
        ({"items": ["secret"]}, "items.0", "has to be a JSON object"),
        ({"items": [{}]}, "items.0.grams", "is missing"),
        ({"items": [{"grams": "secret"}]}, "items.0.grams", "has to be a whole number"),
        ({"on": "secret"}, "on", "has to be a day, as in 2026-03-04"),
        ({"name": 7}, "name", "has to be text"),
        ({"name": "s"}, "name", "has to have at least 2 characters"),
        ({"name": "secretsecret"}, "name", "has to have at most 9 characters"),
        ({"count": 0}, "count", "has to be greater than or equal to 1"),
        ({"tags": ["secret", "secret"]}, "tags", "has to have at most 1 item"),
        ({"sure": "secret"}, "sure", "has to be true or false"),
        ({"colours": "secret"}, "colours", "is not a field of this request"),
    ],
)
def test_a_field_has_its_path_and_what_it_has_to_be(sent: dict[str, Any], field: str, reason: str) -> None:
    said = problem({"needed": sent})
    (error,) = said.more["errors"]
    assert (error["field"], error["reason"]) == (f"needed.{field}", reason)
    assert said.detail == f"RecordThing was not understood: needed.{field} {reason}. Nothing was stored."
    assert "secret" not in json.dumps([said.detail, error])


def test_what_is_missing_is_named_and_how_much_more_is_wrong() -> None:
    assert problem({}).detail == "RecordThing was not understood: needed is missing. Nothing was stored."
    assert problem({"needed": {"count": 0, "name": 7}}).detail.endswith(
        "has to be text; 1 more in `errors`. Nothing was stored."
    )
