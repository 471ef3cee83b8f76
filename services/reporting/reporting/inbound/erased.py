"""Persons whom another team erased: alike in all three. What reporting has of them goes with it."""

from uuid import UUID

from throughline.inbound import Inbound


class Erased(Inbound):
    """Base: the person by the pseudonym that all of reporting's rows have."""

    subject_id: UUID


class ErasedInIntake(Erased, source="intake", name="SubjectErased"):
    pass


class ErasedInLegal(Erased, source="legal", name="SubjectErased"):
    pass


class ErasedInAftercare(Erased, source="aftercare", name="SubjectErased"):
    pass
