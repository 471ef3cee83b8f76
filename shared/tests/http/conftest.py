"""A service invented for these tests: parcels are opened, packed, sent. Its bus and its database stand in memory."""

import base64
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, assert_never
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from throughline.commands import Answer, KeyReused, NotFound, Position, StalePosition
from throughline.domain import (
    Aggregate,
    Command,
    Decision,
    Document,
    Event,
    Fact,
    FactHeld,
    Message,
    Rejected,
    per_case_stream,
    stamp,
)
from throughline.http import Api, Ask, Database, Queries, ReadSide, View, create_app
from throughline.http.tokens import sign
from throughline.settings import Settings

SECRET = b"0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SOMEBODY = UUID(int=7)
SENDER, PORTER, IMPORTER = "sender", "porter", "importer"


class ParcelOpened(Event):
    label_ref: UUID | None


class ItemPacked(Event):
    item: str
    grams: int


class ParcelSent(Event):
    weight: int


class Label(Document):
    text: str


class Size(Message):
    grams: int


class OpenParcel(Decision, roles=frozenset({SENDER, IMPORTER}), opens=True):
    """Open a parcel, with its label."""

    label: Label | None = None


class RecordItemPacked(Fact, roles=frozenset({SENDER, PORTER, IMPORTER}), records=ItemPacked):
    """Write down that an item was packed."""

    item: str
    size: Size
    tags: frozenset[str] = frozenset()


class SendParcel(Decision, roles=frozenset({PORTER})):
    """Send it."""


class NoteWeather(Fact, records=ParcelSent):
    """From elsewhere: no person sends this."""


class ParcelEmpty(Rejected):
    def __init__(self) -> None:
        super().__init__("nothing is packed; record an item first")


class ParcelFull(Rejected):
    def __init__(self) -> None:
        super().__init__("more than 1000 g; open another parcel")


@dataclass(frozen=True)
class Parcel:
    opened: bool = False
    items: tuple[str, ...] = ()


def decide(parcel: Parcel, command: OpenParcel | RecordItemPacked | SendParcel | NoteWeather) -> list[Event]:
    match command:
        case OpenParcel():
            return [] if parcel.opened else [ParcelOpened(label_ref=command.ref("label"))]
        case RecordItemPacked():
            if command.size.grams > 1000:
                raise ParcelFull
            return [ItemPacked(item=command.item, grams=command.size.grams)]
        case SendParcel():
            if not parcel.items:
                raise ParcelEmpty
            return [ParcelSent(weight=len(parcel.items))]
        case NoteWeather():
            return []
        case other:
            assert_never(other)


def evolve(parcel: Parcel, event: ParcelOpened | ItemPacked | ParcelSent) -> Parcel:
    match event:
        case ParcelOpened():
            return replace(parcel, opened=True)
        case ItemPacked():
            return replace(parcel, items=(*parcel.items, event.item))
        case ParcelSent():
            return parcel
        case other:
            assert_never(other)


PARCELS: Aggregate[Parcel] = Aggregate(
    name="Parcel",
    topic="parcels.events",
    initial=Parcel(),
    commands=OpenParcel | RecordItemPacked | SendParcel | NoteWeather,
    events=ParcelOpened | ItemPacked | ParcelSent,
    decide=decide,
    evolve=evolve,
    stream_id=lambda command: per_case_stream(command.case_id, "parcels.Parcel"),
)


@dataclass
class MemoryBus:
    """Answers as the real bus does, from memory; `fails` is raised instead where it is set."""

    office: str = "AAA"
    fails: Exception | None = None
    handled: list[Command] = field(default_factory=list)
    streams: dict[UUID, tuple[Parcel, int]] = field(default_factory=dict)
    receipts: dict[UUID, tuple[bytes, Answer]] = field(default_factory=dict)

    async def handle(
        self, command: Command, *, request: bytes = b"", expected: Position | None = None, by_person: bool = False
    ) -> Answer:
        assert by_person
        if self.fails:
            raise self.fails
        known = self.receipts.get(command.issue.command_id)
        if known:
            if known[0] != request:
                raise KeyReused
            return replace(known[1], repeated=True)
        stream = PARCELS.stream_id(command)
        parcel, version = self.streams.get(stream, (Parcel(), 0))
        if (not version and not command.opens) or not command.actor.works_in(self.office):
            raise NotFound
        if expected is not None and expected.version != version:
            raise StalePosition(Position(stream, version))
        events: list[Event] = []
        for event in self._decided(parcel, command):
            version += 1
            recorded = stamp(command, event, len(events), service="parcels", stream_id=stream, version=version)
            parcel = PARCELS.fold(parcel, recorded)
            events.append(recorded)
        self.streams[stream] = (parcel, version)
        self.handled.append(command)
        position = Position(stream, version)
        answer = Answer(command.case_id, position, (position,), tuple(events))
        self.receipts[command.issue.command_id] = (request, answer)
        return answer

    def _decided(self, parcel: Parcel, command: Command) -> Sequence[Any]:
        try:
            return PARCELS.judge(parcel, command, {})
        except Rejected as no:
            if isinstance(command, Fact):
                held = command.id_for("held")
                return [FactHeld(held_id=held, type=command.records, body={}, code=no.code, missing=str(no))]
            raise


