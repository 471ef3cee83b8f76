"""Registering a study: a series, a site, whom it asks, how, and who does it.

Guarantees that a study's terms, once registered, are not registered otherwise. Says nothing about what it finds.
"""

from uuid import UUID

from throughline.domain import Decision, Event, Rejected

from reporting.codes import Code, Jurisdiction, OfficeId
from reporting.roles import WRITERS
from reporting.study.state import Registered, Study, Unregistered

# Events. These names and fields are the storage format: never rename, add a V2.


class StudyRegistered(Event):
    sensitivity = "internal"

    study_id: UUID
    series_id: UUID
    site: Code
    population: Code
    method: Code
    organisations: tuple[UUID, ...]


# Commands. The case id is the study's id: a study belongs to no case.


class RegisterStudy(Decision, roles=WRITERS, opens=True):
    office_id: OfficeId
    jurisdiction: Jurisdiction | None = None
    series_id: UUID
    site: Code
    population: Code
    method: Code
    organisations: tuple[UUID, ...] = ()


# Rules


class StudyAlreadyRegistered(Rejected):
    def __init__(self, study_id: UUID) -> None:
        super().__init__(
            f"study {study_id} is registered on other terms; register the changed design as a new study of the series"
        )


# Decisions


def register_study(study: Study, command: RegisterStudy) -> list[Event]:
    event = StudyRegistered(study_id=command.case_id, **command.fields("office_id", "jurisdiction"))
    match study:
        case Unregistered():
            return [event]
        case Registered() if registered(Unregistered(), event) == _terms(study):
            return []
        case Registered():
            raise StudyAlreadyRegistered(command.case_id)


# What the events change


def registered(_study: Study, event: StudyRegistered) -> Registered:
    return Registered(event.series_id, event.site, event.population, event.method, event.organisations)


def _terms(study: Registered) -> Registered:
    return Registered(study.series_id, study.site, study.population, study.method, study.organisations)
