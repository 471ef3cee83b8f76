"""Acts: everything a person may send, clearing up among it, and the few things people do in several steps at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from aftercare.assessment.scoring import CompleteAssessment, ScoreSubdomain, StartAssessment
from aftercare.survivor.outcome import RestoreSurvivor
from casework import DiscloseData
from intake.case import RecordConsentWithdrawn
from pydantic import ValidationError
from reporting.programme.state import programme_of
from reporting.release import ReviewRelease
from reporting.release.state import Published
from throughline.commands.answer import Answer, NotFound
from throughline.domain import (
    AcceptHeldFact,
    Actor,
    Command,
    CorrectFact,
    DismissHeldFact,
    Event,
    Fact,
    FactHeld,
    Rejected,
)
from throughline.domain.clearing import Right
from throughline.partner import Unplaced

from histories.finishing import everybody_finishes
from histories.fitting import fits
from histories.people import ELSEWHERE, OFFICE, staff, thing
from histories.stories import STORIES
from histories.values import Values
from histories.world import SERVICES, SETTLED, World

TRIES, SENSIBLE = 6, 0.85
"""How often people try to say what fits, and how hard: a history of noes shows little."""

Act = Callable[[World, Random], None]


@dataclass(frozen=True)
class Kind:
    """One kind of command that a person of one service may send."""

    service: str
    aggregate: str
    command: type[Command]

    @property
    def name(self) -> str:
        return f"{self.service} {self.command.__name__}"

    def __call__(self, world: World, random: Random) -> None:
        """One that would be taken, where some tries find such a one; now and then whatever comes first."""
        values, by = Values(world, random), staff(random.randrange(3), random.choice(sorted(self.command.roles)))
        wanted, tries = random.random() < SENSIBLE, list[Command]()
        while not tries or (wanted and len(tries) < TRIES):
            try:
                tries.append(
                    values.of(self.command, **{**where(self, values), **fits(values, self.command, self.service)})
                )
            except ValidationError:
                return
            if not wanted or world.would_take(self.service, tries[-1], by):
                break
        with suppress(Rejected, NotFound):
            world.act(self.service, tries[-1], by)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for service in (make() for make in SERVICES)
    for aggregate in service.aggregates
    for command in aggregate.command_types
    if command.roles
    for kind in [Kind(service.name, aggregate.name, command)]
}


def where(kind: Kind, values: Values) -> dict[str, Any]:
    """The case, or what stands in its place in reporting: a study, an office's programme, a release."""
    if kind.service != "reporting":
        return {"case_id": thing("case")}
    if kind.aggregate == "Programme":
        return {"case_id": programme_of(OFFICE)}
    return {"case_id": thing(f"{kind.aggregate} {values.random.randrange(2)}")}


def time_passes(world: World, random: Random) -> None:
    world.wait(timedelta(hours=random.choice((1, 5, 5, 24, 24, 80, 24 * 15, 24 * 45))))


def a_week_passes(world: World, random: Random) -> None:
    world.wait(timedelta(days=7))


def months_pass(world: World, random: Random) -> None:
    world.wait(timedelta(days=31))


def heard(world: World, random: Random) -> None:
    """Some of what waits arrives somewhere."""
    for _ in range(random.choice((1, 3, 9))):
        if waiting := world.waiting():
            world.deliver(*random.choice(waiting), at_most=random.choice((1, 2, 20)))


def heard_twice(world: World, random: Random) -> None:
    if readings := list(world.hearing.values()):
        reading = random.choice(readings)
        world.redeliver(reading, random.choice(reading.topics))


def published_twice(world: World, random: Random) -> None:
    if world.logs:
        case_id = random.choice(list(world.logs))
        if topics := sorted(world.logs[case_id]):
            topic = random.choice(topics)
            world.publish_again(case_id, topic, random.randint(1, len(world.logs[case_id][topic])))


def all_is_heard(world: World, random: Random) -> None:
    world.drain()


