"""What a command brings to the vault."""

import json
from datetime import UTC, date, datetime
from typing import Literal, TypeVar
from uuid import UUID, uuid4

from throughline.domain import Actor, Command, Decision, Document, Fact, Issued, Message
from throughline.vault import ToSeal, concerns_vault, documents_of, references_of

CASE, HER = uuid4(), uuid4()
C = TypeVar("C", bound=Command)
SOMEBODY = Actor(uuid4(), "social_worker", frozenset({"PHL-MNL"}))


class Address(Document):
    street_name: str


class Note(Document):
    kind = "CaseNote"
    text: str


class PlacePerson(Decision):
    address: Address | None = None
    note: Note | None = None


class Met(Message):
    profile_ref: UUID | None = None


class RecordVictims(Fact):
    narrative_ref: UUID | None = None
    operation_id: UUID | None = None
    victims: tuple[Met, ...] = ()
    first: Met | None = None


def issued(command: C) -> C:
    return command.issued(Issued(command_id=uuid4(), at=datetime.now(UTC), actor=SOMEBODY))


def test_each_document_is_sealed_under_the_ref_its_event_carries() -> None:
    command = issued(
        PlacePerson(
            case_id=CASE, address=Address(subjects=frozenset({HER}), street_name="Rizal"), note=Note(text="late")
        )
    )
    address, note = documents_of(command)
    content = command.address
    assert content is not None
    assert address == ToSeal(command.id_for("vault:address"), "Address", frozenset({HER}), CASE, content, SOMEBODY)
    assert (note.ref, note.kind) == (command.ref("note"), "CaseNote")


def test_a_document_that_names_no_subject_is_about_the_case() -> None:
    (note,) = documents_of(issued(PlacePerson(case_id=CASE, note=Note(text="late"))))
    assert note.subjects == {CASE}


def test_its_content_is_its_own_fields_on_the_wire_without_the_subjects() -> None:
    (address,) = documents_of(
        issued(PlacePerson(case_id=CASE, address=Address(subjects=frozenset({HER}), street_name="Rizal")))
    )
    assert json.loads(address.json()) == {"streetName": "Rizal"}
    assert "Rizal" not in repr(address)


def test_references_are_found_in_the_command_and_in_what_it_is_made_of() -> None:
    narrative, first, second, third = (uuid4() for _ in range(4))
    command = RecordVictims(
        case_id=CASE,
        narrative_ref=narrative,
        operation_id=uuid4(),
        victims=(Met(profile_ref=first), Met(), Met(profile_ref=second)),
        first=Met(profile_ref=third),
    )
    assert set(references_of(command)) == {narrative, first, second, third}


def test_a_command_without_documents_and_references_does_not_concern_the_vault() -> None:
    assert not concerns_vault(RecordVictims(case_id=CASE, operation_id=uuid4(), victims=(Met(),)))
    assert concerns_vault(RecordVictims(case_id=CASE, victims=(Met(profile_ref=uuid4()),)))
    assert concerns_vault(PlacePerson(case_id=CASE, note=Note(text="late")))


class NoteDay(Fact):
    day: date
    told: Literal["by phone", "in person"] | None = None
    of: tuple[UUID, ...] = ()


class NoteProof(Fact):
    proof_ref: UUID | None = None


def test_what_kinds_of_commands_hold_is_found_wherever_they_may_hold_it() -> None:
    assert not concerns_vault(NoteDay(case_id=CASE, day=date(2026, 3, 4), told="by phone", of=(uuid4(),)))
    assert concerns_vault(NoteProof(case_id=CASE, proof_ref=uuid4()))
    assert not concerns_vault(NoteProof(case_id=CASE))
