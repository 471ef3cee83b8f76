"""The facts that partner organisations may send on their topic: what became of a service she was referred to."""

from throughline.domain import Fact

from aftercare.survivor.services import (
    RecordServiceAccepted,
    RecordServiceDelivered,
    RecordServiceEnded,
    RecordServiceRejected,
)

ACCEPTS: tuple[type[Fact], ...] = (
    RecordServiceAccepted,
    RecordServiceRejected,
    RecordServiceDelivered,
    RecordServiceEnded,
)
