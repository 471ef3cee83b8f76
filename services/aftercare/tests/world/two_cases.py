"""Cases as the service runs them, without a database: notes decided and folded, the clock run between them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from aftercare import case_care, streams
from aftercare.case_care.custody import last_changes
from aftercare.case_care.merging import CARRY_OVER, CONSENTS
from aftercare.case_care.state import UNOPENED, CaseCare
from aftercare.deadlines import COMMANDS
from aftercare.survivor.state import UNKNOWN
from throughline.domain import Command, Deadline, Elapsed, Elsewhere, Event, Issued, Moment, OnStream, stamp
from throughline.testing.given import NAMESPACE, NOW, SOMEBODY


def id_of(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def on(day: int) -> Moment:
    return Moment(NOW - timedelta(days=100 - day))


@dataclass(frozen=True)
class Told:
    """A command, and the foreign event it comes from: the same one for what comes of it again."""

    command: Command
    source: str
    historical: bool = False


@dataclass
class World:
    """Several cases of one service. `started`: which clocks each case's events started."""

    cases: dict[UUID, CaseCare] = field(default_factory=dict)
    elsewhere: dict[UUID, Elsewhere] = field(default_factory=dict)
    emitted: list[tuple[UUID, Event]] = field(default_factory=list)
    started: list[tuple[UUID, Deadline]] = field(default_factory=list)
    told: int = 0

    def tell(self, *notes: Told) -> "World":
        for note in notes:
            self.issue(note.command, id_of(note.source), historical=note.historical)
            self.carry_over()
        return self

    def issue(self, command: Command, source: UUID | None, *, historical: bool = False) -> None:
        self.told += 1
        issued = command.issued(
            Issued(
                command_id=uuid5(NAMESPACE, f"told {self.told}"),
                at=NOW,
                actor=SOMEBODY,
                causation_id=source,
                historical=historical,
            )
        )
        care = self.cases.get(command.case_id, UNOPENED)
        for index, item in enumerate(case_care.decide(care, issued, self.seen(care, issued))):
            if isinstance(item, OnStream):
                assert item.stream.stream_id not in self.elsewhere, "an event for another case's stream"
                continue
            event = stamp(issued, item, index)
            care = case_care.evolve(care, event)
            self.emitted.append((command.case_id, event))
            if event.owed_now or not historical:
                named = case_care.AGGREGATE.deadlines(care, event) if case_care.AGGREGATE.deadlines else ()
                self.started += [(command.case_id, due) for due in named if isinstance(due, Deadline)]
        self.cases[command.case_id] = care

    def seen(self, care: CaseCare, command: Command) -> dict[UUID, Any]:
        found = dict[UUID, Any]()
        for ref in case_care.reads(care, command):
            if ref.aggregate == "Survivor":
                found[ref.stream_id] = self.elsewhere.get(ref.stream_id, UNKNOWN)
                continue
            for case_id, other in self.cases.items():
                if streams.care_of(case_id).stream_id == ref.stream_id:
                    found[ref.stream_id] = Elsewhere(case_id, other)
        return found

    def carry_over(self) -> None:
        """What the clock of a merged case asks, until nothing is asked any more."""
        while waiting := [known for known in self.started if known[1].clock in (CARRY_OVER, CONSENTS)]:
            self.started = [known for known in self.started if known not in waiting]
            for case_id, due in waiting:
                elapsed = Elapsed(due.clock, due.subject, due.due_at, case_id, case_id)
                self.issue(COMMANDS[due.clock](elapsed), None)

    def asked(self, person: UUID, cause: UUID) -> bool:
        return any(care.was_asked(person, cause) for care in self.cases.values())

    def unwarned(self, case_id: UUID, now: datetime = NOW) -> set[tuple[UUID, UUID]]:
        """Everyone who is owed a warning of what is current in a case, and was never asked for."""
        care = self.cases[case_id]
        hearings = {hearing.source for hearing in care.hearings.values() if hearing.still_warns}
        causes = {change.source_event_id for change in last_changes(care, now)} | hearings
        return {(who, cause) for who in care.everyone_owed() for cause in causes if not self.asked(who, cause)}

    def unclocked(self) -> set[UUID]:
        """Who waits in an open re-check that no clock runs for."""
        running = {(case_id, due.subject) for case_id, due in self.started if due.clock == "safety_recheck"}
        return {
            person
            for case_id, care in self.cases.items()
            for person in care.rechecks
            if not any(person in people and (case_id, str(alarm)) in running for alarm, people in care.alarms.items())
        }


def shuffled(notes: Iterable[Told], *then: Told) -> World:
    return World().tell(*notes, *then)
