"""Other teams' facts become notes on the case, and nothing else."""

from json import loads
from pathlib import Path
from uuid import UUID

import pytest
from intake.case import NotePartClose, NotePartReopened
from intake.inbound.aftercare import AftercarePartClosed, AftercareReopened
from intake.inbound.legal import LegalPartClosed, LegalPartReopened
from intake.reactions import (
    ALL,
    aftercare_part_closed,
    aftercare_reopened,
    legal_part_closed,
    legal_part_reopened,
)
from throughline.testing.given import CASE, recorded

PERSON = UUID("3f2b8c1e-5d47-5a90-8b1c-2e6f4a7d9c03")
SERVICES = Path(__file__).parents[3]


def origin(referred):
    return recorded(referred[0], 1).metadata


def test_a_closed_part_is_noted_with_everyone_it_covers(referred):
    where = origin(referred)
    legal = LegalPartClosed.model_validate({"covers": [str(PERSON)], "outcomeSummary": "all_final"})
    care = AftercarePartClosed.model_validate({"covers": [str(PERSON)], "outcomeSummary": "restored"})
    assert legal_part_closed(legal, where) == [
        NotePartClose(case_id=CASE, part="legal", covers=(PERSON,), outcome="all_final")
    ]
    assert aftercare_part_closed(care, where) == [
        NotePartClose(case_id=CASE, part="aftercare", covers=(PERSON,), outcome="restored")
    ]


def test_a_part_at_work_again_is_noted(referred):
    where = origin(referred)
    assert legal_part_reopened(LegalPartReopened(), where) == [
        NotePartReopened(case_id=CASE, part="legal", reason="legal_reopened")
    ]
    assert aftercare_reopened(AftercareReopened(), where) == [
        NotePartReopened(case_id=CASE, part="aftercare", reason="aftercare_reopened")
    ]


def test_what_a_reaction_sends_has_no_door_for_people():
    assert not NotePartClose.roles
    assert not NotePartReopened.roles


def test_every_reaction_is_declared_once():
    assert len({reaction.name for reaction in ALL}) == len(ALL) == 4


@pytest.mark.parametrize("reaction", ALL, ids=lambda reaction: reaction.name)
def test_the_producers_sample_of_the_event_leads_to_a_command(reaction, referred):
    event = reaction.event
    sample = SERVICES / event.source / "tests/golden" / f"{event.name}.v{max(event.versions)}.json"
    commands = reaction(event.model_validate(loads(sample.read_text())), origin(referred))
    assert [command.case_id for command in commands] == [CASE]
