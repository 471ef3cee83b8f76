"""Reporting, put together: what it decides, reads, keeps and answers. It has no vault, no clock and no reactions."""

from throughline.projection import Timeline
from throughline.service import Service

from reporting import deadlines, programme, pseudonyms, reactions, study
from reporting.api import queries
from reporting.inbound import partners
from reporting.projections.accused_facts import AccusedFactsModel
from reporting.projections.appeals import Appeals
from reporting.projections.assessment_facts import AssessmentFactsModel
from reporting.projections.case_facts import CaseFactsModel
from reporting.projections.charge_facts import ChargeFactsModel
from reporting.projections.compensations import Compensations
from reporting.projections.milestones import Milestones
from reporting.projections.prosecution_facts import ProsecutionFactsModel
from reporting.projections.studies import Studies
from reporting.projections.study_results import StudyResults
from reporting.projections.trainings import Trainings
from reporting.projections.victim_facts import VictimFactsModel


def service() -> Service:
    return Service(
        name="reporting",
        package="reporting",
        aggregates=(study.AGGREGATE, programme.AGGREGATE),
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
            AssessmentFactsModel(),
            Trainings(),
            Studies(),
            StudyResults(),
            Timeline(),
        ),
        queries=queries,
    )
