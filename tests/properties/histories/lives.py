"""Histories: the usual life of a case, with some of it left out and anything else between, and what came of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from histories.acting import EVERYTHING, KINDS
from histories.stories import STORIES
from histories.world import World

Step = tuple[str, int]
"""What is done, and the seed of everything else about it."""

USUAL = tuple(
    ("all is heard", 0) if name == "-" else (name, seed)
    for seed, name in enumerate(
        """
intake RecordReferral|intake ScreenReferral|intake OpenCase|intake RecordVictims|intake RecordSuspect
intake RecordConsent|intake RecordConsent|intake RecordVictimBroughtToSafety|intake RecordVictimBroughtToSafety
intake RecordVictimStatus|-|aftercare EnrolOnLegalBasis|aftercare EnrolOnLegalBasis|aftercare AssignCaseworker
aftercare RecordEmergencyCare|legal OpenProsecution|legal RecordComplaintRegistered|legal RecordAccusedRegistered
legal RecordAccusedRegistered|legal RecordArrest|legal RecordChargesFiled|legal RecordChargesFiled|-
aftercare DraftCarePlan|aftercare ApproveCarePlan|aftercare ReferService|aftercare StartPlacement
legal RecordChargeAccepted|legal RecordChargeAccepted|legal RecordBailGranted|legal RecordRelease|-
legal RecordHearingScheduled|legal RecordWitnessSummoned|aftercare AnswerSafetyRecheck|time passes
legal RecordVerdict|legal RecordVerdict|legal RecordSentence|assessed|-|time passes
""".replace("\n", "|")
        .strip("|")
        .split("|")
    )
)
ANYTHING = tuple(sorted(KINDS))
THREADS = tuple(f"{name}." for name in STORIES)
A_QUARTER = 0.25
FREQUENT = ("heard", "heard", "time passes", "heard twice", "published twice", "corrected", "cleared", "assessed")


def of(*services: str, aggregates: Sequence[str] = ()) -> tuple[str, ...]:
    """The acts of these services and aggregates: what a history is mostly about."""
    return tuple(n for n, k in KINDS.items() if k.service in services or k.aggregate in aggregates)


def steps(about: Sequence[str] = ANYTHING) -> st.SearchStrategy[Step]:
    names = st.one_of(st.sampled_from(tuple(about)), st.sampled_from(tuple(about)), st.sampled_from(FREQUENT))
    return st.tuples(names, st.integers(0, 9999))


@st.composite
def histories(draw: st.DrawFn, about: Sequence[str] = ANYTHING, most: int = 40) -> list[Step]:
    """The usual, some of it left out, under seeds of its own, with other steps in between and after."""
    seed, left_out = draw(st.integers(0, 9999)), draw(st.sets(st.integers(0, len(USUAL) - 1), max_size=8))
    life = [(name, seed + at) for at, (name, _) in enumerate(USUAL) if at not in left_out]
    for step, place in draw(st.lists(st.tuples(steps(about), st.integers(0, len(USUAL))), max_size=most)):
        life.insert(place, step)
    return life


def lived(life: Sequence[Step]) -> World:
    world = World()
    for name, seed in life:
        EVERYTHING[name](world, Random(seed))
    return world


def told_whole(life: Sequence[Step]) -> World:
    """A life, and then time enough for everything to be heard and asked for: 72 hours, and what follows from those."""
    world = lived(life)
    world.drain()
    world.wait(timedelta(hours=74))
    world.drain()
    return world


def of_stories(names: Sequence[str], seed: int) -> list[Step]:
    """The usual life, then these stories, all drawn from one seed."""
    usual = [(name, seed + at) for at, (name, _) in enumerate(USUAL)]
    return [*usual, *((f"{name}.", seed + 1000 + at) for at, name in enumerate(names))]


def everything(seed: int) -> list[Step]:
    """The usual life, or a referral declined, then every story and many an act, in an order of this seed's own.

    Each has its place and its seed by its name, so that another story or act leaves those of the others as they were.
    """

    def place(name: str) -> float:
        return Random(f"{seed} {name}").random()

    rest = [
        *sorted((f"{name}." for name in STORIES), key=place),
        *sorted((name for name in ANYTHING if place(f"whether {name}") < A_QUARTER), key=place),
        "months pass",
        *["cleared", "corrected"] * 4,
        "told, then wrong",
        "published, then wrong",
        "held, then cleared",
        "merged and asked",
        *["a fact of no case"] * 3,
        "a week passes",
    ]
    begun = [("intake declined.", seed)] if seed % 4 == 3 else of_stories((), seed * 100)
    times = Counter[str]()
    for name in rest:
        begun.append((name, Random(f"{seed} {name} {times[name]}").getrandbits(32)))
        times[name] += 1
    return begun
