"""Whether a consumer has of each case what its producer recorded: counted and hashed on either side, and compared.

Contents are compared as JSON, whatever way it was written down. A consumer that keeps pseudonyms compares the ids of
events alone, which it keeps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads
from typing import Literal
from uuid import UUID

Kind = Literal["missing", "behind", "ahead", "other", "surplus"]


@dataclass(frozen=True, slots=True)
class Summary:
    """One case's events on some topics: how many, and hashes of their ids and of ids with contents."""

    case_id: UUID
    events: int
    ids: str
    contents: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A case of which producer (`theirs`) and consumer (`ours`) have not the same events; `events` are counts."""

    case_id: UUID
    kind: Kind
    theirs: int
    ours: int


def summary(case_id: UUID, events: Iterable[tuple[UUID, bytes]]) -> Summary:
    """Of (event id, body) in any order, each event once."""
    known = sorted((str(event_id), _content(body)) for event_id, body in events)
    return Summary(
        case_id,
        len(known),
        _hash("\n".join(event_id for event_id, _ in known)),
        _hash("\n".join(f"{event_id} {content}" for event_id, content in known)),
    )


def difference(theirs: Summary, ours: Summary | None, *, contents: bool) -> Differing | None:
    """What is wrong, if anything; `contents` where both sides keep them as they were written."""
    have = ours.events if ours else 0
    kind: Kind
    if ours is None:
        kind = "missing"
    elif ours.events != theirs.events:
        kind = "behind" if ours.events < theirs.events else "ahead"
    elif ours.ids != theirs.ids or (contents and ours.contents != theirs.contents):
        kind = "other"
    else:
        return None
    return Differing(theirs.case_id, kind, theirs.events, have)


def _content(body: bytes) -> str:
    """A hash of JSON that is the same however it is written; of anything else, of the bytes."""
    try:
        return _hash(dumps(loads(body), sort_keys=True, separators=(",", ":")))
    except ValueError:
        return sha256(body).hexdigest()


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
