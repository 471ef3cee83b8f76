"""Aftercare, composed: from the first fact about a case to the restoration or exit of everyone in care."""

from casework.notices import notice_of
from casework.reach import OWN
from casework.requests import break_glass
from casework.roles import DIRECTOR
from throughline.projection import Timeline
from throughline.service import Service

from aftercare import access, api, assessment, case_care, deadlines, definitions, reactions, survivor
from aftercare.inbound import partners
from aftercare.projections.assessments import Assessments
from aftercare.projections.case_view import CaseView
from aftercare.projections.caseload import Caseload
from aftercare.projections.people import People
from aftercare.projections.safety_rechecks import SafetyRechecks
from aftercare.projections.tasks import Tasks


def service() -> Service:
    instruments = definitions.instruments()
    return Service(
        name="aftercare",
        package="aftercare",
        aggregates=(
            case_care.AGGREGATE,
            survivor.aggregate(definitions.policy(), instruments),
            assessment.aggregate(instruments),
        ),
        reads=("intake.events", "legal.events", "reporting.events"),
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        clock=deadlines.COMMANDS,
        read_models=(CaseView(), People(), SafetyRechecks(), Caseload(), Assessments(), Tasks(), Timeline()),
        queries=api.queries,
        vault_readers=access.READS_DOCUMENTS,
        depositors=access.DEPOSITS_DOCUMENTS,
        clears=frozenset({DIRECTOR}),
        notices=notice_of,
        hides=access.HIDES,
        shows=OWN,
        breaks_glass={DIRECTOR: break_glass},
    )
