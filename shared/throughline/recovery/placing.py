"""Which kind of stream a published event belongs to: its topic and type say so, or what else is on its stream. Pure."""

from collections.abc import Collection, Iterable
from typing import Any

from throughline.domain import ON_EVERY_STREAM, Aggregate

EVERYWHERE = {cls.__name__ for cls in ON_EVERY_STREAM}


class KindUnknown(Exception):
    """No kind of stream of this release fits. The text names the types."""


def kind_of(aggregates: Iterable[Aggregate[Any]], said: Collection[tuple[str, str]], held: Collection[str]) -> str:
    """The one kind whose streams have these (topic, type of event); `held`: the facts that are held on it.

    Raises KindUnknown.
    """
    fit = [
        one
        for one in aggregates
        if all(topic == one.topic and _takes(one, event_type) for topic, event_type in said)
        and all(any(command.__name__ == name for command in one.command_types) for name in held)
    ]
    if len(fit) != 1:
        types = ", ".join(sorted(event_type for _, event_type in said))
        raise KindUnknown(
            f"a stream with {types} is of {len(fit)} kinds of this release; it takes the one that wrote it"
        )
    return fit[0].name


def _takes(aggregate: Aggregate[Any], event_type: str) -> bool:
    return event_type in EVERYWHERE or any(cls.__name__ == event_type for cls in aggregate.own_event_types)
