"""A database that comes back from an older backup: nothing is written until it has all that was published since."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import parcels
import pytest
from operating import look
from throughline.recovery import opening
from throughline.settings import Settings
from throughline.stack.for_tests import SharedStack
from throughline.testing.running import Running, eventually, running, settings_for

WHY = {"reason": "the disk was lost, and the backup is of last night"}
STORED = {
    "event": "select stream_id, version, event_id, case_id, type, schema_version, data, headers, recorded_at "
    "from event",
    "stream": "select * from stream",
    "command_receipt": "select command_id, outcome, code, positions from command_receipt",
    "deadline": "select deadline_id, case_id, stream_id, clock, subject, due_at, state from deadline",
    "reference_counter": "select * from reference_counter",
}
CLERK = uuid4()


@pytest.fixture
def settings(stack: SharedStack, prefix: str) -> Settings:
    service, dsn = parcels.post(), stack.database_of("post")
    return settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)


@pytest.fixture
async def depot(stack: SharedStack, prefix: str) -> AsyncIterator[Running]:
    parcels.broken.update({"reaction": False, "read model": False})
    service, dsn = parcels.depot(), stack.database_of("depot")
    async with running(service, settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix)) as made:
        yield made


@asynccontextmanager
async def post(settings: Settings, **changed: Any) -> AsyncIterator[Running]:
    async with running(parcels.post(), settings.model_copy(update=changed)) as made:
        yield made


async def saved(stack: SharedStack, settings: Settings) -> Settings:
    """The settings of a service on a copy of its database as it is now, while nobody is connected to it."""
    address, _, name = settings.postgres_dsn.rpartition("/")
    copy, admin = f"{name}_saved", await asyncpg.connect(stack.admin_dsn)
    try:
        owner = await admin.fetchval("select pg_get_userbyid(datdba) from pg_database where datname = $1", name)
        await admin.execute(f'create database "{copy}" template "{name}" owner "{owner}"')
    finally:
        await admin.close()
    return settings.model_copy(update={"postgres_dsn": f"{address}/{copy}"})


async def do(service: Running, path: str, role: str = "clerk", key: str | None = None, **fields: Any) -> dict[str, Any]:
    headers = {"idempotency-key": key} if key else {}
    async with service.as_a(role, "NORTH", subject=CLERK) as client:
        answer = await client.post(f"/cases/{path}", json=fields, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def ask(service: Running, method: str, role: str = "operator", **more: Any) -> tuple[int, dict[str, Any]]:
    async with service.as_a(role) as client:
        body = {"json": WHY | more} if method == "POST" else {}
        answer = await client.request(method, "/operations/restore", **body)
    return answer.status_code, answer.json()


async def stored(service: Running) -> dict[str, set[str]]:
    return {
        table: {str(sorted(row.items(), key=str)) for row in await service.rows(asks)} for table, asks in STORED.items()
    }


async def is_quiet(service: Running) -> None:
    """All is published, applied by the service itself, and no deadline is left to come."""
    asks = """select (select count(*) from outbox) as waiting, (select count(*) from event) as events,
                     (select count(*) from timeline) as applied,
                     (select count(*) from deadline
                       where state = 'open' and due_at < now() + interval '1 minute') as due"""
    await eventually(
        lambda: service.rows(asks),
        lambda rows: rows[0]["events"] == rows[0]["applied"] and rows[0]["waiting"] + rows[0]["due"] == 0,
    )


async def restored(service: Running) -> dict[str, Any]:
    assert (await ask(service, "POST"))[0] == 202
    _, done = await eventually(lambda: ask(service, "GET"), lambda told: told[1]["ended"] or told[1]["failed"])
    assert done["failed"] is None
    found: dict[str, Any] = done
    return found


async def test_what_was_published_since_is_in_the_store_again_and_commands_go_on(
    stack: SharedStack, settings: Settings, depot: Running
) -> None:
    early, label, lost = uuid4(), uuid4(), uuid4()
    async with post(settings) as before:
        await do(before, f"{early}/send-parcel", weight=5)
        await do(before, f"{early}/put-label", labelId=str(label), text="fragile")
        await do(before, f"{early}/record-note", labelId=str(label), note="for her alone")
        await is_quiet(before)
    backup = await saved(stack, settings)
    async with post(settings) as since:
        assert (await do(since, f"{early}/record-weight", weight=500))["held"]
        await do(since, f"{early}/record-weight", weight=6)
        await do(since, f"{early}/erase-label", "chief", labelId=str(label))
        await do(since, f"{early}/put-label", labelId=str(lost), text="heavy")
        await do(since, f"{early}/record-note", labelId=str(lost), note="known to nobody else")
        told = [await do(since, f"{uuid4()}/send-parcel", weight=7, key="k1")]
        told += [await do(since, f"{uuid4()}/send-parcel", weight=weight) for weight in range(8, 20)]
        await is_quiet(since)
        complete = await stored(since)
        events = len(complete["event"])
    received = "select count(*) as n from received_event"
    await eventually(lambda: depot.rows(received), lambda rows: rows[0]["n"] == events)
    async with post(backup) as back:
        await eventually(lambda: _ready(back), lambda answer: answer[0] == 503 and "throughline restore" in answer[1])
        had = await stored(back)
        async with back.as_a("clerk", "NORTH") as clerk:
            answer = await clerk.post(f"/cases/{early}/record-weight", json={"weight": 9})
        assert (answer.status_code, answer.json()["code"]) == (503, "restore-needed")
        assert (await ask(back, "POST", "clerk"))[0] == 403
        assert (await ask(back, "GET"))[0] == 404
        status, would = await ask(back, "POST", dryRun=True)
        assert (status, would["known"], would["events"]) == (202, events - len(had["event"]), 0)
        assert await stored(back) == had
        done = await restored(back)
        assert (done["events"], done["forks"], done["gaps"]) == (would["known"], 0, 0)
        assert (done["keysDestroyed"], done["sealsLost"], done["casesWithLosses"]) == (1, 1, [str(early)])
        await is_quiet(back)
        now = await eventually(lambda: stored(back), lambda now: now == complete)
        assert len(now["event"]) == events
        assert await back.rows("select 1 from vault_key where subject = $1 and wrapped is not null", label) == []
        again = await do(back, f"{told[0]['caseId']}/send-parcel", weight=7, key="k1")
        assert again["positions"] == told[0]["positions"]
        await do(back, f"{early}/record-weight", weight=9)
        await is_quiet(back)
        await eventually(lambda: depot.rows(received), lambda rows: rows[0]["n"] == events + 1)
        for service in (back, depot):
            page = await look(service, "verify", limit=1000)
            assert (page["differing"], page["leftOut"]) == (0, {})
        assert (await ask(back, "POST"))[0] == 409
        kept = await back.rows("select what, reason, events from recovery")
        assert kept == [{"what": "restore", "reason": WHY["reason"], "events": would["known"]}]
    async with post(backup) as anew:
        await do(anew, f"{early}/record-weight", weight=10)


async def test_what_was_written_instead_meanwhile_stays_and_what_it_replaced_is_named(
    stack: SharedStack, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = uuid4(), uuid4()
    async with post(settings) as before:
        await do(before, f"{case}/send-parcel", weight=5)
        await is_quiet(before)
    backup = await saved(stack, settings)
    async with post(settings) as since:
        for weight in (6, 8):
            await do(since, f"{case}/record-weight", weight=weight)
        await do(since, f"{other}/send-parcel", weight=5)
        await is_quiet(since)
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    compared = list[tuple[bool, bool]]()
    monkeypatch.setattr(
        opening.metrics, "store_compared", lambda **found: compared.append((found["unchecked"], found["behind"]))
    )
    async with post(backup, kafka_bootstrap="localhost:1") as blind:  # Kafka is away: commands are taken all the same
        await do(blind, f"{case}/record-weight", weight=7)
        assert compared == [(True, False)]
    async with post(backup) as back:
        await eventually(lambda: _ready(back), lambda answer: answer[0] == 503)
        done = await restored(back)
        assert (done["known"], done["events"], done["forks"], done["gaps"]) == (3, 1, 2, 0)
        left = await back.rows("select stream_id, version, why from event_left_behind order by version")
        assert [(row["version"], row["why"]) for row in left] == [(2, "fork"), (3, "fork")]
        weights = await back.rows(
            "select data ->> 'weight' as weight from event where case_id = $1 order by version", case
        )
        assert [row["weight"] for row in weights] == ["5", "7"]
        await do(back, f"{other}/record-weight", weight=9)
    assert compared[-2:] == [(False, True), (False, False)]
    async with post(backup) as anew:
        await do(anew, f"{other}/record-weight", weight=10)


async def _ready(service: Running) -> tuple[int, str]:
    async with service.as_a("clerk") as client:
        answer = await client.get("/health/ready")
    return answer.status_code, answer.text


async def test_two_processes_restore_at_once_and_each_event_is_there_once(
    stack: SharedStack, settings: Settings
) -> None:
    async with post(settings) as before:
        await is_quiet(before)
    backup = await saved(stack, settings)
    async with post(settings) as since:
        cases = [UUID((await do(since, f"{uuid4()}/send-parcel", weight=5))["caseId"]) for _ in range(30)]
        await is_quiet(since)
        complete = await stored(since)
    async with AsyncExitStack() as both:
        services = [await both.enter_async_context(post(backup)) for _ in range(2)]
        for one in services:  # each has looked before either restores
            await eventually(lambda one=one: _ready(one), lambda answer: answer[0] == 503)
        begun = await asyncio.gather(*(ask(one, "POST") for one in services))
        assert [status for status, _ in begun] == [202, 202]
        for one in services:
            await eventually(lambda one=one: ask(one, "GET"), lambda told: told[1]["ended"])
            await do(one, f"{cases[0]}/record-weight", weight=20 + services.index(one))
        assert await services[0].rows("select 1 from event_left_behind") == []
        now = await stored(services[0])
        assert len(now["event"]) == len(complete["event"]) + 2
        assert complete["event"] <= now["event"]
