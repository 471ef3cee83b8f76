"""Intake, composed: from the first referral to the closing of the case."""

from casework.notices import notice_of
from casework.reach import OWN
from casework.requests import break_glass
from casework.roles import DIRECTOR
from throughline.projection import Timeline
from throughline.service import Service

from intake import access, api, case, deadlines, reactions
from intake.inbound import partners
from intake.projections.case_view import CaseView
from intake.projections.consents import Consents
from intake.projections.disclosures import Disclosures
from intake.projections.operations import Operations
from intake.projections.safety_rechecks import SafetyRechecks
from intake.projections.safety_risks import SafetyRisks
from intake.projections.subject_requests import SubjectRequests
from intake.projections.suspects import Suspects
from intake.projections.tasks import Tasks
from intake.projections.victims import Victims
from intake.projections.workers import Workers


def service() -> Service:
    return Service(
        name="intake",
        package="intake",
        aggregates=(case.AGGREGATE,),
        reads=("legal.events", "aftercare.events", "reporting.events"),
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        clock=deadlines.COMMANDS,
        sets_aside=partners.known_types(),
        read_models=(
            CaseView(),
            Victims(),
            Suspects(),
            Operations(),
            Consents(),
            Tasks(),
            SafetyRisks(),
            Workers(),
            Disclosures(),
            SubjectRequests(),
            SafetyRechecks(),
            Timeline(),
        ),
        queries=api.queries,
        vault_readers=access.READS_DOCUMENTS,
        vault_named=access.NAMED_READERS,
        hides=access.HIDES,
        shows=OWN,
        depositors=access.DEPOSITS_DOCUMENTS,
        clears=frozenset({DIRECTOR}),
        notices=notice_of,
        breaks_glass={DIRECTOR: break_glass},
    )
