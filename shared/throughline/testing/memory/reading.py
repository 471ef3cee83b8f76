"""One consumer of one case's topics: a real lane of a feed, over logs that anybody may deliver from in any order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from throughline.envelope import Record
from throughline.feed.arrived import Arrived
from throughline.feed.bugs import BugWatch
from throughline.feed.consumer import Consumer, Failure
from throughline.feed.lane import Lane
from throughline.testing.memory.ledger import MemoryLedger
from throughline.testing.memory.pool import MemoryPool, finish

Logs = Mapping[str, Sequence[Record]]
"""What stands on each topic, as published: twice, where the relay was not sure."""


class Reading:
    """`topics` it reads of `logs`, each in its order, and how far it is."""

    def __init__(self, consumer: Consumer, topics: Sequence[str], logs: Logs, pool: MemoryPool) -> None:
        self.topics, self.logs, self.ledger = tuple(topics), logs, MemoryLedger()
        self.consumer = consumer
        self.lane = Lane("memory", 0, cast(Any, pool), consumer, BugWatch())
        self.lane.ledger = self.ledger
        self.next = dict.fromkeys(self.topics, 0)

    @property
    def unread(self) -> list[str]:
        return [topic for topic in self.topics if self.next[topic] < len(self.logs.get(topic, ()))]

    @property
    def parked(self) -> list[Failure]:
        return self.ledger.parked

    def take(self, topic: str, at_most: int = 1) -> None:
        """The next records of a topic, as one batch."""
        first = self.next[topic]
        batch = [self._arrived(topic, at) for at in range(first, min(first + at_most, len(self.logs[topic])))]
        self.next[topic] = first + len(batch)
        finish(self.lane.process(batch))

    def again(self, topic: str) -> None:
        """The last record once more, as after a stop between what is done ahead of a batch and its commit."""
        if self.next[topic]:
            arrived = self._arrived(topic, self.next[topic] - 1)
            admitted = Arrived(topic, 0, arrived.offset, self.consumer.admit(arrived.record))
            failures = finish(self.consumer.ahead([admitted], self.lane.known.stuck))
            self.ledger.parked += failures

    def redrive(self) -> None:
        """What is parked once more, each reaction's by itself and in its order; what still fails stays."""
        waiting, failures = list(self.ledger.parked), list[Failure]()
        for reaction in dict.fromkeys(failure.reaction for failure in waiting):
            parked = [failure.arrived for failure in waiting if failure.reaction == reaction]
            failures += finish(self.consumer.ahead(parked, set(), only=reaction))
        self.ledger.parked[:] = failures
        self.lane.known.stuck = {(failure.reaction, failure.arrived.case_id) for failure in failures}

    def received_events(self, cases: Collection[UUID]) -> list[dict[str, Any]]:
        return [
            {
                "case_id": one.case_id,
                "topic": one.topic,
                "offset": one.offset,
                "headers": one.record.headers_text,
                "body": one.record.body,
            }
            for one in self.ledger.archived
            if one.case_id in cases
        ]

    def accounted_for(self, _feed: str, streams: Collection[UUID]) -> list[dict[str, Any]]:
        accounted = self.ledger.accounted
        return [{"stream_id": one, "version": accounted[one][0]} for one in streams if one in accounted]

    def set_aside(self, _feed: str, cases: Collection[UUID], _states: Collection[str]) -> list[dict[str, Any]]:
        """What is parked: nothing else is ever set aside here."""
        arrived = (failure.arrived for failure in self.parked)
        return [{"event_id": one.event_id} for one in arrived if one.case_id in cases]

    def _arrived(self, topic: str, at: int) -> Arrived:
        return Arrived(topic, 0, at, self.logs[topic][at])
