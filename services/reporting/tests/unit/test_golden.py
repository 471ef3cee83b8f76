"""The storage format stays what it is: every own event decodes its kept sample and encodes it back, byte for byte; and
what other teams keep as samples of their events can be read here."""

import json
from pathlib import Path

import pytest
from reporting import corrections, data_quality, programme, reactions, release, study
from reporting.service import service
from throughline.domain import ON_EVERY_STREAM, FactHeld
from throughline.domain.aggregate import members
from throughline.inbound import Inbound

GOLDEN = Path(__file__).parents[1] / "golden"
SERVICES = Path(__file__).parents[3]
OWN = tuple(event for kind in (study, programme, release, corrections, data_quality) for event in members(kind.Event))
ANYWHERE = {event.__name__ for event in ON_EVERY_STREAM}
"""The kit's own, which no team keeps a sample of."""
READ = {event for model in service().read_models for event in model.handlers if issubclass(event, Inbound)}
REACTED_TO = {reaction.event for reaction in reactions.ALL}
FOREIGN = sorted(
    (event for event in READ | REACTED_TO if event.name not in ANYWHERE),
    key=lambda event: (event.source, event.name),
)


@pytest.mark.parametrize("event", OWN, ids=lambda event: event.__name__)
def test_a_stored_event_reads_back_as_it_was_written(event):
    sample = (GOLDEN / f"{event.__name__}.v{event.version}.json").read_text().strip()
    assert event.model_validate_json(sample).model_dump_json(by_alias=True) == sample


def test_every_sample_is_of_an_event_there_is():
    assert {path.name for path in GOLDEN.iterdir()} == {f"{event.__name__}.v{event.version}.json" for event in OWN}


@pytest.mark.parametrize("event", FOREIGN, ids=lambda event: f"{event.source}.{event.name}")
def test_another_teams_event_can_be_read(event):
    samples = [
        path
        for version in event.versions
        if (path := SERVICES / event.source / "tests/golden" / f"{event.name}.v{version}.json").exists()
    ]
    assert samples, f"{event.source} keeps no sample of {event.name}"
    for sample in samples:
        read = event.model_validate(json.loads(sample.read_text()))
        assert set(read.model_fields_set) <= set(event.model_fields)


@pytest.mark.parametrize("model", service().read_models, ids=lambda model: model.name)
def test_every_own_event_is_handled_or_ignored(model):
    if model.name == "timeline":
        return
    handled = {event for event in model.handlers if not issubclass(event, Inbound)}
    assert handled | model.ignores == {*OWN, FactHeld}
    assert not handled & model.ignores
