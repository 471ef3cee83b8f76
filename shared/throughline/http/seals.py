"""Where in a row seals stand: in a column of their own, or at places of the document that a column holds."""

from collections.abc import Iterator
from json import loads
from typing import Any


def places(holder: Any, path: str) -> Iterator[tuple[Any, Any]]:
    """Each holder, with the name or number in it, where `path` (as `services.*.type`) leads to a seal.

    What is null on the way is passed by; what a jsonb column brought as text is read, and stays read.
    """
    name, _, rest = path.partition(".")
    for key in _all(holder) if name == "*" else [name]:
        held = holder[key]
        if isinstance(held, str):
            holder[key] = held = loads(held)
        if held is None:
            continue
        if rest:
            yield from places(held, rest)
        else:
            yield holder, key


def _all(holder: Any) -> list[Any]:
    return list(holder) if isinstance(holder, dict) else list(range(len(holder)))
