"""Read models compared with the log: what is right is found right, and whatever is not is named."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import parcels
import pytest
from operating import look
from records import Publisher, publishing
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for


@pytest.fixture
async def depot(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    parcels.broken.update({"reaction": False, "read model": False})
    service, dsn = parcels.depot(), stack.database_of("depot")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)
    async with running(service, settings) as started:
        yield started


@pytest.fixture
async def cases(stack: SharedStack, prefix: str, depot: Running) -> list[UUID]:
    """Five cases, each of which the depot has shelved and weighed."""
    made = sorted(uuid4() for _ in range(5))
    publish: Publisher
    async with publishing(stack.kafka_bootstrap, prefix) as publish:
        for case in made:
            await publish(case, 1)
            await publish(case, 2, b'{"weight": 3}', "ParcelWeighed")
    await eventually(lambda: depot.rows("select 1 from stock where weights = '[3]'"), lambda rows: len(rows) == 5)
    both = "select 1 from timeline where service = 'depot'"
    await eventually(lambda: depot.rows(both), lambda rows: len(rows) == 10)
    return made


async def test_what_is_right_is_found_right_page_by_page(depot: Running, cases: list[UUID]) -> None:
    found, after, pages = 0, None, 0
    while pages == 0 or after:
        page = await look(depot, "verify", limit=2, **({"after": after} if after else {}))
        assert (page["differing"], page["differences"]) == (0, [])
        found, after, pages = found + page["cases"], page["next"], pages + 1
    assert (found, pages) == (5, 3)


@pytest.mark.parametrize(
    ("tamper", "kind", "columns"),
    [
        ("update stock set weights = '[4]' where case_id = $1", "different", ["weights"]),
        ("delete from stock where case_id = $1", "missing", []),
        ("update stock set case_id = gen_random_uuid() where case_id = $1", "missing", []),
    ],
)
async def test_a_row_that_is_not_what_the_log_says_is_named(
    depot: Running, cases: list[UUID], tamper: str, kind: str, columns: list[str]
) -> None:
    await depot.runtime.pool.execute(tamper.replace("stock", "stock_v1"), cases[2])
    differences = (await look(depot, "verify"))["differences"]
    assert {
        "readModel": "stock",
        "caseId": str(cases[2]),
        "key": [str(cases[2])],
        "kind": kind,
        "columns": columns,
    } in differences
    strangers = [one for one in differences if one["caseId"] not in {str(case) for case in cases}]
    assert [one["kind"] for one in strangers] == (["surplus"] if "gen_random" in tamper else [])
    assert {one["caseId"] for one in (await look(depot, "verify", caseId=cases[2]))["differences"]} == {str(cases[2])}
    assert (await look(depot, "verify", caseId=cases[1]))["differing"] == 0
