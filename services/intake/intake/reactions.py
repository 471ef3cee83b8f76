"""What intake does when another team closes its part of a case, or goes back to work on it.

Pure translations into notes on the case, which decides whether it closes or reopens, whatever arrives first.
"""

from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from intake.case.closing import NotePartReopened
from intake.case.parts import NotePartClose
from intake.inbound.aftercare import AftercarePartClosed, AftercareReopened
from intake.inbound.legal import LegalPartClosed, LegalPartReopened


@reaction(LegalPartClosed)
def legal_part_closed(event: LegalPartClosed, origin: Metadata) -> list[Command]:
    return [
        NotePartClose(case_id=origin.case_id, part="legal", covers=event.covers, outcome=event.outcome_summary),
    ]


@reaction(AftercarePartClosed)
def aftercare_part_closed(event: AftercarePartClosed, origin: Metadata) -> list[Command]:
    return [
        NotePartClose(case_id=origin.case_id, part="aftercare", covers=event.covers, outcome=event.outcome_summary),
    ]


@reaction(LegalPartReopened)
def legal_part_reopened(event: LegalPartReopened, origin: Metadata) -> list[Command]:
    return [NotePartReopened(case_id=origin.case_id, part="legal", reason="legal_reopened")]


@reaction(AftercareReopened)
def aftercare_reopened(event: AftercareReopened, origin: Metadata) -> list[Command]:
    return [NotePartReopened(case_id=origin.case_id, part="aftercare", reason="aftercare_reopened")]


ALL: tuple[Reaction, ...] = (
    legal_part_closed,
    aftercare_part_closed,
    legal_part_reopened,
    aftercare_reopened,
)
