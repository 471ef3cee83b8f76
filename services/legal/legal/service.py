"""Legal, put together: what it decides, reads, keeps and answers."""

from casework.notices import notice_of
from casework.reach import OWN
from casework.requests import break_glass
from casework.roles import DIRECTOR
from throughline.projection import Timeline
from throughline.service import Service

from legal import access, deadlines, docket, evidence, prosecution, reactions, unplaced
from legal.api import queries
from legal.inbound import partners
from legal.profiles import profiles
from legal.projections.accused_status import AccusedStatus
from legal.projections.appeals import Appeals
from legal.projections.case_view import CaseView
from legal.projections.charges import Charges
from legal.projections.compensation import Compensation
from legal.projections.consents import Consents
from legal.projections.entitlements import Entitlements
from legal.projections.evidence_items import EvidenceItems
from legal.projections.hearings import Hearings
from legal.projections.mandates import Mandates
from legal.projections.milestones import Milestones
from legal.projections.prosecutions import Prosecutions
from legal.projections.protection_orders import ProtectionOrders
from legal.projections.references import References
from legal.projections.tasks import Tasks
from legal.projections.verdicts import Verdicts
from legal.roles import CLEARERS


def service() -> Service:
    profiles()
    return Service(
        name="legal",
        package="legal",
        aggregates=(docket.AGGREGATE, prosecution.AGGREGATE, evidence.AGGREGATE, unplaced.AGGREGATE),
        reads=("intake.events", "aftercare.events", "reporting.events"),
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        addressing=partners.ADDRESSING,
        clock=deadlines.COMMANDS,
        read_models=(
            CaseView(),
            Prosecutions(),
            AccusedStatus(),
            Charges(),
            Verdicts(),
            Appeals(),
            Hearings(),
            Milestones(),
            Tasks(),
            ProtectionOrders(),
            EvidenceItems(),
            References(),
            Entitlements(),
            Compensation(),
            Mandates(),
            Consents(),
            Timeline(),
        ),
        queries=queries,
        vault_readers=access.READS_DOCUMENTS,
        hides=access.HIDES,
        shows=OWN,
        depositors=access.DEPOSITS_DOCUMENTS,
        clears=CLEARERS,
        notices=notice_of,
        breaks_glass={DIRECTOR: break_glass},
    )
