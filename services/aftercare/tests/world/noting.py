"""What is told of two cases, in a few words each: who was met, what came of him, who wishes what, what was wrong."""

from typing import Any
from uuid import UUID

from aftercare.case_care.consent import NotePreference
from aftercare.case_care.corrections import NoteCorrection
from aftercare.case_care.custody import NoteCustodyChange
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.merging import NoteCaseMerge, NoteMergedCase
from aftercare.case_care.people import NoteVictim
from throughline.domain import Command
from throughline.testing.given import CASE
from two_cases import Told, id_of, on

OTHER = id_of("other case")
HE, HEARING = id_of("he"), id_of("hearing")


def told(command: Command, source: str = "", **more: Any) -> Told:
    return Told(command, source or command.model_dump_json(), **more)


def met(person: UUID, case: UUID = CASE, source: str = "", **more: Any) -> Told:
    return told(NoteVictim(case_id=case, occurred_on=on(1), victim_id=person, **more), source)


def change(name: str, effect: str, day: int, case: UUID = CASE, accused: UUID | None = HE, **more: Any) -> Told:
    source = f"{name} {day}"
    noted = {"change": name, "effect": effect, "accused_id": accused, "source_event_id": id_of(source)}
    return told(NoteCustodyChange(case_id=case, occurred_on=on(day), **(noted | more)), source)


def says(person: UUID, warn: str, day: int, case: UUID = CASE) -> Told:
    source = f"{warn} {day} {person}"
    return told(NotePreference(case_id=case, occurred_on=on(day), person_id=person, warn=warn), source)


def hearing(state: str, case: UUID = CASE, **more: Any) -> Told:
    return told(NoteHearing(case_id=case, hearing_id=HEARING, state=state, **more), f"hearing {state}")


def corrected(source: str, case: UUID = CASE) -> Told:
    return told(NoteCorrection(case_id=case, replaces=id_of(source), source_event_id=id_of(f"not {source}")))


def merged(into: UUID = OTHER, case: UUID = CASE) -> tuple[Told, Told]:
    return (
        told(NoteCaseMerge(case_id=case, surviving_case_id=into), "merged"),
        told(NoteMergedCase(case_id=into, merged_case_id=case), "merged"),
    )
