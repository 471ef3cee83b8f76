"""What a reaction's command takes over from its cause, and what becomes of an event of a reaction that is not here."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

from throughline.domain import Command, Event, Fact
from throughline.envelope import Record
from throughline.feed import Arrived
from throughline.feed.faults import needs_newer
from throughline.inbound import Inbound
from throughline.reaction import reaction
from throughline.reaction.reactor import Reactor
from throughline.testing.given import CASE, recorded


class Heard(Event):
    pass


class NoteHeard(Fact):
    pass


@reaction(Inbound)
def heard(event: Any, origin: Any) -> list[Command]:
    return []


def issued(command: Command) -> Command:
    aggregate = SimpleNamespace(stream_id=lambda told: told.case_id)
    bus = cast(Any, SimpleNamespace(aggregate_of=lambda kind: aggregate))
    known = recorded(Heard(), 1).metadata
    origin = replace(known, case_reference="PHL-MNL-2026-00042")
    return Reactor((), cast(Any, None), bus, {})._issued(command, heard, 0, origin)


async def test_what_waits_for_a_reaction_that_this_release_lacks_waits_for_one_that_has_it() -> None:
    one = Arrived("topic", 0, 0, Record(recorded(Heard(), 1).metadata, b"{}"))
    reactor = Reactor((), cast(Any, None), cast(Any, None), {})
    (failure,) = await reactor.ahead([one], (), only="of_another_release")
    assert (failure.arrived, failure.reaction) == (one, "of_another_release")
    assert needs_newer(failure.fingerprint)


def test_a_command_on_the_same_case_keeps_its_number_and_office() -> None:
    issue = issued(NoteHeard(case_id=CASE)).issue
    assert (issue.case_reference, issue.office_id) == ("PHL-MNL-2026-00042", "PHL-MNL")


def test_a_command_on_another_case_has_the_office_and_no_number() -> None:
    issue = issued(NoteHeard(case_id=uuid4())).issue
    assert (issue.case_reference, issue.office_id) == (None, "PHL-MNL")
