"""Closing and reopening across intake, legal and aftercare: whatever is heard in whatever order, every case can close.

The three services' own aggregates and reactions, in memory: each hears the others' topics in their order, and the
topics mixed in any way. Nothing is stored and no broker runs.
"""

from collections.abc import Iterable
from datetime import timedelta
from json import loads
from typing import Any
from uuid import UUID, uuid5

import pytest
from aftercare.case_care import CloseAftercarePart, EnrolOnLegalBasis
from aftercare.case_care.state import CaseCare
from aftercare.service import service as aftercare
from aftercare.survivor.outcome import ExitSurvivor
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.case import (
    CloseIntakePart,
    OpenCase,
    RecordAssistanceRequested,
    RecordReferral,
    RecordSuspect,
    RecordVictimBroughtToSafety,
    RecordVictimDeclinedAssistance,
    RecordVictims,
    RecordVictimStatus,
    ReopenCase,
    ScreenReferral,
)
from intake.case.referral import DuplicateCheck
from intake.case.state import Case, Closed
from intake.case.suspects import RecordSuspectUnlinked
from intake.case.victims import EncounteredVictim
from intake.service import service as intake
from legal.docket.closing import CloseLegalPart
from legal.docket.state import Docket
from legal.service import service as legal
from throughline.composition import Service
from throughline.domain import (
    Actor,
    Command,
    Event,
    Fact,
    Issued,
    Moment,
    OnStream,
    Rejected,
    StreamRef,
    per_case_stream,
    stamp,
)
from throughline.testing.given import CASE, NAMESPACE, NOW

SERVICES = {"intake": intake(), "legal": legal(), "aftercare": aftercare()}
V1, V2, S1, S2, ORG = (uuid5(NAMESPACE, name) for name in ("victim 1", "victim 2", "suspect 1", "suspect 2", "org"))
OPENING: tuple[Command, ...] = (
    RecordReferral(
        case_id=CASE, office_id="PHL-MNL", channel="other", allegation_types=(), alleged_victims=1, urgency="low"
    ),
    ScreenReferral(case_id=CASE, indicators=(), meets=True, risk_of_harm="low"),
    OpenCase(case_id=CASE, case_type="forced_labour", duplicate_check=DuplicateCheck(outcome="none_found")),
)


def status(victim: UUID, word: str) -> Command:
    said = {"victim_id": victim, "status": word, "decided_by": "Police", "standing": "official"}
    return RecordVictimStatus.model_validate({"case_id": CASE, **said})


ACTS: tuple[tuple[str, Command], ...] = (
    *(
        (
            "intake",
            RecordVictimBroughtToSafety(
                case_id=CASE,
                victim_id=victim,
                placement_type="shelter",
                led_by_org_id=ORG,
                agency_role="none",
                liberty="free_to_leave",
            ),
        )
        for victim in (V1, V2)
    ),
    *(("intake", RecordAssistanceRequested(case_id=CASE, victim_id=victim)) for victim in (V1, V2)),
    *(("intake", RecordVictimDeclinedAssistance(case_id=CASE, victim_id=victim)) for victim in (V1, V2)),
    *(
        ("intake", status(V2, word))
        for word in ("PossibleVictimOfTrafficking", "NotAVictimOfTrafficking", "PossibleVictimOfTrafficking")
    ),
    ("intake", RecordVictims(case_id=CASE, victims=(EncounteredVictim(victim_id=V2),))),
    *(("intake", RecordSuspect(case_id=CASE, suspect_id=suspect)) for suspect in (S1, S2)),
    ("intake", RecordSuspectUnlinked(case_id=CASE, suspect_id=S1, reason="cleared")),
    ("intake", CloseIntakePart(case_id=CASE, reason="handed_over")),
    ("intake", ReopenCase(case_id=CASE, reason="new_information")),
    ("legal", CloseLegalPart(case_id=CASE)),
    *(
        ("aftercare", EnrolOnLegalBasis(case_id=CASE, victim_id=victim, legal_basis="public_mandate"))
        for victim in (V1, V2)
    ),
    *(("aftercare", ExitSurvivor(case_id=CASE, survivor_id=victim, reason="moved")) for victim in (V1, V2)),
    ("aftercare", CloseAftercarePart(case_id=CASE, outcome_summary="done")),
)
PAIRS = [(hearing, telling) for hearing in SERVICES for telling in SERVICES if hearing != telling]


