"""The same fact again is nothing new: same person or thing, same moment, same content.

Guarantees that writing a fact down twice records it once, whoever writes and in whatever order conditions are listed.
Two different instants are never the same fact. What was said counts only while nothing has since changed what it is
about: somebody let go and taken again within one day was arrested twice. Facts that are counted (verdicts, counts
withdrawn, payments) are never taken for repetitions: they are judged by what is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from throughline.domain import Event, Moment, before

from legal.days import may_be_one

Content = tuple[str, frozenset[tuple[str, Any]]]
Aspect = tuple[str, UUID]
"""What facts may change: the custody of an accused, the bail, the proceedings, the judgment."""

SUBJECTS = ("accused_id", "charge_id", "hearing_id", "order_id", "appeal_id", "witness_id")
NO_SUBJECT = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Saying:
    """When something is said to have happened, and as which fact of the stream it was recorded."""

    on: Moment
    number: int


@dataclass(frozen=True, slots=True)
class Told:
    """All that was said, in small pieces by whom or what it is about, and when each aspect changed."""

    number: int = 0
    said: Mapping[UUID, Mapping[Content, tuple[Saying, ...]]] = field(default_factory=dict)
    changed: Mapping[Aspect, tuple[Saying, ...]] = field(default_factory=dict)


def content(kind: str, fields: Mapping[str, Any]) -> Content:
    """A fact's kind and fields as one comparable value; the order within a list does not matter."""
    said = ((name, frozenset(value) if isinstance(value, tuple) else value) for name, value in fields.items())
    return kind, frozenset(said)


def content_of(event: Event) -> Content:
    return content(type(event).__name__, dict(event))


def subject(fields: Mapping[str, Any]) -> UUID:
    """Whom or what a fact is about."""
    return next((fields[name] for name in SUBJECTS if fields.get(name)), NO_SUBJECT)


def remember(told: Told, event: Event, changed: Iterable[Aspect]) -> Told:
    about, key = subject(dict(event)), content_of(event)
    saying = Saying(event.occurred_on, told.number + 1)
    known = told.said.get(about, {})
    return Told(
        number=saying.number,
        said={**told.said, about: {**known, key: (*known.get(key, ()), saying)}},
        changed={**told.changed, **{aspect: (*told.changed.get(aspect, ()), saying) for aspect in changed}},
    )


def is_said(told: Told, key: Content, fields: Mapping[str, Any], moment: Moment, aspect: Aspect | None) -> bool:
    """Whether this was said before, and nothing has changed since that it is about."""
    changes = told.changed.get(aspect, ()) if aspect else ()
    return any(
        may_be_one(known.on, moment)
        and (known.on.precision == moment.precision == "instant" or not any(_since(known, c, moment) for c in changes))
        for known in told.said.get(subject(fields), {}).get(key, ())
    )


def _since(known: Saying, change: Saying, moment: Moment) -> bool:
    """Whether a change recorded later may lie between what was said and what is told now."""
    return change.number > known.number and not before(change.on, known.on) and not before(moment, change.on)