def assessed(world: World, random: Random) -> None:
    """An assessment from beginning to end, by one person; half of the time well enough for a restoration."""
    well, who, survivor_id = (
        random.random() < 0.6,
        staff(random.randrange(3), "director"),
        random.choice(world.told("survivorId") or [thing("nobody")]),
    )
    case_id = thing("case")

    def say(command: type[Command], /, **fields: Any) -> Answer | None:
        with suppress(Rejected, NotFound):
            return world.act("aftercare", command.model_validate({"case_id": case_id, **fields}, by_name=True), who)
        return None

    started = say(
        StartAssessment,
        survivor_id=survivor_id,
        instrument=SETTLED.name,
        instrument_version=SETTLED.version,
        kind=random.choice(("intake", "six_month", "closure")),
    )
    if not started:
        return
    about = {"assessment_id": started.position.stream_id}
    for subdomain in sorted(SETTLED.subdomains):
        say(
            ScoreSubdomain,
            **about,
            subdomain=subdomain,
            score=random.choice((3, 4)) if well else random.choice((1, 2, 3)),
        )
    say(CompleteAssessment, **about, environment="current")
    if random.random() < 0.5:
        say(RestoreSurvivor, survivor_id=survivor_id, **about)


def cleared(world: World, random: Random) -> None:
    """A fact that is held is accepted or dismissed."""
    held = [(name, event) for name in world.members for event in world.events(name, FactHeld)]
    if held:
        service, event = random.choice(held)
        about = {"case_id": event.metadata.case_id, "held_id": event.held_id}  # type: ignore[attr-defined]
        accept = AcceptHeldFact(**about), DismissHeldFact(**about, reason="duplicate")
        clear(world, random, service, random.choice(accept))


def corrected(world: World, random: Random) -> None:
    """A fact that is recorded was wrong: something else of its kind is right, or it never happened."""
    service = random.choice(list(world.members))
    facts = {kind.command.records for kind in KINDS.values() if kind.service == service} - {""}
    recorded = world.events(service, *facts)
    if not recorded:
        return
    wrong = random.choice(recorded)
    about = {"case_id": wrong.metadata.case_id, "replaces": wrong.metadata.event_id}
    right = next(rights(world, random, service, type(wrong).__name__), None) if random.random() < 0.7 else None
    reason = "wrong_value" if right else "never_happened"
    clear(world, random, service, CorrectFact(**about, reason=reason, right=right))


def rights(world: World, random: Random, service: str, event: str) -> Iterator[Right]:
    for kind in KINDS.values():
        if kind.service == service and issubclass(kind.command, Fact) and kind.command.records == event:
            values = Values(world, random)
            with suppress(ValidationError):
                command = values.of(kind.command, **fits(values, kind.command))
                fields = command.model_dump(mode="json", by_alias=True, exclude={"case_id"}, exclude_none=True)
                yield Right(type=kind.command.__name__, fields=fields)


def clear(world: World, random: Random, service: str, command: Command) -> None:
    with suppress(Rejected, NotFound):
        world.act(service, command, staff(random.randrange(3), "director"))


def glass_is_broken(world: World, random: Random) -> None:
    """Somebody opens a document in an emergency; that is written down first."""
    member = world.members[random.choice([name for name, one in world.members.items() if one.service.breaks_glass])]
    role, command = random.choice(sorted(member.service.breaks_glass.items()))
    with suppress(Rejected, NotFound):
        said = command(thing("case"), thing("document"), "danger_to_life")
        world.act(member.service.name, said, staff(random.randrange(3), role))


def a_fact_of_no_case(world: World, random: Random) -> None:
    """A partner names a case by a number that nobody knows: somebody says whose it is at once, late, or never."""
    addressing = world.members["legal"].service.addressing
    assert addressing
    partner, type = Actor.system("partner", "court"), random.choice(("SuspectReleased", "PleaEntered"))
    unplaced = Unplaced(thing(f"fact {random.randrange(3)}"), OFFICE, type, {})
    world.act("legal", addressing.asks(unplaced), partner, office_id=OFFICE)
    if random.random() < 0.5:
        world.wait(timedelta(hours=2))
    if random.random() < 0.7:
        world.act("legal", addressing.settled(unplaced, random.random() < 0.5), partner, office_id=OFFICE)


