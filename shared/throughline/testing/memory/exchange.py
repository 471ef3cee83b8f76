"""Several services in memory, and the topics between them: delivered in any interleaving, late, and more than once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from throughline.commands.answer import Answer
from throughline.composition import Service
from throughline.domain import Actor, Command, Issued
from throughline.envelope import Record
from throughline.testing.given import NAMESPACE, NOW
from throughline.testing.memory.member import Member
from throughline.testing.memory.pool import finish
from throughline.testing.memory.reading import Reading
from throughline.testing.memory.tables import MemoryProjector

KEY = b"of services that are in memory only"
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one command: accepted, held, nothing, repeated, or the name of the rule that said no."""

    service: str
    command: Command
    outcome: str


class Exchange:
    """`now` moves on by a minute a command and as `wait` says. `logs` are the topics, by case and name."""

    def __init__(self, services: Sequence[Service], now: datetime = NOW) -> None:
        self.now, self.number = now, 0
        self.taken = list[Taken]()
        self.members = {
            service.name: Member(service, KEY, lambda: self.now, self._note(service.name)) for service in services
        }
        self.published = dict.fromkeys(self.members, 0)
        self.logs = dict[UUID, dict[str, list[Record]]]()
        self.hearing = dict[tuple[str, UUID], Reading]()

    def act(self, service: str, command: Command, by: Actor, **issue: Any) -> Answer:
        """A command from a person. Raises what the bus does."""
        self.now += timedelta(minutes=1)
        self.number += 1
        issued = Issued(command_id=uuid5(NAMESPACE, f"{service} {self.number}"), at=self.now, actor=by, **issue)
        try:
            return finish(self.members[service].bus.handle(command.issued(issued)))
        finally:
            self._relay()

    def would_take(self, service: str, command: Command, by: Actor) -> bool:
        """Whether this command would come to something new, and to no fact that is held."""
        issued = Issued(command_id=uuid5(NAMESPACE, f"{service} next {self.number}"), at=self.now, actor=by)
        return self.members[service].would_take(command.issued(issued))

    def wait(self, span: timedelta) -> None:
        """Let time pass. What fell due meanwhile is asked for at the end of it, as after a stop of every clock."""
        self.now += span
        for _ in range(ROUNDS):
            if not sum(member.issue_due() for member in self.members.values()):
                break
        else:
            raise AssertionError("the clock asks for the same again and again")
        self._relay()

    def waiting(self) -> list[tuple[Reading, str]]:
        """Every reader and topic with something unread, always in the same order."""
        return [(reading, topic) for reading in self.hearing.values() for topic in reading.unread]

    def deliver(self, reading: Reading, topic: str, at_most: int = 1) -> None:
        """The next events of a topic to one service's reactions."""
        self.now += timedelta(seconds=1)
        reading.take(topic, at_most)
        self._relay()

    def redeliver(self, reading: Reading, topic: str) -> None:
        """What one service's reactions had last of a topic, once more."""
        reading.again(topic)
        self._relay()

    def redrive(self) -> None:
        """What was parked anywhere, once more."""
        for reading in self.hearing.values():
            reading.redrive()
        self._relay()

    def drain(self) -> None:
        """Everything to everybody, and what follows from it, to the end."""
        for _ in range(10_000):
            waiting = self.waiting()
            if not waiting:
                return
            for reading, topic in waiting:
                self.deliver(reading, topic, at_most=50)
        raise AssertionError("the services talk for ever")

    def publish_again(self, case_id: UUID, topic: str, last: int) -> None:
        """The last records of a topic once more, as a relay that was stopped before it knew they had arrived."""
        log = self.logs[case_id][topic]
        log += log[len(log) - last :]

    @property
    def parked(self) -> list[str]:
        """What no reaction could do, in the words of who could not."""
        found = ((name, failure) for (name, _), reading in self.hearing.items() for failure in reading.parked)
        return [f"{name} {one.reaction} {one.arrived.record.metadata.event_type}: {one.error}" for name, one in found]

    def everything(self) -> Iterable[Record]:
        for member in self.members.values():
            yield from (stored.record for stored in member.store.log)

    def read_models(self, name: str, case_id: UUID, logs: dict[str, list[Record]]) -> tuple[Reading, MemoryProjector]:
        """New read models of one service, over one case's topics as given."""
        return self.members[name].watching(logs)

    def outcomes(self) -> Counter[tuple[str, str, str]]:
        return Counter((one.service, type(one.command).__name__, one.outcome) for one in self.taken)

    def _note(self, service: str) -> Any:
        return lambda command, outcome: self.taken.append(Taken(service, command, outcome))

    def _relay(self) -> None:
        """Everything appended stands on its topic, and every service reads every case."""
        for name, member in self.members.items():
            for stored in member.store.log[self.published[name] :]:
                case_id = stored.record.metadata.case_id
                if case_id not in self.logs:
                    self._open(case_id)
                self.logs[case_id].setdefault(stored.topic, []).append(stored.record)
            self.published[name] = len(member.store.log)

    def _open(self, case_id: UUID) -> None:
        self.logs[case_id] = {}
        for name, member in self.members.items():
            if member.service.reactions:
                self.hearing[name, case_id] = member.hearing(self.logs[case_id])


def gapless(records: Iterable[Record]) -> bool:
    """Whether every stream's versions follow one another from the first."""
    versions = dict[UUID, list[int]]()
    for record in records:
        versions.setdefault(record.metadata.stream_id, []).append(record.metadata.stream_version)
    return all(found[0] == 1 and all(b == a + 1 for a, b in pairwise(found)) for found in versions.values())
