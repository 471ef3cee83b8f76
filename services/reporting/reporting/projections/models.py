"""Every read model of reporting's own, each under the name its statements know it by."""

from typing import Any

from throughline.projection import ReadModel

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
from reporting.projections.tasks import Tasks
from reporting.projections.trainings import Trainings
from reporting.projections.victim_facts import VictimFactsModel

ALL: tuple[ReadModel[Any], ...] = (
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
    Tasks(),
    Gaps(),
    Reforms(),
    AssessmentFactsModel(),
    Trainings(),
    Studies(),
    StudyResults(),
    Erasures(),
)
