"""Running a service: `run(service())` is the whole main of each.

One process may have all roles or any of them: api, relay, projector, reactor, clock. Every process answers health and
metrics over HTTP; SIGTERM finishes what is in hand within ten seconds.
"""

import asyncio
import signal
import socket

import uvicorn
import uvloop

from throughline import collector, failpoints
from throughline.composition import Service
from throughline.eventstore import CannotEmit, EventTypes
from throughline.migrating import migrate
from throughline.runtime import Runtime
from throughline.settings import PREFIX, Settings, SettingsError
from throughline.telemetry import Telemetry, configure, watch_event_loop

__all__ = ["Service", "run", "serve"]

GRACE_SECONDS = 5


class _Server(uvicorn.Server):
    """Requests and roles finish side by side: one after the other they would not fit into ten seconds."""

    runtime: Runtime

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await asyncio.gather(super().shutdown(sockets), self.runtime.stop())


def run(service: Service) -> None:
    """Run until SIGTERM or SIGINT. Exits with 1, and says why in the log, where it must not go on."""
    settings = Settings.load(service=service.name)
    _check_emits(service, settings)
    telemetry = configure(service.name, settings)
    if settings.failpoint:
        failpoints.arm(settings.failpoint)
    try:
        stopped_well = uvloop.run(serve(service, settings, telemetry))
    finally:
        telemetry.shutdown()
    if not stopped_well:
        raise SystemExit(1)


async def serve(service: Service, settings: Settings, telemetry: Telemetry) -> bool:
    """Everything between start and stop. False where a role failed for good."""
    await asyncio.to_thread(migrate, settings.postgres_dsn, service.package)
    async with Runtime.open(service, settings) as runtime:
        server = _Server(
            uvicorn.Config(
                runtime.app(telemetry.exposition),
                host=settings.http_host,
                port=settings.http_port,
                log_config=None,
                access_log=False,
                http="httptools",
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        server.runtime = runtime
        runtime.start(on_failure=lambda: setattr(server, "should_exit", True))
        watching = asyncio.create_task(watch_event_loop())
        collector.settle()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, _finish_first)
        await server.serve()
        watching.cancel()
    return runtime.failure is None


def _check_emits(service: Service, settings: Settings) -> None:
    """Raises SettingsError for a version that this release does not write."""
    try:
        EventTypes(service.aggregates, settings.emits)
    except CannotEmit as no:
        raise SettingsError(f"{PREFIX}EMITS: {no}") from None


def _finish_first(_signal: int, _frame: object) -> None:
    """uvicorn raises the signal that stopped it once more when it is done; by then we are on our way out."""
