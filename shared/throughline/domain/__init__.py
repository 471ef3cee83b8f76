"""All that a service's domain code imports: messages, time, rules, streams and deadlines. Pure: no I/O, no clock."""

from pydantic import Field

from throughline.domain.actor import SYSTEM_ROLES, Actor
from throughline.domain.aggregate import Aggregate, OnStream, Seen, StreamRef, per_case_stream
from throughline.domain.deadlines import Deadline, DeadlineMet, Elapsed
from throughline.domain.held import FactHeld
from throughline.domain.messages import Command, Decision, Document, Event, Fact, Issued, Message
from throughline.domain.metadata import LegalBasis, Metadata
from throughline.domain.moment import Moment, Precision
from throughline.domain.rejected import Rejected
from throughline.domain.stamp import foresee, stamp

__all__ = [
    "SYSTEM_ROLES",
    "Actor",
    "Aggregate",
    "Command",
    "Deadline",
    "DeadlineMet",
    "Decision",
    "Document",
    "Elapsed",
    "Event",
    "Fact",
    "FactHeld",
    "Field",
    "Issued",
    "LegalBasis",
    "Message",
    "Metadata",
    "Moment",
    "OnStream",
    "Precision",
    "Rejected",
    "Seen",
    "StreamRef",
    "foresee",
    "per_case_stream",
    "stamp",
]
