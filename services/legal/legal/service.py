"""Legal, put together: what it decides, reads, keeps and answers."""

from throughline.projection import Timeline
from throughline.service import Service

from legal import access, deadlines, docket, prosecution, reactions
from legal.api import queries
from legal.inbound import partners
from legal.projections.accused_status import AccusedStatus
from legal.projections.appeals import Appeals
from legal.projections.case_view import CaseView
from legal.projections.charges import Charges
from legal.projections.hearings import Hearings
from legal.projections.prosecutions import Prosecutions
from legal.projections.verdicts import Verdicts
from legal.roles import CLEARERS


def service() -> Service:
    return Service(
        name="legal",
        package="legal",
        aggregates=(docket.AGGREGATE, prosecution.AGGREGATE),
        reads=("intake.events", "aftercare.events"),
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        clock=deadlines.COMMANDS,
        read_models=(
            CaseView(),
            Prosecutions(),
            AccusedStatus(),
            Charges(),
            Verdicts(),
            Appeals(),
            Hearings(),
            Timeline(),
        ),
        queries=queries,
        vault_readers=access.READS_DOCUMENTS,
        depositors=access.DEPOSITS_DOCUMENTS,
        clears=CLEARERS,
    )
