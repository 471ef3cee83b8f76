"""A newer version of an event that somebody here handles is never passed by, whose ever it is."""

from dataclasses import replace

import pytest
from throughline.domain import Event
from throughline.envelope import Record
from throughline.eventstore import EventTypes, UnknownEvent
from throughline.feed import NeedsNewerRelease
from throughline.feed.decoding import Decoder
from throughline.feed.faults import fingerprint, is_bug, needs_newer
from throughline.inbound import Inbound
from throughline.testing.given import recorded


class Heard(Event):
    pass


class Types(EventTypes):
    def __init__(self) -> None:
        self.by_name = {("Heard", 1): Heard}


class Told(Inbound, source="elsewhere", name="Heard"):
    pass


DECODER = Decoder("here", Types(), [Told])


def record(service: str, version: int, event_type: str = "Heard") -> Record:
    known = recorded(Heard(), 1).metadata
    return Record(replace(known, service=service, schema_version=version, event_type=event_type), b"{}")


@pytest.mark.parametrize("service", ["here", "elsewhere"])
class TestAnEvent:
    def test_of_a_version_that_is_read_is_read(self, service: str) -> None:
        assert isinstance(DECODER.decode(record(service, 1)), Heard | Told)

    def test_of_a_newer_version_waits_for_a_newer_release(self, service: str) -> None:
        with pytest.raises(NeedsNewerRelease):
            DECODER.decode(record(service, 2))

    def test_of_a_type_that_nobody_here_reads_is_passed_by(self, service: str) -> None:
        assert DECODER.decode(record(service, 1, "Unheard")) is None


@pytest.mark.parametrize(("fault", "waits"), [(NeedsNewerRelease, True), (UnknownEvent, True), (KeyError, False)])
def test_what_a_newer_release_reads_waits_for_it_and_is_no_bug(fault: type[Exception], waits: bool) -> None:
    try:
        raise fault("Heard version 2")
    except Exception as raised:
        named = fingerprint(raised)
    assert (needs_newer(named), is_bug(named)) == (waits, not waits)
