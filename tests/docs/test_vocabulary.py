"""Every event of the domain's vocabulary is there: declared, catalogued, kept as a sample, and known to read models.

The vocabulary stands beside as data. That each is really recorded by some command, reaction or clock is shown by the
histories (tests/properties); that every event of legal's is classified by who is at liberty after it, by aftercare.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from casework import liberty
from throughline.composition import Service
from throughline.domain import ON_EVERY_STREAM
from throughline.inbound import Inbound

VOCABULARY: Mapping[str, Any] = json.loads(Path(__file__).with_name("vocabulary.json").read_text())
STREAMS: Mapping[str, Mapping[str, list[str]]] = VOCABULARY["streams"]
PER_CASE = {"intake": "Case", "legal": "Docket", "aftercare": "CaseCare"}
SERVICES = list(STREAMS)
LIBERTY = json.loads((Path(__file__).parents[1] / "properties/histories/invariants/liberty.json").read_text())


def of(found: tuple[Service, ...], name: str) -> Service:
    (service,) = [service for service in found if service.name == name]
    return service


def wanted(service: str) -> Iterator[tuple[str, str]]:
    """Every stream and event that the vocabulary has for a service."""
    for stream, events in STREAMS[service].items():
        yield from ((stream, event) for event in events)
    if service in PER_CASE:
        yield from ((PER_CASE[service], event) for event in VOCABULARY["onEveryCasesStream"])


def test_what_may_stand_on_any_stream_is_what_the_vocabulary_says() -> None:
    assert sorted(event.__name__ for event in ON_EVERY_STREAM) == VOCABULARY["onEveryStream"]


@pytest.mark.parametrize("name", SERVICES)
class TestOfEveryEvent:
    def test_there_is_a_class_on_its_stream(self, found, name):
        service = of(found, name)
        there = {(kind.name, event.__name__) for kind in service.aggregates for event in kind.own_event_types}
        assert set(wanted(name)) <= there

    def test_the_catalogue_tells(self, found, root, name):
        page = (root / f"docs/catalogue/{name}.md").read_text()
        told = {line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")}
        assert {event for _, event in wanted(name)} <= told

    def test_a_sample_is_kept(self, found, root, name):
        for kind in of(found, name).aggregates:
            for event in kind.own_event_types:
                sample = root / f"services/{name}/tests/golden/{event.__name__}.v{event.version}.json"
                assert event.model_validate_json(sample.read_text()).model_dump_json(by_alias=True)

    def test_every_own_read_model_handles_or_ignores_it(self, found, name):
        """What a model knows only as ignored it cannot forget by mistake; a timeline shows everything."""
        service = of(found, name)
        own = {event for kind in service.aggregates for event in kind.own_event_types}
        for model in service.read_models:
            handled = {event for event in model.handlers if not issubclass(event, Inbound)}
            if not getattr(model, "ignores_nothing", False):
                assert own <= handled | model.ignores, model.name
                assert not handled & model.ignores, model.name

    def test_what_is_ignored_is_named_and_not_whatever_else_there_is(self, root, name):
        """Taken from the aggregates a list would hold a new event before anybody thought of it."""
        models = root / f"services/{name}/{name}/projections"
        for file in models.glob("*.py"):
            taken = {"members", "own_event_types", "event_types"} & set(re.findall(r"\w+", file.read_text()))
            assert not taken, f"{file.name} takes what it ignores from {taken}"


class TestLiberty:
    def test_every_liberty_fact_of_the_domain_is_one(self):
        assert set(LIBERTY["always"]) <= liberty.FACTS.keys()
        assert set(LIBERTY["lastOpenCharge"]) <= liberty.ENDS_OF_COUNTS.keys()
        every = [*LIBERTY["always"], *LIBERTY["lastOpenCharge"], *LIBERTY["noncustodial"], "VerdictRecorded"]
        assert set(every) <= liberty.HELD_FACTS.keys(), "a liberty fact that is held warns too"

    @pytest.mark.parametrize("event", LIBERTY["always"])
    def test_it_is_one_whatever_it_says(self, event):
        assert liberty.liberty_fact(event, {})
        assert liberty.held_liberty_fact(event, {})

    @pytest.mark.parametrize(("verdict", "warns"), [*((one, True) for one in LIBERTY["verdicts"]), ("guilty", False)])
    def test_a_verdict_is_one_unless_it_convicts(self, verdict, warns):
        assert bool(liberty.liberty_fact("VerdictRecorded", {"verdict": verdict})) is warns

    @pytest.mark.parametrize(
        ("sentence", "warns"),
        [
            ({"custodialMonths": "24"}, False),
            ({"life": True}, False),
            ({"custodialMonths": "24", "suspended": True}, True),
            ({"custodialMonths": "0"}, True),
            ({}, True),
        ],
    )
    def test_a_sentence_is_one_unless_it_shuts_the_door(self, sentence, warns):
        assert bool(liberty.liberty_fact("SentencePassed", sentence)) is warns
