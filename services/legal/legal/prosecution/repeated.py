"""The same fact again is nothing new: same person or thing, same day, same content.

Guarantees that writing a fact down twice records it once, whoever writes and in whatever order conditions are listed.
A man may be let go and taken again within one day, so an arrest or release counts as a repetition only while it is the
last thing that happened to his custody, or where it names the very instant that is known.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from throughline.domain import Event, Moment

from legal.days import same_day

Content = tuple[str, frozenset[tuple[str, Any]]]
Said = Mapping[Content, tuple[Moment, ...]]

SUBJECTS = ("accused_id", "charge_id", "hearing_id", "order_id", "appeal_id", "witness_id")
NO_SUBJECT = UUID(int=0)


def content(kind: str, fields: Mapping[str, Any]) -> Content:
    """A fact's kind and fields as one comparable value; the order within a list does not matter."""
    said = ((name, frozenset(value) if isinstance(value, tuple) else value) for name, value in fields.items())
    return kind, frozenset(said)


def content_of(event: Event) -> Content:
    return content(type(event).__name__, dict(event))


def subject(fields: Mapping[str, Any]) -> UUID:
    """Whom or what a fact is about: keeps what was said in small pieces."""
    return next((fields[name] for name in SUBJECTS if fields.get(name)), NO_SUBJECT)


def remember(said: Mapping[UUID, Said], event: Event) -> Mapping[UUID, Said]:
    about, key = subject(dict(event)), content_of(event)
    known = said.get(about, {})
    return {**said, about: {**known, key: (*known.get(key, ()), event.occurred_on)}}


def is_said(said: Mapping[UUID, Said], key: Content, fields: Mapping[str, Any], moment: Moment) -> bool:
    """Whether this was said of the same day before."""
    return any(same_day(known, moment) for known in said.get(subject(fields), {}).get(key, ()))


def is_said_of_the_instant(said: Mapping[UUID, Said], key: Content, fields: Mapping[str, Any], moment: Moment) -> bool:
    """Whether this was said before, of the same instant or of a day whose hour nobody knows."""
    return any(
        known == moment or (same_day(known, moment) and "instant" not in (known.precision, moment.precision))
        for known in said.get(subject(fields), {}).get(key, ())
    )
