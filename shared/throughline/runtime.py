"""The wiring of one process: what a declared service becomes once it has settings, a database and a broker."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from importlib import import_module
from inspect import getdoc
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import structlog
from fastapi import FastAPI
from faststream.kafka import KafkaBroker
from starlette.middleware import Middleware

from throughline.catalogue import asyncapi_document
from throughline.commands import CommandBus
from throughline.composition import Service
from throughline.database import Pool, connect
from throughline.domain import Actor, Issued
from throughline.eventstore import EventStore, EventTypes
from throughline.feed import Feed
from throughline.feed.consuming import Fail, consume
from throughline.feed.decoding import Decoder
from throughline.feed.feed import LANES
from throughline.feed.readers import Readers
from throughline.granted import grant_of
from throughline.http import Api, Check, NotReady, create_app
from throughline.http.actors import current_actor
from throughline.http.figures import Exposition, process_figures
from throughline.http.health import database_answers
from throughline.http.reading import PolledReadSide
from throughline.notice import Notifier, try_again
from throughline.operations import (
    feed_routes,
    letter_routes,
    parked_routes,
    rebuilding_routes,
    reconciling_routes,
    recovering_routes,
    verifying_routes,
)
from throughline.outbox import Relay
from throughline.partner import Letters, PartnerEdge, Places
from throughline.partner.matching import matching_routes
from throughline.projection import ReadModel
from throughline.projection.case_access import CaseAccess
from throughline.projection.places import Places as Placing
from throughline.projection.places import of_feed, shown, shown_of_feed
from throughline.projection.projector import Projector
from throughline.reaction import starts
from throughline.reaction.clock import Clock
from throughline.reaction.reactor import Reactor
from throughline.rebuild import Besides, register_read_models
from throughline.reconciliation.renaming import consumer_of
from throughline.recovery import Recovery, State
from throughline.settings import Settings
from throughline.sql import question, statement
from throughline.telemetry import TraceRequests
from throughline.vault import Vault, router
from throughline.vault.errors import ReadForbidden
from throughline.vault.sealing import unwrap, wrap
from throughline.watching import LIVE, NOTICES, REACTIONS, is_urgent, watch_store

STOP_SECONDS = 6.0
CLOSE_SECONDS = 1.0
FRESH_SECONDS = 20.0
DEAD_LETTERS = UUID("d0a10fca-9a1b-5c0e-8b53-51b1c6a7f3d2")

log = structlog.get_logger()
Work = Callable[[], Coroutine[Any, Any, None]]


class Runtime:
    """One process of a service. `failure` is what made it stop by itself."""

    def __init__(self, service: Service, settings: Settings, pool: Pool) -> None:
        self.service, self.settings, self.pool = service, settings, pool
        self.failure: BaseException | None = None
        self.tasks = list[asyncio.Task[None]]()
        self.on_failure: Callable[[], None] = lambda: None
        prefix, key = settings.topic_prefix, settings.service_key_bytes
        self.readers = Readers(
            settings.kafka_bootstrap,
            prefix=f"{prefix}throughline.{service.name}",
            replica=settings.replica,
        )
        self.relay = Relay(pool, settings.kafka_bootstrap, topic_prefix=prefix)
        hides, shows = (
            {role: question(service.package, name) for role, name in named.items()}
            for named in (service.hides, service.shows)
        )
        self.vault = Vault(pool, key, service.vault_readers, hides, shows, service.vault_named)
        types = EventTypes(service.aggregates, settings.emits)
        self.bus = CommandBus(
            service.name,
            service.aggregates,
            EventStore(types),
            pool,
            key=key,
            wake=self.relay.wake.set,
            vault=self.vault,
        )
        self.models = [CaseAccess(service.name), *service.read_models]
        self.decoder = decoder = Decoder(service.name, types, service.inbound)
        self.ingest = ingest = service.ingest and service.ingest(key)
        self.forgetting = service.forgets and replace(
            service.forgets, cases=statement(f"{service.package}.projections", service.forgets.cases)
        )
        self.projector = self._projector(LIVE, self.models)
        self.folding = dict[str, Projector]()
        self.live = Feed(
            LIVE,
            (*service.own_topics, *service.reads),
            self.projector,
            pool,
            topic_prefix=prefix,
        )
        self.recovery = Recovery(
            service=service.name,
            pool=pool,
            store=self.bus.store,
            vault=self.vault,
            aggregates=service.aggregates,
            topics=self.live.topics,
            admit=self.projector.admit,
            bootstrap=settings.kafka_bootstrap,
            prefix=prefix,
            partners=bool(service.partners or service.sets_aside),
        )
        self.besides = Besides(pool, self.models, self._projector, self.live, self.readers.read, key)
        self.notices = list[Feed]()
        if service.notices and settings.notice_urls:
            self.notifier = Notifier(service.notices, settings.notice_urls)
            self.notices.append(Feed(NOTICES, service.own_topics, self.notifier, pool, topic_prefix=prefix))
        self.starts: starts.Starts = {}
        self.reactions = Feed(
            REACTIONS,
            service.reads,
            Reactor(service.reactions, decoder, self.bus, self.starts, ingest=ingest),
            pool,
            topic_prefix=prefix,
            learn=self.learn_starts,
        )

    @classmethod
    @asynccontextmanager
    async def open(cls, service: Service, settings: Settings) -> AsyncIterator["Runtime"]:
        pool = await connect(settings.postgres_dsn, application=f"throughline-{service.name}")
        runtime = cls(service, settings, pool)
        try:
            await register_read_models(pool, runtime.models, LIVE)
            await starts.register(pool, REACTIONS, service.reactions, service.reads, LANES)
            await runtime.learn_starts()
            yield runtime
        finally:
            await runtime.stop()
            await _close(pool)

    async def learn_starts(self) -> None:
        """Where each reaction begins, which changes where the log was replaced."""
        found = await starts.read(self.pool, self.service.reactions)
        self.starts.clear()
        self.starts |= found

    def start(self, *, on_failure: Callable[[], None]) -> None:
        """Start the roles this process has; `on_failure` is called once where one cannot go on."""
        self.on_failure = on_failure
        self.bus.admit = self.recovery.opening.admit
        self._spawn("opening", self._open)
        for role, work in self._roles():
            if self.settings.runs(role):
                self._spawn(role, partial(self._once_open, role, work))
        self._spawn("watch", partial(watch_store, self.pool, self._safety()))

    def app(self, metrics: Exposition = process_figures) -> FastAPI:
        api = Api(
            aggregates=self.service.aggregates,
            bus=self.bus,
            pool=self.pool,
            package=self.service.package,
            queries=self.service.queries,
            read_side=PolledReadSide(self.pool, self.besides, self._shown().recall, self.vault.open_seals),
            vault=router(self.vault, current_actor, self.service.depositors, self._break_glass),
            clears=self.service.clears,
        )
        serves = self.settings.runs("api")
        app = create_app(
            self.settings,
            api=api if serves else None,
            about=getdoc(import_module(self.service.package)) or "",
            checks=self._checks(),
            events=[kind for aggregate in self.service.aggregates for kind in aggregate.event_types],
            middleware=[Middleware(TraceRequests)],
            metrics=metrics,
            asyncapi=cache(partial(asyncapi_document, self.service)),
        )
        app.include_router(parked_routes(self.pool, self._feeds, partial(is_urgent, safety=self._safety())))
        app.include_router(feed_routes(self.readers, frozenset({REACTIONS})))
        app.include_router(verifying_routes(self.pool, self._projectors))
        app.include_router(rebuilding_routes(self.pool, self.models, LIVE, self.settings.service_key_bytes))
        app.include_router(recovering_routes(self.recovery))
        consumer = consumer_of(self.service.name, self.pool, self.service.reads, self.ingest, self.forgetting or None)
        app.include_router(reconciling_routes(self.pool, self.service.aggregates, consumer))
        if self.service.partners or self.service.sets_aside:
            app.include_router(letter_routes(self._letters()))
        if serves and (places := self._places()):
            app.include_router(matching_routes(places))
        return app

    def _projector(self, feed: str, models: Iterable[ReadModel[Any]], written: Placing | None = None) -> Projector:
        """What writes the read models of one feed; the live one keeps the archive too."""
        models = list(models)
        return Projector(
            self.service.name,
            feed,
            models,
            self.decoder,
            ingest=self.ingest,
            archive=feed == LIVE,
            forgetting=self.forgetting,
            places=written or of_feed(models, feed),
        )

    def _shown(self) -> Projector:
        """What folds into the read models as readers see them, whichever feeds write them."""
        placed = shown(self.models)
        return Projector(self.service.name, LIVE, self.models, self.decoder, forgetting=self.forgetting, places=placed)

    async def _feeds(self) -> list[Feed]:
        await self.besides.refresh()
        return [self.live, self.reactions, *self.notices, *self.besides.feeds.values()]

    async def _projectors(self) -> list[Projector]:
        """What folds into the builds that readers see, feed by feed."""
        feeds = [LIVE, *(row["feed"] for row in await self.besides.refresh() if row["state"] == "live")]
        for feed in set(feeds) - self.folding.keys():
            self.folding[feed] = self._projector(feed, self.models, shown_of_feed(self.models, feed))
        return [self.folding[feed] for feed in feeds]

    async def _break_glass(self, actor: Actor, case_id: UUID, ref: UUID, reason: str) -> None:
        """Record it in the case before anything is opened. Raises ReadForbidden."""
        recording = self.service.breaks_glass.get(actor.role)
        if recording is None:
            raise ReadForbidden(f"the role {actor.role} breaks no glass")
        issued = Issued(command_id=uuid4(), at=datetime.now(UTC), actor=actor)
        await self.bus.handle(recording(case_id, ref, reason).issued(issued), by_person=True)

    def _roles(self) -> list[tuple[str, Work]]:
        service, broker = self.service, self.settings.kafka_bootstrap
        roles: list[tuple[str, Work]] = [
            ("relay", self.relay.run),
            ("projector", partial(self.readers.read, self.live)),
            ("projector", self.besides.run),
        ]
        if service.reactions:
            roles.append(("reactor", partial(self.readers.read, self.reactions)))
        if service.partners or service.sets_aside:
            roles.append(("reactor", lambda: self._hear_partners(broker)))
        if self.notices:
            roles += [("reactor", partial(self.readers.read, feed)) for feed in self.notices]
            roles += [("reactor", partial(try_again, feed, self.notifier)) for feed in self.notices]
        if service.clock:
            roles.append(("clock", Clock(self.pool, self.bus, service.clock).run))
        return roles

    async def _open(self) -> None:
        """Compare the store with its own topics; from then on nothing stands in the way of a command."""
        await self.recovery.open()
        self.bus.admit = None
        await self.recovery.watch()

    async def _once_open(self, role: str, work: Work) -> None:
        """Without Kafka, only time goes on: what else a role does would hide what the store lacks."""
        await self.recovery.opening.until(State.OPEN, *([State.UNCHECKED] if role == "clock" else []))
        await work()

    def _checks(self) -> dict[str, Check]:
        """What a process must show. One with an API has to take commands without Kafka: it shows nothing else."""
        answers = database_answers(self.pool)
        checks: dict[str, Check] = {
            "relay": self._relay_works,
            "projector": partial(self._reads, self.live),
            "reactor": partial(self._reads, self.reactions) if self.service.reactions else answers,
            "clock": answers,
        }
        if self.settings.runs("api"):
            checks = {"api": answers}
        return {role: partial(self._can, check) for role, check in checks.items() if self.settings.runs(role)}

    async def _can(self, check: Check) -> None:
        """No role of a process that is on its way out is ready, whatever it could do by itself."""
        if self.failure:
            raise NotReady("a role of this process has failed, and it is ending")
        if self.recovery.opening.state is State.BEHIND:
            raise NotReady(State.BEHIND.value)
        await check()

    async def _relay_works(self) -> None:
        if not self.relay.shards:
            raise NotReady("holds no shards")
        if monotonic() - self.relay.renewed > FRESH_SECONDS:
            raise NotReady("has not reached its database for a while")

    async def _reads(self, feed: Feed) -> None:
        if stop := self.readers.stopped.get(feed.name):
            raise NotReady(f"has stopped, and waits for {stop.waits_for}")
        subscription = self.readers.subscriptions.get(feed.name)
        if feed.topics and (subscription is None or not subscription.assigned):
            raise NotReady("has no partitions")
        if subscription is not None and monotonic() - subscription.progress.looked_at > FRESH_SECONDS:
            raise NotReady("has not reached Kafka for a while")
        await database_answers(self.pool)()

    async def _hear_partners(self, broker: str) -> None:
        if places := self._places():
            await places.ask_all()
        await consume(broker, self._partner_edge)

    def _partner_edge(self, broker: KafkaBroker, fail: Fail, still_ones: int) -> PartnerEdge:
        return PartnerEdge(
            broker,
            self.service.name,
            self.service.partners,
            self.bus,
            self.pool,
            topic_prefix=self.settings.topic_prefix,
            group=self.readers.group("partners"),
            seal=partial(wrap, self.settings.service_key_bytes, DEAD_LETTERS),
            known=self.service.sets_aside,
            fail=fail,
            grant_of=partial(
                grant_of, grants=self.settings.partners, production=self.settings.environment == "production"
            ),
            places=self._places(),
            member=self.readers.member(still_ones),
        )

    def _places(self) -> Places | None:
        if self.service.addressing is None:
            return None
        return Places(
            self.service.name,
            self.pool,
            self.bus,
            {fact.records: fact for fact in self.service.partners},
            self.service.addressing,
            self.service.package,
            statement("throughline.http", "case_office"),
        )

    def _letters(self) -> Letters:
        return Letters(
            self.service.name,
            self.pool,
            self.settings.kafka_bootstrap,
            partial(unwrap, self.settings.service_key_bytes, DEAD_LETTERS),
            topic_prefix=self.settings.topic_prefix,
        )

    def _safety(self) -> frozenset[str]:
        return frozenset(reaction.name for reaction in self.service.reactions if reaction.safety)

    def _spawn(self, role: str, work: Work) -> None:
        self.tasks.append(asyncio.create_task(self._guarded(role, work), name=role))

    async def _guarded(self, role: str, work: Work) -> None:
        """A role that fails for good takes the process down, loudly: whoever runs it starts it again."""
        try:
            await work()
        except Exception as failure:
            log.critical("role_failed", role=role, exc_info=failure)
            self.failure = self.failure or failure
            self.on_failure()

    async def stop(self) -> None:
        """Let every role finish what is in hand, for some seconds."""
        tasks, self.tasks = self.tasks, []
        for task in tasks:
            task.cancel()
        if tasks:
            _done, late = await asyncio.wait(tasks, timeout=STOP_SECONDS)
            for task in late:
                log.warning("role_did_not_stop", role=task.get_name())


async def _close(pool: Pool) -> None:
    """Give up connections that hang: the database takes what was not committed for rolled back."""
    try:
        await asyncio.wait_for(pool.close(), CLOSE_SECONDS)
    except TimeoutError:
        log.warning("connections_given_up")
        pool.terminate()
