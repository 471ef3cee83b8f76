"""A role that has not every case of its offices: another case is not there, and every look is recorded first."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from throughline.commands import NotFound
from throughline.domain import Actor
from throughline.http import Ask, Queries
from throughline.http.queries import Asked

CASE = uuid4()
PORTER, SENDER = (Actor(uuid4(), role, frozenset({"AAA"})) for role in ("porter", "sender"))
QUERIES = Queries(reach={"porter": "within_reach"}, logged={"porter"})


@pytest.fixture
def known(database: Any, package: str, tmp_path: Path) -> Any:
    (statements,) = tmp_path.rglob("parcel_view.sql")
    statements.with_name("within_reach.sql").write_text("select from within_reach where case_id = $1 and actor = $2")
    database.rows["case_access"] = [{"office_id": "AAA"}]
    return database


async def look(database: Any, package: str, actor: Actor) -> None:
    async def notes(_ask: Ask) -> None:
        """Never asked: who may is found out before."""

    asked = Asked("/cases/{case_id}/notes", frozenset({actor.role}), notes)
    await QUERIES._admit(Ask(actor, database, None, package), asked, CASE)  # type: ignore[arg-type]


def recorded(database: Any) -> list[tuple[Any, ...]]:
    return [args for query, args in database.asked if "vault_read_audit" in query]


async def test_a_case_within_reach_is_there_and_the_look_is_recorded(known: Any, package: str) -> None:
    known.rows["within_reach"] = [{"case_id": CASE}]
    await look(known, package, PORTER)
    assert recorded(known) == [(CASE, PORTER.id, "porter", "notes", "opened")]


async def test_any_other_is_not_there_and_that_is_recorded_too(known: Any, package: str) -> None:
    with pytest.raises(NotFound):
        await look(known, package, PORTER)
    assert recorded(known) == [(CASE, PORTER.id, "porter", "notes", "refused")]


async def test_another_offices_case_is_not_there_whatever_is_within_reach(known: Any, package: str) -> None:
    known.rows["within_reach"] = [{"case_id": CASE}]
    known.rows["case_access"] = [{"office_id": "BBB"}]
    with pytest.raises(NotFound):
        await look(known, package, PORTER)


async def test_who_has_every_case_of_the_office_is_asked_no_more(known: Any, package: str) -> None:
    await look(known, package, SENDER)
    assert recorded(known) == []
