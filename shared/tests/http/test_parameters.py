"""What a question takes of its address is checked as the page says, whatever kind it is of."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

import pytest
from fastapi import Header, Path, Query, Request
from throughline.http import Ask
from throughline.http.parameters import Parameters, parameters_of
from throughline.http.problems import Problem

CASE = uuid4()


async def items(
    ask: Ask,
    case_id: UUID,
    item_name: str,
    colour: Annotated[Literal["red", "blue"], Path()],
    most: Annotated[int, Query(ge=1, le=9)] = 5,
    since: date | None = None,
    is_heavy: bool = False,
    of_kind: Annotated[list[str] | None, Query(description="May be repeated.")] = None,
    needed: Annotated[str | None, Query(alias="Needed", max_length=3)] = None,
) -> list[str]:
    """Never asked."""
    return []


PATH = "/cases/{case_id}/items/{item_name}/{colour}"
GIVEN = {"caseId": str(CASE), "itemName": "lamp", "colour": "red"}


def read(query: str = "", **path: str) -> dict[str, Any]:
    scope = {"type": "http", "query_string": query.encode(), "path_params": GIVEN | path}
    return Parameters.of(parameters_of(PATH, items)).read(Request(scope))


def wrong(query: str = "", **path: str) -> dict[str, str]:
    with pytest.raises(Problem) as refused:
        read(query, **path)
    assert refused.value.status == 422
    return {one["field"]: one["code"] for one in refused.value.more["errors"]}


def test_what_is_not_said_is_as_the_handler_has_it() -> None:
    assert read() == {
        "case_id": CASE,
        "item_name": "lamp",
        "colour": "red",
        "most": 5,
        "since": None,
        "is_heavy": False,
        "of_kind": None,
        "needed": None,
        "at_least": None,
        "as_of": None,
    }


def test_what_is_said_is_of_its_kind_under_its_public_name() -> None:
    given = read("most=7&since=2026-03-04&isHeavy=true&ofKind=a&ofKind=b&Needed=x&unknown=1&atLeast=s%3A1&most=8")
    assert (given["most"], given["since"], given["is_heavy"]) == (8, date(2026, 3, 4), True)
    assert (given["of_kind"], given["needed"], given["at_least"]) == (["a", "b"], "x", "s:1")


def test_one_of_what_may_be_repeated_is_a_list_too() -> None:
    assert read("ofKind=a")["of_kind"] == ["a"]


def test_all_that_is_wrong_is_named_and_no_value_repeated() -> None:
    told = wrong("most=10&since=secret&isHeavy=perhaps&Needed=long&asOf=then&most=11", caseId="secret", colour="green")
    assert told == {
        "caseId": "uuid_parsing",
        "colour": "literal_error",
        "most": "less_than_equal",
        "since": "date_from_datetime_parsing",
        "isHeavy": "bool_parsing",
        "Needed": "string_too_long",
        "asOf": "datetime_from_date_parsing",
    }


def test_code_names_are_no_public_names() -> None:
    assert read("is_heavy=true")["is_heavy"] is False


@pytest.mark.parametrize("marker", [Header(), None], ids=["a header", "nothing"])
def test_what_is_not_in_the_address_is_refused_where_it_is_declared(marker: Any) -> None:
    async def asks(ask: Ask, agent: Annotated[str, marker] = "") -> list[str]:
        return []

    handler: Callable[..., Any] = asks
    takes = parameters_of("/items", handler)
    if marker is None:
        assert "agent" in Parameters.of(takes).in_query
    else:
        with pytest.raises(TypeError, match="agent"):
            Parameters.of(takes)