def merged_and_asked(world: World, random: Random) -> None:
    """The case goes on as another one, and what its people consent to is recorded there."""
    surviving = ELSEWHERE[0]
    for name, given in (
        ("intake RecordReferral", {"case_id": surviving, "office_id": OFFICE}),
        ("intake MergeCase", {"case_id": thing("case"), "surviving_case_id": surviving}),
        ("intake RecordConsent", {"case_id": surviving, "occurred_on": None}),
    ):
        kind = KINDS[name]
        with suppress(Rejected, NotFound, ValidationError):
            command = Values(world, random).of(kind.command, **given)
            world.act("intake", command, staff(random.randrange(3), random.choice(sorted(kind.command.roles))))
        world.drain()
    world.wait(timedelta(hours=1))
    recorded = [event for event in world.events("intake", "ConsentRecorded") if event.metadata.case_id == thing("case")]
    if recorded:
        told = {"case_id": surviving, "consent_id": random.choice(recorded).consent_id}  # type: ignore[attr-defined]
        clear(world, random, "intake", RecordConsentWithdrawn(**told))
        world.wait(timedelta(hours=1))


def told_then_wrong(world: World, random: Random) -> None:
    """Every team tells somebody of a person; then what another team recorded of that person was wrong."""
    for service in ("intake", "legal"):
        facts = {kind.command.records for kind in KINDS.values() if kind.service == service} - {""}
        about = {event.metadata.event_id: one for event in world.events(service, *facts) if (one := whose(event))}
        if not about:
            continue
        wrong, person = random.choice(list(about.items()))
        for team in ("intake", "legal", "aftercare"):
            told = {"case_id": thing("case"), "subject_ids": (person,), "to_org_id": thing("org"), "form": "verbal"}
            why = {"purpose": "service_delivery", "categories": ("contact",), "legal_basis": "vital_interest"}
            clear(world, random, team, DiscloseData.model_validate(told | why, by_name=True))
        clear(world, random, service, CorrectFact(case_id=thing("case"), replaces=wrong, reason="never_happened"))
        world.drain()


def held_then_cleared(world: World, random: Random) -> None:
    """Every team learns of what is held of its facts, and then clears one of them up."""
    for service in world.members:
        world.drain()
        if held := world.events(service, FactHeld):
            event = random.choice(held)
            about = {"case_id": event.metadata.case_id, "held_id": event.held_id}  # type: ignore[attr-defined]
            clear(world, random, service, DismissHeldFact(**about, reason="duplicate"))
    world.drain()


def published_then_wrong(world: World, random: Random) -> None:
    """Figures are published, and then what they were counted from was wrong; nobody answers for it until it is late."""
    for name in ("reporting DraftRelease", "reporting PublishRelease"):
        KINDS[name](world, random)
    for _ in range(5):
        corrected(world, random)
    world.drain()
    world.wait(timedelta(hours=1))
    world.wait(timedelta(days=15))
    for release_id, release in world.states("reporting", "Release").items():
        if isinstance(release, Published) and (waiting := release.touched - release.reviewed):
            clear(world, random, "reporting", ReviewRelease(case_id=release_id, corrected=tuple(sorted(waiting))))


def whose(event: Event) -> UUID | None:
    named: UUID | None = getattr(event, "victim_id", None) or getattr(event, "accused_id", None)
    return named


EXCHANGES: Mapping[str, Act] = {
    "time passes": time_passes,
    "a week passes": a_week_passes,
    "months pass": months_pass,
    "heard": heard,
    "heard twice": heard_twice,
    "published twice": published_twice,
    "all is heard": all_is_heard,
}
CLEARINGS: Mapping[str, Act] = {"cleared": cleared, "corrected": corrected}
SEVERAL: Mapping[str, Act] = {
    "assessed": assessed,
    "everybody finishes": everybody_finishes,
    "merged and asked": merged_and_asked,
    "told, then wrong": told_then_wrong,
    "held, then cleared": held_then_cleared,
    "published, then wrong": published_then_wrong,
    "glass is broken": glass_is_broken,
    "a fact of no case": a_fact_of_no_case,
}
ACTS: Mapping[str, Act] = {**KINDS, **EXCHANGES, **CLEARINGS, **SEVERAL}


def told(story: tuple[str, ...]) -> Act:
    def acted(world: World, random: Random) -> None:
        for name in story:
            ACTS[name](world, random)

    return acted


EVERYTHING: Mapping[str, Act] = {**ACTS, **{f"{name}.": told(story) for name, story in STORIES.items()}}
"""Single acts, and stories by their names."""
