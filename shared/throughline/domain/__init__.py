"""All that a service's domain code imports: messages, time, rules, streams and deadlines. Pure: no I/O, no clock."""

from pydantic import Field

from throughline.domain.actor import SYSTEM_ROLES, Actor
from throughline.domain.aggregate import (
    ON_EVERY_STREAM,
    Aggregate,
    Elsewhere,
    Mending,
    OnStream,
    Seen,
    StreamRef,
    per_case_stream,
)
from throughline.domain.clearing import AcceptHeldFact, Clearing, CorrectFact, DismissHeldFact, Right, TakeBack
from throughline.domain.corrected import FactCorrected, id_in, named_by
from throughline.domain.deadlines import Deadline, DeadlineMet, Elapsed
from throughline.domain.held import FactHeld, HeldFactAccepted, HeldFactDismissed
from throughline.domain.messages import Command, Decision, Document, Event, Fact, Issued, Message
from throughline.domain.metadata import LegalBasis, Metadata
from throughline.domain.moment import Moment, Precision, before, latest
from throughline.domain.rejected import Rejected
from throughline.domain.sealed import Sealed
from throughline.domain.stamp import foresee, stamp

__all__ = [
    "ON_EVERY_STREAM",
    "SYSTEM_ROLES",
    "AcceptHeldFact",
    "Actor",
    "Aggregate",
    "Clearing",
    "Command",
    "CorrectFact",
    "Deadline",
    "DeadlineMet",
    "Decision",
    "DismissHeldFact",
    "Document",
    "Elapsed",
    "Elsewhere",
    "Event",
    "Fact",
    "FactCorrected",
    "FactHeld",
    "Field",
    "HeldFactAccepted",
    "HeldFactDismissed",
    "Issued",
    "LegalBasis",
    "Mending",
    "Message",
    "Metadata",
    "Moment",
    "OnStream",
    "Precision",
    "Rejected",
    "Right",
    "Sealed",
    "Seen",
    "StreamRef",
    "TakeBack",
    "before",
    "foresee",
    "id_in",
    "latest",
    "named_by",
    "per_case_stream",
    "stamp",
]
