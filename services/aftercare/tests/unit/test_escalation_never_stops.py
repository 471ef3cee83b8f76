"""Whatever is acknowledged, tried in vain or joined meanwhile: what is due and nobody sees to is escalated again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from aftercare import case_care
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.rechecks import (
    REPEAT,
    AcknowledgeSafetyRechecks,
    AnswerSafetyRecheck,
    EscalateSafetyRecheck,
    SafetyRecheckEscalated,
)
from aftercare.case_care.state import UNOPENED, CaseCare
from hypothesis import given, settings
from hypothesis import strategies as st
from throughline.domain import Command, Deadline, DeadlineMet, Issued, OnStream, stamp
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY

PEOPLE = tuple(uuid5(NAMESPACE, name) for name in ("woman", "sister"))


@dataclass
class Office:
    """One case with its clock, hour by hour."""

    now: datetime = NOW
    care: CaseCare = UNOPENED
    due: dict[str, datetime] = field(default_factory=dict)
    escalated: dict[UUID, datetime] = field(default_factory=dict)
    told: int = 0

    def issue(self, command: Command) -> None:
        self.told += 1
        issued = command.issued(Issued(command_id=uuid5(NAMESPACE, f"{self.told}"), at=self.now, actor=SOMEBODY))
        for index, item in enumerate(case_care.decide(self.care, issued, {})):
            assert not isinstance(item, OnStream)
            event = stamp(issued, item, index)
            self.care = case_care.evolve(self.care, event)
            if isinstance(event, SafetyRecheckEscalated):
                self.escalated |= dict.fromkeys(event.person_ids, self.now)
            for named in case_care.AGGREGATE.deadlines(self.care, event) if case_care.AGGREGATE.deadlines else ():
                if isinstance(named, DeadlineMet):
                    self.due.pop(named.subject, None)
                elif named.clock == "safety_recheck":
                    self.start(named)

    def start(self, named: Deadline) -> None:
        self.due[named.subject] = named.due_at

    def wait(self, hours: int) -> None:
        for _ in range(hours):
            self.now += timedelta(hours=1)
            for subject, at in [(subject, at) for subject, at in self.due.items() if at <= self.now]:
                self.due.pop(subject, None)
                self.issue(EscalateSafetyRecheck(case_id=CASE, alarm=UUID(subject), due_at=at))

    def change(self, effect: str) -> None:
        source = uuid5(NAMESPACE, f"change {self.told}")
        told = {"change": "custody", "effect": effect, "accused_id": SOMEBODY.id, "source_event_id": source}
        self.issue(NoteCustodyChange(case_id=CASE, **told))

    def answer(self, person: UUID, outcome: str) -> None:
        if person in self.care.rechecks:
            causes = tuple(self.care.rechecks[person].owed)
            self.issue(AnswerSafetyRecheck(case_id=CASE, person_id=person, answered=causes, outcome=outcome))

    def acknowledge(self, person: UUID) -> None:
        if person in self.care.rechecks:
            self.issue(AcknowledgeSafetyRechecks(case_id=CASE, person_ids=(person,)))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.sampled_from(["at_liberty", "held", "unknown"])),
        st.tuples(st.just("wait"), st.integers(1, 9)),
        st.tuples(st.just("acknowledge"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("not_reached"), st.sampled_from(PEOPLE)),
        st.tuples(st.just("safe"), st.sampled_from(PEOPLE)),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_whoever_waits_is_escalated_every_four_hours(steps: list[tuple[str, object]]) -> None:
    office = Office()
    for person in PEOPLE:
        office.issue(NoteVictim(case_id=CASE, victim_id=person))
    for step, value in steps:
        match step, value:
            case "change", str(effect):
                office.change(effect)
            case "wait", int(hours):
                office.wait(hours)
            case "acknowledge", UUID() as person:
                office.acknowledge(person)
            case ("not_reached" | "safe") as outcome, UUID() as person:
                office.answer(person, outcome)
    office.wait(24 * 8)
    for person, recheck in office.care.rechecks.items():
        if recheck.overdue(office.now):
            assert office.now - office.escalated[person] <= REPEAT + timedelta(hours=1)
