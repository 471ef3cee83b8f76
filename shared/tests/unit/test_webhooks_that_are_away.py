"""A webhook that is away delays no other office's notice, is left alone for a while, and hears all of it afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from records import arrived
from throughline.envelope import Record
from throughline.feed import Arrived
from throughline.notice import Notifier
from throughline.notice.resting import LONGEST, SHORTEST, Resting

HOOKS = {"NORTH": "http://north", "WEST": "http://west", "*": "http://rest"}


class Post:
    """What the webhooks were asked, by name; those that are `away` answer 503."""

    def __init__(self) -> None:
        self.away = set[str]()
        self.asked = list[tuple[str, str]]()
        self.notifier = Notifier(
            lambda _type, _data: {},
            HOOKS,
            client=lambda: httpx.AsyncClient(transport=httpx.MockTransport(self.answer)),
            now=lambda: datetime(2026, 6, 1, 10, tzinfo=UTC),
        )

    def answer(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        self.asked.append((host, request.headers["idempotency-key"]))
        return httpx.Response(503 if host in self.away else 204)

    def taken(self, host: str) -> list[str]:
        return [id for name, id in self.asked if name == host and name not in self.away]


def of(office: str, number: int, case: UUID | None = None, version: int = 1) -> Arrived:
    one = arrived(number, case or uuid4(), version)
    metadata = replace(one.record.metadata, office_id=office)
    return replace(one, record=Record(metadata, b"{}"))


def parked(failures: Any) -> Mapping[int, tuple[str, str]]:
    return {one.arrived.offset: (one.reaction, one.fingerprint) for one in failures}


async def test_the_others_are_told_and_what_waits_is_parked_for_that_office_alone() -> None:
    post = Post()
    post.away = {"north"}
    first, other, second = of("NORTH", 0), of("WEST", 1), of("NORTH", 2)
    failures = await post.notifier.ahead([first, other, second], set())
    assert parked(failures) == {0: ("NORTH", "webhook away"), 2: ("NORTH", "webhook away")}
    assert post.taken("west") == [str(other.event_id)]
    assert len(post.asked) == 2, "a webhook that was just found away is left alone"


async def test_an_office_that_is_not_named_has_the_webhook_of_the_rest() -> None:
    post = Post()
    one = of("SOUTH", 0)
    assert await post.notifier.ahead([one], set()) == []
    assert post.asked == [("rest", str(one.event_id))]


async def test_what_concerns_every_office_is_told_to_each() -> None:
    post = Post()
    post.away = {"west"}
    failures = await post.notifier.ahead([of("*", 0)], set())
    assert parked(failures) == {0: ("WEST", "webhook away")}
    assert {host for host, _ in post.asked} == {"north", "west", "rest"}


async def test_what_was_told_alone_is_not_told_twice() -> None:
    post = Post()
    one = of("NORTH", 0)
    assert await post.notifier.told_alone("NORTH", one)
    assert await post.notifier.ahead([one], set(), only="NORTH") == []
    assert post.taken("north") == [str(one.event_id)]


async def test_a_case_that_waits_for_an_office_keeps_its_order_there_and_only_there() -> None:
    post, case = Post(), uuid4()
    later = of("*", 1, case, version=2)
    failures = await post.notifier.ahead([later], {("WEST", case)})
    assert parked(failures) == {1: ("WEST", "behind")}
    assert {host for host, _ in post.asked} == {"north", "rest"}


async def test_what_waits_for_a_webhook_that_was_taken_away_goes_where_it_belongs_now() -> None:
    post = Post()
    one = of("SOUTH", 0)
    assert await post.notifier.ahead([one], set(), only="SOUTH") == []
    assert post.taken("rest") == [str(one.event_id)]


def test_each_time_it_is_left_alone_longer_up_to_a_minute_and_never_once_it_is_back() -> None:
    now = 0.0
    resting = Resting(lambda: now)
    pauses = []
    for _ in range(10):
        resting.rest("NORTH")
        begun = now
        while resting.rests("NORTH"):
            now += SHORTEST / 2
        pauses.append(now - begun)
    assert pauses[:3] == [SHORTEST, 2 * SHORTEST, 4 * SHORTEST]
    assert pauses[-1] == LONGEST
    resting.rest("NORTH")
    resting.is_back("NORTH")
    assert not resting.rests("NORTH")
    assert not resting.rests("WEST")
