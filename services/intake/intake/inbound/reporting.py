"""What intake reads of reporting.events: what is wrong with an event of its own."""

from uuid import UUID

from throughline.inbound import Inbound


class DataQualityIssueRaised(Inbound, source="reporting"):
    issue_id: UUID
    source_event_id: UUID | None = None


class DataQualityIssueResolved(Inbound, source="reporting"):
    issue_id: UUID
    source_event_id: UUID | None = None
