"""One type of event in several versions: old ones are read as the newest, and an older one is written where it must be.

Pure. What is stored and published keeps the version it was written in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from json import dumps, loads
from typing import Any

from throughline import envelope
from throughline.domain import Event
from throughline.eventstore.entry import Written


class CannotEmit(ValueError):
    """A setting asks for a version of an event that this release cannot write. The text names it."""


def raised(cls: type[Event], version: int, body: bytes) -> bytes:
    """A body of an older version as that of the version which the class has."""
    if version == cls.version:
        return body
    data: Mapping[str, Any] = loads(body)
    for older in range(version, cls.version):
        data = cls.upcasts[older](data)
    return dumps(data).encode()


def checked(types: Sequence[type[Event]], emits: Mapping[str, int]) -> Mapping[str, int]:
    """`emits` (event type: version to write it in). Raises CannotEmit."""
    by_name = {cls.__name__: cls for cls in types}
    for name, version in emits.items():
        cls = by_name.get(name)
        if cls is None:
            raise CannotEmit(f"{name} is no event of this service")
        if not 0 < version <= cls.version or any(one not in cls.lowers for one in range(version + 1, cls.version + 1)):
            raise CannotEmit(f"{name} is written here in version {cls.version}, and not in version {version}")
    return emits


def as_emitted(written: Sequence[Written], emits: Mapping[str, int]) -> Sequence[Written]:
    """Each event in the version that is asked for, else in that of its class."""
    return [_lowered(one, emits[type(one.event).__name__]) if _is_asked(one, emits) else one for one in written]


def _is_asked(one: Written, emits: Mapping[str, int]) -> bool:
    return emits.get(type(one.event).__name__, one.event.version) < one.event.version


def _lowered(one: Written, version: int) -> Written:
    data: Mapping[str, Any] = loads(one.body)
    for newer in range(one.event.version, version, -1):
        data = type(one.event).lowers[newer](data)
    headers = envelope.headers_text(replace(one.event.metadata, schema_version=version))
    return replace(one, headers=headers, body=dumps(data, separators=(",", ":")), schema_version=version)
