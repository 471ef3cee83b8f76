"""Reporting, put together: what it decides, reads, keeps and answers. It has no vault and no clock."""

from throughline.projection import Forgetting, Timeline
from throughline.service import Service

from reporting import data_quality, deadlines, programme, pseudonyms, reactions, release, roles, study
from reporting.api import queries
from reporting.inbound import partners
from reporting.projections.accused_facts import AccusedFactsModel
from reporting.projections.appeals import Appeals
from reporting.projections.assessment_facts import AssessmentFactsModel
from reporting.projections.case_facts import CaseFactsModel
from reporting.projections.charge_facts import ChargeFactsModel
from reporting.projections.compensations import Compensations
from reporting.projections.compliance_facts import ComplianceFactsModel
from reporting.projections.erasures import Erasures
from reporting.projections.hearing_facts import HearingFactsModel
from reporting.projections.held_facts import HeldFacts
from reporting.projections.issues import Issues
from reporting.projections.milestones import Milestones
from reporting.projections.prosecution_facts import ProsecutionFactsModel
from reporting.projections.reforms import Gaps, Reforms
from reporting.projections.releases import Releases
from reporting.projections.service_facts import ServiceFactsModel
from reporting.projections.studies import Studies
from reporting.projections.study_results import StudyResults
from reporting.projections.trainings import Trainings
from reporting.projections.victim_facts import VictimFactsModel


def service() -> Service:
    return Service(
        name="reporting",
        package="reporting",
        aggregates=(study.AGGREGATE, programme.AGGREGATE, release.AGGREGATE, data_quality.AGGREGATE),
        reads=("intake.events", "legal.events", "aftercare.events", "aftercare.care", "aftercare.clinical"),
        ingest=pseudonyms.of,
        reactions=reactions.ALL,
        partners=partners.ACCEPTS,
        clock=deadlines.COMMANDS,
        read_models=(
            CaseFactsModel(),
            VictimFactsModel(),
            ProsecutionFactsModel(),
            AccusedFactsModel(),
            ChargeFactsModel(),
            Milestones(),
            Appeals(),
            Compensations(),
            HearingFactsModel(),
            ComplianceFactsModel(),
            ServiceFactsModel(),
            HeldFacts(),
            Issues(),
            Releases(),
            Gaps(),
            Reforms(),
            AssessmentFactsModel(),
            Trainings(),
            Studies(),
            StudyResults(),
            Erasures(),
            Timeline(),
        ),
        queries=queries,
        clears=roles.CLEARERS,
        forgets=Forgetting(event="SubjectErased", cases="with_somebody_erased"),
    )