class Team:
    """One service: its streams, and what it has told of this case."""

    def __init__(self, name: str, service: Service, world: "World") -> None:
        self.name, self.service, self.world = name, service, world
        self.streams = dict[UUID, Any]()
        self.versions = dict[UUID, int]()
        self.told = list[Event]()

    def take(self, command: Command, by: Actor) -> Rejected | None:
        """Judge a command as the bus does, and record what it comes to; the rule's no, where there is one."""
        self.world.minute += 1
        issued = command.issued(
            Issued(
                command_id=uuid5(NAMESPACE, f"{self.name} {self.world.minute}"),
                at=NOW + timedelta(minutes=self.world.minute),
                actor=by,
                office_id="PHL-MNL",
            )
        )
        aggregate = next(one for one in self.service.aggregates if type(command) in one.command_types)
        own = aggregate.stream_id(issued)
        if own not in self.versions and not command.opens:
            return Rejected("not opened")
        state = self.streams.get(own, aggregate.initial)
        seen = {
            ref.stream_id: self.streams.get(ref.stream_id, self._kind(ref).initial)
            for ref in (aggregate.reads(state, issued) if aggregate.reads else ())
        }
        try:
            decided = aggregate.judge(state, issued, seen)
        except Rejected as no:
            return no
        for index, item in enumerate(decided):
            ref = item.stream if isinstance(item, OnStream) else StreamRef(aggregate.name, own)
            self._record(ref, issued, item.event if isinstance(item, OnStream) else item, index)
        return None

    def _record(self, ref: StreamRef, command: Command, event: Event, index: int) -> None:
        version = self.versions[ref.stream_id] = self.versions.get(ref.stream_id, 0) + 1
        kept = stamp(command, event, index, service=self.name, stream_id=ref.stream_id, version=version)
        kind = self._kind(ref)
        self.streams[ref.stream_id] = kind.fold(self.streams.get(ref.stream_id, kind.initial), kept)
        self.told.append(kept)

    def _kind(self, ref: StreamRef) -> Any:
        return next(one for one in self.service.aggregates if one.name == ref.aggregate)

    def hear(self, event: Event) -> None:
        """React to another team's event, as the reactor does."""
        origin = event.metadata
        for reaction in self.service.reactions:
            if (reaction.event.source, reaction.event.name) != (origin.service, type(event).__name__):
                continue
            read = reaction.event.model_validate(loads(event.model_dump_json(by_alias=True)))
            for command in reaction(read, origin):
                moment = command.occurred_on or origin.occurred_on
                basis = command.legal_basis or origin.legal_basis
                told = command.model_copy(update={"occurred_on": moment, "legal_basis": basis})
                no = self.take(told, Actor.system("reaction", reaction.name))
                assert no is None or isinstance(command, Fact), f"{self.name} refused {command!r}: {no!r}"


