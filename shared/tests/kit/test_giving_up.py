"""Parked events under an operator's hands: chosen, shown without their bodies, given up with a reason that is kept."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import parcels
import pytest
from operating import look, treat
from records import Publisher, publishing
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for


@pytest.fixture(autouse=True)
def the_read_model_is_broken() -> None:
    parcels.broken.update({"reaction": False, "read model": True})


@pytest.fixture
async def publish(stack: SharedStack, prefix: str) -> AsyncIterator[Publisher]:
    async with publishing(stack.kafka_bootstrap, prefix) as publisher:
        yield publisher


@pytest.fixture
async def depot(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    service, dsn = parcels.depot(), stack.database_of("depot")
    # No reactor: what it records would be parked behind, or not, as it happens to come.
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api,projector")
    async with running(service, settings) as started:
        yield started


async def parked(depot: Running, publish: Publisher) -> UUID:
    """A case whose second event cannot be applied, and whose third waits behind it."""
    case = uuid4()
    await publish(case, 1)
    await publish(case, 2, b'{"weight": 66}', "ParcelWeighed")
    await publish(case, 3, b'{"weight": 3}', "ParcelWeighed")
    await eventually(
        lambda: depot.rows("select 1 from waiting_event where case_id = $1", case), lambda rows: len(rows) == 2
    )
    return case


async def weights(depot: Running, case: UUID) -> list[str]:
    return [row["weights"] for row in await depot.rows("select weights from stock where case_id = $1", case)]


async def test_what_is_given_up_lets_later_events_go_on_and_is_kept(depot: Running, publish: Publisher) -> None:
    case = await parked(depot, publish)
    answer = await treat(depot, "discard", caseId=case, reason="sent by a broken scale")
    assert answer.json() == [{"feed": "live", "caseId": str(case), "events": 2, "stillParked": 0}]
    await publish(case, 4, b'{"weight": 4}', "ParcelWeighed")
    await eventually(lambda: weights(depot, case), lambda found: found == ["[4]"])
    assert await look(depot, "parked") == []
    assert [one["state"] for one in await look(depot, f"parked/{case}")] == ["discarded", "discarded"]
    counts = await depot.rows("select applied, parked, discarded from feed_count where feed = 'live' and lane = 0")
    assert counts == [{"applied": 2, "parked": 0, "discarded": 2}]
    assert (await look(depot, "verify"))["leftOut"] == {"discarded": 2}


async def test_who_did_what_and_why_is_kept(depot: Running, publish: Publisher) -> None:
    case = await parked(depot, publish)
    await treat(depot, "redrive", caseId=case, reason="tried once more")
    await treat(depot, "discard", caseId=case, reason="sent by a broken scale")
    done = await depot.rows("select what, feed, case_id, events, left_over, reason from operation order by id")
    of = {"feed": "live", "case_id": case, "events": 2}
    assert done == [
        {**of, "what": "redrive", "left_over": 2, "reason": "tried once more"},
        {**of, "what": "discard", "left_over": 0, "reason": "sent by a broken scale"},
    ]


async def test_a_dry_run_says_what_would_be_done_and_does_nothing(depot: Running, publish: Publisher) -> None:
    case = await parked(depot, publish)
    parcels.broken["read model"] = False
    for what in ("redrive", "discard"):
        answer = await treat(depot, what, caseId=case, dryRun=True)
        assert answer.json() == [{"feed": "live", "caseId": str(case), "events": 2, "stillParked": 2}]
    assert len(await look(depot, f"parked/{case}")) == 2
    assert await weights(depot, case) == ["[]"]
    assert await depot.rows("select 1 from operation") == []


async def test_cases_are_chosen_by_what_failed_and_by_when(depot: Running, publish: Publisher) -> None:
    first = await parked(depot, publish)
    (before,) = await look(depot, "parked")
    second = await parked(depot, publish)
    cases = {one["caseId"] for one in await look(depot, "parked", fingerprint=before["fingerprint"])}
    assert cases == {str(first), str(second)}
    (later,) = [one for one in await look(depot, "parked") if one["caseId"] == str(second)]
    assert [one["caseId"] for one in await look(depot, "parked", since=later["since"])] == [str(second)]
    assert [one["caseId"] for one in await look(depot, "parked", before=later["since"])] == [str(first)]
    parcels.broken["read model"] = False
    answer = await treat(depot, "redrive", fingerprint=before["fingerprint"])
    assert {one["caseId"] for one in answer.json()} == {str(first), str(second)}
    assert await look(depot, "parked") == []


async def test_an_unknown_case_no_choice_and_no_reason_change_nothing(depot: Running, publish: Publisher) -> None:
    case = await parked(depot, publish)
    assert (await treat(depot, "redrive", caseId=uuid4())).status_code == 404
    assert (await treat(depot, "discard")).status_code == 422
    assert (await treat(depot, "discard", caseId=case, reason="  ")).status_code == 422
    assert (await treat(depot, "discard", caseId=case, why="a field there is not")).status_code == 422
    async with depot.as_a("director") as director:
        asked = {"caseId": str(case), "reason": "no operator"}
        assert (await director.post("/operations/parked/discard", json=asked)).status_code == 403
    assert len(await look(depot, f"parked/{case}")) == 2


async def test_no_body_is_shown(depot: Running, publish: Publisher) -> None:
    case = await parked(depot, publish)
    shown = await look(depot, f"parked/{case}")
    assert [(one["type"], one["version"]) for one in shown] == [
        ("throughline.post.ParcelWeighed.v1", 2),
        ("throughline.post.ParcelWeighed.v1", 3),
    ]
    assert not {"body", "headers"} & {name for one in shown for name in one}
