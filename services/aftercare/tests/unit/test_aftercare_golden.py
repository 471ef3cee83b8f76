"""Every event has a golden sample, and reads and writes it without a difference: the samples are the storage format."""

from json import loads
from pathlib import Path

import pytest
from aftercare.service import service
from throughline.domain import Event

GOLDEN = Path(__file__).parents[1] / "golden"
EVENTS = [event for aggregate in service().aggregates for event in aggregate.own_event_types]


def sample_of(event: type[Event]) -> Path:
    return GOLDEN / f"{event.__name__}.v{event.version}.json"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_reads_and_writes_its_sample_identically(event: type[Event]) -> None:
    text = sample_of(event).read_text()
    assert loads(event.model_validate_json(text).model_dump_json(by_alias=True)) == loads(text)


def test_every_sample_is_of_an_event_and_every_event_has_one() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {sample_of(event).name for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_no_field_is_of_a_kind_that_names_somebody(event: type[Event]) -> None:
    named = {"name", "phone", "address", "email", "narrative", "birthdate", "place", "notes", "facility", "text"}
    told = {part for field in event.model_fields if not field.endswith("_ref") for part in field.split("_")}
    assert not named & told


def test_an_events_name_belongs_to_one_stream() -> None:
    assert len({event.__name__ for event in EVENTS}) == len(EVENTS)
