"""Made-up cases lived through by the four real services in memory: no rule says no to any of their commands, nothing is
held and nothing parked, and every service reads the rows it should."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from aftercare.service import service as aftercare
from casework_imports.doors import person
from casework_imports.simulating.generating import plans
from casework_imports.simulating.plan import SOCIAL_WORKER, Act, Answers, Plan, Wait
from intake.service import service as intake
from legal.service import service as legal
from reporting.programme.state import programme_of
from reporting.service import service as reporting
from throughline.domain import Actor, Command, FactHeld, Rejected
from throughline.testing.memory import Exchange

CASES = 30


class Lived(Exchange):
    """`noes`: what was refused or held, by command and rule."""

    def __init__(self) -> None:
        super().__init__([service() for service in (intake, legal, aftercare, reporting)])
        self.noes = Counter[str]()
        self.kinds = {
            (name, kind.__name__): kind
            for name, member in self.members.items()
            for aggregate in member.service.aggregates
            for kind in aggregate.command_types
        }

    def live(self, plan: Plan) -> None:
        self.kept: dict[str, Any] = {"programme": str(programme_of(plan.office))}
        for step in plan.steps:
            match step:
                case Act():
                    self.drain()
                    self.do(plan, step)
                case Answers(people, on):
                    self.drain()
                    self.answer(plan, people, on.isoformat())
                case Wait(until):
                    self.drain()
                    if until == "prosecuted":
                        (opened,) = (
                            event.prosecution_id  # type: ignore[attr-defined]
                            for event in self.members["legal"].events("ProsecutionOpened")
                            if str(event.metadata.case_id) == plan.case_id
                        )
                        self.kept["prosecution"] = str(opened)

    def do(self, plan: Plan, act: Act) -> None:
        body = {**act.body, **{name: self.kept[word] for name, word in act.uses.items()}}
        body |= {"occurredOn": act.on.isoformat()} if act.on else {}
        body |= {"authority": act.authority} if act.authority else {}
        of = act.at.format(**self.kept).rpartition("/")[2] if act.at else plan.case_id
        self.say(plan, act.service, act.role, act.command, {"caseId": of, **body}, act.keep)

    def say(self, plan: Plan, service: str, role: str, command: str, body: Any, keep: Any = None) -> None:
        named = "".join(word.title() for word in command.split("-"))
        said: Command = self.kinds[service, named].model_validate(body)
        try:
            answer = self.act(service, said, Actor(UUID(person(role, plan.office)), role, frozenset({plan.office})))
        except Rejected as no:
            self.noes[f"{service} refuses {command}: {no.code}"] += 1
            return
        for event in answer.events:
            if isinstance(event, FactHeld):
                self.noes[f"{service} holds {command}: {event.code}"] += 1
        for word, name in (keep or {}).items():
            places = ({**event.model_dump(by_alias=True), **self.of_envelope(event)} for event in answer.events)
            self.kept[word] = str(next(place[name] for place in places if name in place))

    def of_envelope(self, event: Any) -> dict[str, Any]:
        return {"eventId": event.metadata.event_id, "streamId": event.metadata.stream_id}

    def answer(self, plan: Plan, people: tuple[str, ...], on: str) -> None:
        for care in self.cares(plan):
            for who, recheck in care.rechecks.items():
                if recheck.owed:
                    told = {"personId": str(who), "answered": [str(one) for one in recheck.owed], "outcome": "safe"}
                    body = {"caseId": plan.case_id, "occurredOn": on, **told}
                    self.say(plan, "aftercare", SOCIAL_WORKER, "answer-safety-recheck", body)

    def cares(self, plan: Plan) -> list[Any]:
        member = self.members["aftercare"]
        streams = [stream for stream, kind in member.store.kinds.items() if kind == "CaseCare"]
        return [
            member.state(stream)
            for stream in streams
            if str(member.store.streams[stream][0].metadata.case_id) == plan.case_id
        ]


@pytest.fixture(scope="module")
def lived() -> tuple[Lived, list[Plan]]:
    world, made = Lived(), list(plans(3, CASES))
    for plan in made:
        world.live(plan)
    world.drain()
    world.wait(timedelta(minutes=1))
    world.drain()
    return world, made


def test_no_rule_says_no_to_anything_and_nothing_is_parked(lived):
    world, _ = lived
    assert (world.noes, world.parked) == (Counter(), [])


def test_cases_of_every_kind_use_places_follow_ups_trainings_and_studies(lived):
    world, _ = lived
    recorded = Counter(record.metadata.event_type for record in world.everything())
    wanted = {
        "PlacementStarted", "PlacementEnded", "Reintegrated", "FollowUpVisited", "TrainingDelivered",
        "SystemGapIdentified", "ReformProposed", "StudyRegistered", "StudyResultRecorded", "VerdictRecorded",
    }  # fmt: skip
    assert wanted <= set(recorded)
