"""A service as a consumer: where it keeps pseudonyms, the id under which it keeps a case that its producer names."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from throughline.database import Pool
from throughline.domain import Metadata, Moment
from throughline.envelope import Record
from throughline.projection import Forgetting
from throughline.reconciliation.received import Consumer

NIL = UUID(int=0)
Ingest = Callable[[Record], Record]


def consumer_of(
    service: str, pool: Pool, reads: Sequence[str], ingest: Ingest | None, forgetting: Forgetting | None
) -> Consumer:
    """`ingest` is what is done to the records of others before any of it is kept."""
    renames = renaming(service, ingest) if ingest else None
    return Consumer(pool, reads, renames, forgetting.cases if forgetting else None)


def renaming(service: str, ingest: Ingest) -> Callable[[UUID], UUID]:
    """By what the service does to records of others."""

    def rename(case_id: UUID) -> UUID:
        at = datetime.now(UTC)
        told = Metadata(
            event_id=NIL,
            event_type="",
            schema_version=1,
            service=f"other than {service}",
            stream_id=NIL,
            stream_version=1,
            case_id=case_id,
            occurred_on=Moment(at),
            recorded_at=at,
            actor_id=NIL,
            actor_role="",
            command_id=NIL,
            correlation_id=NIL,
            causation_id=NIL,
        )
        return ingest(Record(told, b"{}")).metadata.case_id

    return rename
