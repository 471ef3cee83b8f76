"""What intake reads of legal.events: when legal's part of a case closes, and when it is at work again."""

from uuid import UUID

from throughline.inbound import Inbound


class LegalPartClosed(Inbound, source="legal"):
    covers: tuple[UUID, ...]
    outcome_summary: str


class LegalPartReopened(Inbound, source="legal"):
    pass