@dataclass
class MemoryDatabase:
    """Rows by a word that the statement contains; `fails` is raised instead where it is set."""

    rows: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    fails: Exception | None = None

    async def fetch(self, query: str, *args: Any) -> Sequence[Mapping[str, Any]]:
        if self.fails:
            raise self.fails
        self.asked.append((query, args))
        return next((rows for word, rows in self.rows.items() if word in query), [])

    async def fetchrow(self, query: str, *args: Any) -> Mapping[str, Any] | None:
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None


@dataclass
class MemoryReadSide:
    """Has reached every version up to `version`."""

    version: int = 0

    async def reached(self, stream_id: UUID, version: int, timeout: float) -> bool:
        return version <= self.version

    async def shows(self, stream_id: UUID, case_id: UUID | None, offices: object) -> bool:
        return True

    async def open_seals(self, seals: object) -> list[Any]:
        raise LookupError("there is no vault here")

    def as_of(self, case_id: UUID, at: object) -> Any:
        raise LookupError("there is no history here")

    def within(self, database: Any) -> "MemoryReadSide":
        return self

    async def positions(self) -> Mapping[str, tuple[int, ...]]:
        return {"parcels.events": (3, 0)}


class ParcelView(View):
    case_id: UUID
    items: tuple[str, ...]
    note: str | None = None


QUERIES = Queries()


@QUERIES.get("/cases/{case_id}", roles={SENDER, PORTER})
async def parcel(ask: Ask, case_id: UUID) -> ParcelView:
    """One parcel."""
    return await ask.one(ParcelView, "parcel_view", case_id)


@QUERIES.get("/heavy-parcels", roles={PORTER})
async def heavy(ask: Ask, at_least_grams: int = 1000) -> list[ParcelView]:
    """Parcels that are heavy."""
    return await ask.many(ParcelView, "heavy_parcels", ask.offices, at_least_grams)


@QUERIES.get("/standing", roles={PORTER})
async def standing(ask: Ask) -> dict[str, tuple[int, ...]]:
    """How far the read models are."""
    return dict(await ask.positions())


QUERIES.timeline(
    visible={
        PORTER: {"parcels": None, "weather": frozenset({"StormForecast"})},
        SENDER: {"parcels": frozenset({"ParcelSent"})},
    }
)


@pytest.fixture
def bus() -> MemoryBus:
    return MemoryBus()


@pytest.fixture
def database() -> MemoryDatabase:
    return MemoryDatabase()


@pytest.fixture
def read_side() -> MemoryReadSide:
    return MemoryReadSide()


@pytest.fixture
def settings() -> Settings:
    key = base64.b64encode(SECRET).decode()
    return Settings(
        service="parcels",
        environment="test",
        postgres_dsn="postgresql://localhost/none",
        kafka_bootstrap="localhost:1",
        service_key=SecretStr(key),
        token_key=SecretStr(key),
    )


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A service's package with the SQL of its queries."""
    name = f"parcels_{uuid4().hex}"
    folder = tmp_path / name / "projections"
    folder.mkdir(parents=True)
    for module in (folder.parent, folder):
        (module / "__init__.py").touch()
    (folder / "parcel_view.sql").write_text("select * from parcel where case_id = $1")
    (folder / "heavy_parcels.sql").write_text("select * from heavy where office = any($1) and grams >= $2")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


@pytest.fixture
def app(settings: Settings, bus: MemoryBus, database: Database, read_side: ReadSide, package: str) -> FastAPI:
    api = Api(aggregates=[PARCELS], bus=bus, pool=database, package=package, queries=QUERIES, read_side=read_side)
    return create_app(settings, api=api, now=lambda: NOW)


@pytest.fixture
def http(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parcels")


@pytest.fixture
def token() -> Callable[..., dict[str, str]]:
    """The headers of somebody of a role, the same person every time unless said otherwise."""

    def headers(
        role: str = SENDER, *offices: str, subject: UUID = SOMEBODY, ttl: float = 60, secret: bytes = SECRET
    ) -> dict[str, str]:
        signed = sign(secret, subject=subject, role=role, offices=offices or ("AAA",), ttl=timedelta(seconds=ttl))
        return {"authorization": f"Bearer {signed}"}

    return headers


@pytest.fixture
def parcels() -> Aggregate[Parcel]:
    return PARCELS
