"""The storage format stays what it is: every event decodes its kept sample and encodes it back."""

import json
from pathlib import Path

import pytest
from legal.service import service
from throughline.domain import FactHeld
from throughline.inbound import Inbound

GOLDEN = Path(__file__).parents[1] / "golden"
OWN = tuple(event for aggregate in service().aggregates for event in aggregate.own_event_types)
MODELS = [model for model in service().read_models if model.name != "timeline"]


@pytest.mark.parametrize("event", OWN, ids=lambda event: event.__name__)
def test_a_stored_event_reads_back_as_it_was_written(event):
    sample = json.loads((GOLDEN / f"{event.__name__}.v{event.version}.json").read_text())
    again = json.loads(event.model_validate_json(json.dumps(sample)).model_dump_json(by_alias=True))
    assert again == sample
    assert list(again) == list(sample)


@pytest.mark.parametrize("event", OWN, ids=lambda event: event.__name__)
def test_a_stored_event_reads_back_though_a_later_version_added_a_field(event):
    sample = json.loads((GOLDEN / f"{event.__name__}.v{event.version}.json").read_text())
    assert event.model_validate(sample | {"addedLater": 1}, extra="ignore")


def test_every_sample_is_of_an_event_there_is():
    assert {path.name for path in GOLDEN.iterdir()} == {f"{event.__name__}.v{event.version}.json" for event in OWN}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_own_event_is_handled_or_passed_by(model):
    handled = {event for event in model.handlers if not issubclass(event, Inbound)}
    assert (handled | model.ignores) - {FactHeld} == {*OWN}
    assert not handled & model.ignores
