"""What legal and aftercare record alike of telling others and of being asked: intake's reports are over all teams."""

from datetime import date
from uuid import UUID

from throughline.inbound import Inbound


class Disclosed(Inbound):
    disclosure_id: UUID
    subject_ids: tuple[UUID, ...]
    to_org_id: UUID
    purpose: str
    categories: tuple[str, ...]
    consent_id: UUID | None = None
    legal_basis: str | None = None
    form: str
    document_refs: tuple[UUID, ...] = ()


class Told(Inbound):
    disclosure_ids: tuple[UUID, ...]
    change: str


class Asked(Inbound):
    request_id: UUID
    subject_id: UUID
    kind: str
    by: str
    due_on: date


class Answered(Inbound):
    request_id: UUID
    outcome: str
    withheld: tuple[str, ...] = ()
    delivered_by: str


class DisclosedByLegal(Disclosed, source="legal", name="DataDisclosed"):
    pass


class DisclosedByAftercare(Disclosed, source="aftercare", name="DataDisclosed"):
    pass


class ToldByLegal(Told, source="legal", name="RecipientsToldOfChange"):
    pass


class ToldByAftercare(Told, source="aftercare", name="RecipientsToldOfChange"):
    pass


class AskedOfLegal(Asked, source="legal", name="SubjectRequestReceived"):
    pass


class AskedOfAftercare(Asked, source="aftercare", name="SubjectRequestReceived"):
    pass


class AnsweredByLegal(Answered, source="legal", name="SubjectRequestAnswered"):
    pass


class AnsweredByAftercare(Answered, source="aftercare", name="SubjectRequestAnswered"):
    pass
