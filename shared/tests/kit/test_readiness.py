"""What a process says of itself: not ready once a role of it has failed, or cannot reach what it works with."""

import httpx
import parcels
import pytest
from throughline import runtime
from throughline.feed import progress
from throughline.stack.for_tests import SharedStack
from throughline.telemetry import metrics
from throughline.testing.proxy import proxied
from throughline.testing.running import Running, eventually, running, settings_for


async def ready(service: Running) -> httpx.Response:
    async with service.as_a("clerk") as client:
        return await client.get("/health/ready")


@pytest.mark.parametrize("roles", ["all", "clock"])
async def test_a_process_of_which_a_role_has_failed_is_not_ready(stack: SharedStack, prefix: str, roles: str) -> None:
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles=roles)
    async with running(service, settings) as post:
        assert (await ready(post)).status_code == 200
        post.runtime.failure = parcels.Poison()
        answer = await ready(post)
        assert answer.status_code == 503
        assert all("has failed" in outcome for outcome in answer.json()["checks"].values())
        post.runtime.failure = None


async def test_a_relay_and_a_reader_that_lose_their_database_are_not_ready(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "REPORT_EVERY", 0.5)
    monkeypatch.setattr(runtime, "FRESH_SECONDS", 3.0)
    service, dsn = parcels.depot(), stack.database_of("depot")
    address = dsn.rpartition("@")[2].partition("/")[0]
    host, _, port = address.partition(":")
    async with proxied(host, int(port)) as proxy:
        through = dsn.replace(f"@{address}/", f"@127.0.0.1:{proxy.local_port}/")
        roles = "relay,projector,reactor"
        settings = settings_for(service, dsn=through, kafka=stack.kafka_bootstrap, prefix=prefix, roles=roles)
        async with running(service, settings) as depot:
            await eventually(lambda: ready(depot), lambda answer: answer.status_code == 200)
            proxy.cut()

            def none_is(answer: httpx.Response) -> bool:
                return "ok" not in answer.json()["checks"].values()

            await eventually(lambda: ready(depot), none_is)
            proxy.mend()
            await eventually(lambda: ready(depot), lambda answer: answer.status_code == 200)


async def test_every_way_a_command_can_end_is_counted_and_recording_is_timed(
    stack: SharedStack, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, took = list[str](), list[float]()
    monkeypatch.setattr(metrics, "command_handled", lambda _command, outcome: ended.append(outcome))
    monkeypatch.setattr(metrics, "append_took", took.append)
    service, dsn = parcels.post(), stack.database_of("post")
    settings = settings_for(service, dsn=dsn, kafka=stack.kafka_bootstrap, prefix=prefix, roles="api")
    async with running(service, settings) as post, post.as_a("clerk", "NORTH") as client:
        key = {"idempotency-key": "k"}
        sent = await client.post("/cases/send-parcel", json={"weight": 5}, headers=key)
        case, stale = sent.json()["caseId"], {"if-match": sent.headers["etag"]}
        await client.post("/cases/send-parcel", json={"weight": 5}, headers=key)
        await client.post("/cases/send-parcel", json={"weight": 6}, headers=key)
        await client.post(f"/cases/{case}/send-parcel", json={"weight": 6})
        await client.post(f"/cases/{case}/record-weight", json={"weight": 500})
        await client.post(f"/cases/{case}/record-weight", json={"weight": 5})
        await client.post(f"/cases/{case}/record-weight", json={"weight": 7}, headers=stale)
    assert ended == ["accepted", "repeated", "conflict", "rejected", "held", "nothing", "conflict"]
    assert len(took) == 2
