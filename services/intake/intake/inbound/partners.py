"""The facts that partner organisations may send on their topic; the narrative is deposited in the vault first."""

from throughline.domain import Fact

from intake.case.referral import RecordReferral

ACCEPTS: tuple[type[Fact], ...] = (RecordReferral,)
