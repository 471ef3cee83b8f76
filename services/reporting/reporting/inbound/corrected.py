"""Corrections as other teams record them: alike in all three."""

from uuid import UUID

from throughline.inbound import Inbound


class Corrected(Inbound):
    """Base: the event that never counted, and what it was counted as."""

    replaces: UUID
    wrong_type: str | None = None
    wrong_source: str | None = None
    wrong_historical: bool | None = None


class CorrectedInIntake(Corrected, source="intake", name="FactCorrected"):
    pass


class CorrectedInLegal(Corrected, source="legal", name="FactCorrected"):
    pass


class CorrectedInAftercare(Corrected, source="aftercare", name="FactCorrected"):
    pass
