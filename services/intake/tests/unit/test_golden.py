"""Every event has a golden sample, and reads and writes it without a difference: the samples are the storage format."""

from json import loads
from pathlib import Path

import pytest
from intake.case import AGGREGATE

GOLDEN = Path(__file__).parents[1] / "golden"
EVENTS = list(AGGREGATE.own_event_types)


def sample_of(event):
    return GOLDEN / f"{event.__name__}.v{event.version}.json"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_reads_and_writes_its_sample_identically(event):
    text = sample_of(event).read_text()
    assert loads(event.model_validate_json(text).model_dump_json(by_alias=True)) == loads(text)


def test_every_sample_is_of_an_event_and_every_event_has_one():
    assert {path.name for path in GOLDEN.iterdir()} == {sample_of(event).name for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_no_field_is_of_a_kind_that_names_somebody(event):
    named = {"name", "phone", "address", "email", "narrative", "birthdate", "place", "notes", "team", "docket"}
    assert not named & {part for field in event.model_fields for part in field.split("_") if part != "ref"} - {
        part for field in event.model_fields if field.endswith("_ref") for part in field.split("_")
    }
