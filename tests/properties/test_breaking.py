"""The invariants can fail: of each, a rule is broken on purpose, and some history shows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from aftercare.assessment import computing
from aftercare.case_care import consequences
from aftercare.case_care.consent import NotePreference
from aftercare.survivor import placement
from casework import liberty
from histories.invariants import INVARIANTS
from histories.lives import of_stories, told_whole
from legal.evidence.custody import EvidenceTransferred
from reporting.publishing import protecting

TRIES = 25
Broken = tuple[str, Callable[..., Any]]


def any_consent(care: Any, _command: Any) -> Any:
    return next(iter(sorted(care.consents)), None)


def whoever_is_there(survivor: Any, *more: Any) -> Any:
    return START(replace(survivor, placement=None), *more)


def a_little_more(mean: Any) -> Any:
    found = ROUNDED(mean)
    return found and found + Decimal("0.01")


def hidden_alone(counts: Any, *, k: int, rounding: int = 1, **more: Any) -> Any:
    """What is small is hidden, and nothing with it."""
    safe = PROTECT(counts, k=k, rounding=rounding, **more)

    def told(value: int) -> int | None:
        return value - value % rounding if value >= k else None

    return replace(
        safe,
        cells=tuple(tuple(told(value) for value in row) for row in counts.cells),
        row_totals=tuple(told(sum(row)) for row in counts.cells),
        column_totals=tuple(told(sum(column)) for column in zip(*counts.cells, strict=True)),
        total=told(sum(map(sum, counts.cells))),
    )


def in_order_of_arrival(known: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    return known if one in known else (*known, one)


def nothing(*_: Any, **__: Any) -> Iterator[Any]:
    return iter(())


def but_who_wishes(before: Any, care: Any, command: Any, merged: Any) -> Any:
    """Whoever asks to be warned after all is told of nothing that is current."""
    return set() if isinstance(command, NotePreference) else LOOK_AT(before, care, command, merged)


LOOK_AT = consequences.whom_to_look_at
START, ROUNDED, PROTECT = placement.start_placement, computing.rounded, protecting.protect
BROKEN: Sequence[tuple[str, Sequence[str], *tuple[Broken, ...]]] = (
    (
        "no sentence without a conviction",
        ["legal trial", "legal reported"],
        ("legal.prosecution.sentence.convicted", lambda *_: True),
    ),
    (
        "one open custody per accused and prosecution",
        ["legal custody", "legal bail", "legal flight"],
        ("legal.prosecution.custody.taken", lambda _accused, _command, event: [event]),
    ),
    (
        "one open placement per survivor",
        ["aftercare placement"],
        ("aftercare.survivor.placement.start_placement", whoever_is_there),
    ),
    (
        "evidence is handed on by who has it, or the gap is flagged",
        ["legal evidence"] * 3,
        (
            "legal.evidence.custody.transferred",
            lambda *known: [EvidenceTransferred(**known[-1].fields())],
        ),
    ),
    (
        "no referral without a consent or basis of that day",
        ["aftercare services"] * 2,
        ("aftercare.survivor.services.covering_consent", any_consent),
    ),
    (
        "the means of an assessment are those of its scores",
        ["aftercare end"],
        ("aftercare.assessment.scoring.rounded", a_little_more),
    ),
    (
        "who is restored met the policy",
        ["aftercare end"] * 3,
        ("aftercare.survivor.policy.falls_short", lambda *_: []),
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["legal bail"],
        ("aftercare.case_care.consequences.warnings", nothing),
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["intake asks", "intake person"],
        ("aftercare.case_care.tasks.about_enrolment", nothing),
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["legal flight", "legal custody"],
        ("casework.liberty.FACTS", {name: fact for name, fact in liberty.FACTS.items() if name != "SuspectReleased"}),  # type: ignore[dict-item]
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["legal charges"] * 3,
        ("aftercare.case_care.custody.freed", nothing),
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["legal hearings", "legal bail"],
        ("aftercare.case_care.rechecks.escalate", lambda *_: []),
    ),
    (
        "nobody brought to safety is forgotten, and everyone owed a warning is warned",
        ["intake preference", "legal bail", "intake preference", "legal flight", "intake preference"],
        ("aftercare.case_care.consequences.whom_to_look_at", but_who_wishes),
    ),
    (
        "no published figure of few can be read or worked out",
        ["reporting release"],
        ("reporting.release.drafting.protect", hidden_alone),
        ("reporting.release.drafting.gives_away", lambda *_: False),
    ),
    (
        "a replay shows the same, whatever came twice and in whichever order",
        ["legal custody", "legal bail"],
        ("legal.projections.case_view.joined", in_order_of_arrival),
    ),
)


@pytest.mark.parametrize("rule", BROKEN, ids=[rule[2][0] for rule in BROKEN])
def test_a_broken_rule_is_found(
    rule: tuple[str, Sequence[str], *tuple[Broken, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And without it the same history shows nothing."""
    name, stories, *broken = rule
    for place, otherwise in broken:
        monkeypatch.setattr(place, otherwise)
    lives = (of_stories(stories, seed * 100) for seed in range(TRIES))
    life = next((life for life in lives if INVARIANTS[name](told_whole(life))), None)
    assert life is not None, "no history shows it"
    monkeypatch.undo()
    assert INVARIANTS[name](told_whole(life)) == []


def test_of_every_invariant_a_rule_is_broken() -> None:
    assert {name for name, *_ in BROKEN} == INVARIANTS.keys()
