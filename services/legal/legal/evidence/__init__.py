"""Evidence: one item and its chain of custody, a stream of its own. Topic legal.evidence, read by legal alone."""

from collections.abc import Iterator
from uuid import UUID

from throughline.domain import Aggregate, Seen, StreamRef, per_case_stream
from throughline.domain import Command as AnyCommand

from legal.docket.state import DOCKET, PROSECUTION
from legal.evidence import custody
from legal.evidence.state import EVIDENCE, Evidence

TOPIC = "legal.evidence"

Command = custody.Command
Event = custody.Event


def stream_id(command: AnyCommand) -> UUID:
    item_id: UUID = command.item_id  # type: ignore[attr-defined]
    return item_id


def prosecuted_with(evidence: Evidence, _command: object) -> Iterator[StreamRef]:
    if evidence.prosecution_id is not None:
        yield StreamRef(PROSECUTION, evidence.prosecution_id)


def concerns(evidence: Evidence, _event: object, seen: Seen) -> Iterator[UUID]:
    """Everybody of the prosecution that an item belongs to: it names nobody itself."""
    prosecution = seen.get(evidence.prosecution_id) if evidence.prosecution_id else None
    if prosecution is not None:
        yield from prosecution.accused
        yield from (victim for charge in prosecution.charges.values() for victim in charge.victim_ids)


AGGREGATE = Aggregate(
    name=EVIDENCE,
    topic=TOPIC,
    initial=Evidence(),
    commands=Command,
    events=Event,
    decide=custody.decide,
    evolve=custody.evolve,
    stream_id=stream_id,
    corrected=custody.corrected,
    weighs=prosecuted_with,
    concerns=concerns,
    tells=lambda command: StreamRef(DOCKET, per_case_stream(command.case_id, f"legal.{DOCKET}")),
)
