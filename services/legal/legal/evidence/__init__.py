"""Evidence: one item and its chain of custody, a stream of its own. Topic legal.evidence, read by legal alone."""

from uuid import UUID

from throughline.domain import Aggregate, StreamRef, per_case_stream
from throughline.domain import Command as AnyCommand

from legal.docket.state import DOCKET
from legal.evidence import custody
from legal.evidence.state import EVIDENCE, Evidence

TOPIC = "legal.evidence"

Command = custody.Command
Event = custody.Event


def stream_id(command: AnyCommand) -> UUID:
    item_id: UUID = command.item_id  # type: ignore[attr-defined]
    return item_id


AGGREGATE = Aggregate(
    name=EVIDENCE,
    topic=TOPIC,
    initial=Evidence(),
    commands=Command,
    events=Event,
    decide=custody.decide,
    evolve=custody.evolve,
    stream_id=stream_id,
    tells=lambda command: StreamRef(DOCKET, per_case_stream(command.case_id, f"legal.{DOCKET}")),
)
