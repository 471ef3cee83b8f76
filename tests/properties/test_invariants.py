"""The invariants of the casework over random histories of whole cases, in all four services at once.

Kafka and Postgres are left out, nothing else is: the services' real aggregates, reactions, clocks and read models, with
events heard late, twice, and in any interleaving. The examples are the same on every run; to look for others, run
`pytest tests/properties --hypothesis-profile=explore`.
"""

from collections.abc import Mapping, Sequence

import pytest
from histories.invariants import INVARIANTS
from histories.lives import ANYTHING, THREADS, Step, histories, of, told_whole
from hypothesis import event, given, note, settings
from hypothesis import strategies as st

COURT, CARE, FIGURES = of("legal"), of("aftercare"), of("reporting")
ABOUT: Mapping[str, Sequence[str]] = {
    "no sentence without a conviction": ("legal trial.", "legal reported.", "legal charges.", *COURT),
    "one open custody per accused and prosecution": ("legal custody.", "legal bail.", "legal flight.", *COURT),
    "one open placement per survivor": ("aftercare placement.", "aftercare home.", *CARE),
    "evidence is handed on by who has it, or the gap is flagged": ("legal evidence.",),
    "no referral without a consent or basis of that day": ("aftercare services.", "intake disclosure.", *CARE),
    "the means of an assessment are those of its scores": (
        "assessed",
        "aftercare plan.",
        *of(aggregates=["Assessment"]),
    ),
    "who is restored met the policy": ("assessed", "aftercare end.", "aftercare danger."),
    "nobody brought to safety is forgotten, and everyone owed a warning is warned": (
        "intake asks.",
        "legal flight.",
        "legal bail.",
        "legal hearings.",
        "aftercare danger.",
    ),
    "no published figure of few can be read or worked out": ("reporting release.",),
    "a replay shows the same, whatever came twice and in whichever order": THREADS,
}


def test_every_invariant_is_looked_for_where_it_may_break() -> None:
    assert ABOUT.keys() == INVARIANTS.keys()
    assert len(INVARIANTS) == 10


@settings(max_examples=settings().max_examples // 3)
@given(life=histories((*ANYTHING, *THREADS)))
def test_all_of_them_hold_in_any_history(life: list[Step]) -> None:
    world = told_whole(life)
    event(f"{len(list(world.everything())) // 100 * 100} events and more")
    assert world.parked == [], "a reaction was refused"
    for name, wrong in INVARIANTS.items():
        assert wrong(world) == [], name


@pytest.mark.parametrize("name", INVARIANTS)
@settings(max_examples=settings().max_examples // 8)
@given(data=st.data())
def test_each_holds_in_histories_that_are_mostly_about_it(name: str, data: st.DataObject) -> None:
    life = data.draw(histories(ABOUT[name], most=15))
    world = told_whole(life)
    note(f"{len(list(world.everything()))} events")
    assert INVARIANTS[name](world) == []