class World:
    """The three teams, and how far each has heard the others."""

    def __init__(self) -> None:
        self.minute = 0
        self.teams = {name: Team(name, service, self) for name, service in SERVICES.items()}
        self.heard = dict.fromkeys(PAIRS, 0)
        for command in OPENING:
            self.act("intake", command)

    def act(self, team: str, command: Command) -> Rejected | None:
        return self.teams[team].take(command, Actor(uuid5(NAMESPACE, team), "director", frozenset({"*"})))

    def deliver(self, pair: tuple[str, str]) -> bool:
        """The next event of one team to another; False where it has heard all."""
        hearing, telling = pair
        told = self.teams[telling].told
        if self.heard[pair] == len(told):
            return False
        self.heard[pair] += 1
        self.teams[hearing].hear(told[self.heard[pair] - 1])
        return True

    def drain(self) -> None:
        while any([self.deliver(pair) for pair in PAIRS]):
            pass

    def state(self, team: str, aggregate: str) -> Any:
        return self.teams[team].streams.get(per_case_stream(CASE, f"{team}.{aggregate}"))

    @property
    def case(self) -> Case:
        found: Case = self.state("intake", "Case")
        return found

    def everybody_finishes(self) -> None:
        """Each team does what is left of its part, as a person would who reads why it cannot be closed yet."""
        for victim_id, victim in self.case.victims.items():
            if not victim.accounted_for:
                self.act("intake", RecordVictimDeclinedAssistance(case_id=CASE, victim_id=victim_id))
        self.act("intake", CloseIntakePart(case_id=CASE, reason="handed_over"))
        self.drain()
        care: CaseCare | None = self.state("aftercare", "CaseCare")
        for victim_id in care.victims if care else ():
            enrol = EnrolOnLegalBasis(case_id=CASE, victim_id=victim_id, legal_basis="public_mandate")
            self.act("aftercare", enrol)
            self.act("aftercare", ExitSurvivor(case_id=CASE, survivor_id=victim_id, reason="moved"))
        self.act("aftercare", CloseAftercarePart(case_id=CASE, outcome_summary="done"))
        self.act("legal", CloseLegalPart(case_id=CASE))
        self.drain()


STEPS = st.lists(st.one_of(st.sampled_from(ACTS), st.sampled_from(PAIRS)), max_size=60)


def played(steps: Iterable[Any]) -> World:
    world = World()
    for step in steps:
        if step in world.heard:
            world.deliver(step)
        else:
            world.act(*step)
    return world


@settings(max_examples=100, deadline=None)
@given(steps=STEPS)
def test_every_case_closes_once_every_team_has_done_its_part(steps: list[Any]) -> None:
    world = played(steps)
    world.drain()
    for _ in range(4):
        world.everybody_finishes()
    assert isinstance(world.case.stage, Closed), (
        f"intake closed {world.case.intake_closed}, parts closed {dict(world.case.closed_parts)}, "
        f"opened {set(world.case.opened_parts)}, care {world.case.handed_over('aftercare')}, "
        f"legal {world.case.handed_over('legal')}"
    )


@settings(max_examples=100, deadline=None)
@given(steps=STEPS)
def test_a_closed_case_has_nobody_at_work_once_all_is_heard(steps: list[Any]) -> None:
    world = played(steps)
    world.drain()
    for _ in range(4):
        world.everybody_finishes()
    docket: Docket | None = world.state("legal", "Docket")
    care: CaseCare | None = world.state("aftercare", "CaseCare")
    if "legal" in world.case.opened_parts:
        assert docket is not None
        assert docket.is_closed
    if "aftercare" in world.case.opened_parts:
        assert care is not None
        assert care.closed


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("comes", [ACTS[0][1], ACTS[2][1]], ids=["rescued", "asks"])
def test_who_comes_again_after_her_care_ended_keeps_the_case_open_until_it_ends_anew(
    comes: Command, late: bool
) -> None:
    world = World()
    world.act("intake", ACTS[0][1])
    world.act("intake", RecordSuspect(case_id=CASE, suspect_id=S1))
    world.drain()
    world.act("aftercare", EnrolOnLegalBasis(case_id=CASE, victim_id=V1, legal_basis="public_mandate"))
    world.act("aftercare", ExitSurvivor(case_id=CASE, survivor_id=V1, reason="moved"))
    world.act("aftercare", CloseAftercarePart(case_id=CASE, outcome_summary="done"))
    if not late:
        world.drain()
    world.minute += 2 * 24 * 60
    world.act("intake", comes.model_copy(update={"occurred_on": Moment.on(NOW.date()).plus(1)}))
    world.drain()
    world.act("intake", CloseIntakePart(case_id=CASE, reason="handed_over"))
    world.act("legal", CloseLegalPart(case_id=CASE))
    world.drain()
    assert not isinstance(world.case.stage, Closed)
    world.everybody_finishes()
    assert isinstance(world.case.stage, Closed)
