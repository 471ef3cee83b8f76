"""The catalogue says what the classes say, and its AsyncAPI documents are ones that programs can rely on.

The rules of AsyncAPI 3.0 that are checked here: version and `info` are there, every reference leads somewhere in the
document, a channel's messages are those of `components`, an operation sends to or receives from a channel there is,
names of components have only letters, digits, dots, hyphens and underscores, headers and payloads are JSON Schemas.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
import yaml
from throughline.catalogue import asyncapi_document
from throughline.catalogue.recording import recorded_by
from throughline.catalogue.written import contents, stale, write
from throughline.composition import Service
from throughline.domain import Event, Fact, Metadata, Moment
from throughline.envelope import headers

NAMES = ("intake", "legal", "aftercare", "reporting")
COMPONENT = re.compile(r"^[\w\d.\-_]+$")


def document_of(found: tuple[Service, ...], name: str) -> Mapping[str, Any]:
    (service,) = [service for service in found if service.name == name]
    return json.loads(json.dumps(asyncapi_document(service)))


def nodes(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def at(document: Mapping[str, Any], reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def validator(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    whole = {**schema, "components": document["components"]}
    return jsonschema_rs.Draft7Validator(whole, validate_formats=True)


def test_the_catalogue_is_current(found, root):
    wrong = stale(contents(root, found), root)
    assert not wrong, f"stale: {', '.join(map(str, wrong))}; run `throughline catalogue`"


def test_what_is_stale_or_left_over_is_named_and_mended(found, root, tmp_path: Path):
    wanted = {tmp_path / path.relative_to(root): text for path, text in contents(root, found).items()}
    write(wanted, tmp_path)
    assert stale(wanted, tmp_path) == []
    (tmp_path / "docs/catalogue/intake.md").write_text("old")
    (tmp_path / "docs/asyncapi/gone.yaml").write_text("of a service there is not")
    named = [Path("docs/asyncapi/gone.yaml"), Path("docs/catalogue/intake.md")]
    assert stale(wanted, tmp_path) == named
    assert write(wanted, tmp_path) == named
    assert stale(wanted, tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
class TestAnAsyncApiDocument:
    def test_is_served_as_it_is_committed(self, found, root, name):
        assert yaml.safe_load((root / f"docs/asyncapi/{name}.yaml").read_text()) == document_of(found, name)

    def test_has_no_reference_into_nothing(self, found, name):
        document = document_of(found, name)
        assert document["asyncapi"] == "3.0.0"
        assert {"title", "version"} <= document["info"].keys()
        for node in nodes(document):
            if isinstance(node, dict) and isinstance(node.get("$ref"), str):
                assert at(document, node["$ref"])
        for kind in document["components"].values():
            assert all(COMPONENT.match(component) for component in kind)

    def test_has_operations_on_channels_there_are_and_messages_of_its_own(self, found, name):
        document = document_of(found, name)
        for operation in document["operations"].values():
            assert operation["action"] in ("send", "receive")
            assert operation["channel"]["$ref"].removeprefix("#/channels/") in document["channels"]
        for channel in document["channels"].values():
            assert set(re.findall(r"\{(\w+)\}", channel["address"])) == channel.get("parameters", {}).keys()
            for key, message in channel.get("messages", {}).items():
                assert message["$ref"] == f"#/components/messages/{key}"

    def test_has_a_message_on_its_topic_for_every_event(self, found, name):
        (service,) = [service for service in found if service.name == name]
        document = document_of(found, name)
        for aggregate in service.aggregates:
            there = document["channels"][aggregate.topic]["messages"]
            assert {f"{event.__name__}.v{event.version}" for event in aggregate.event_types} <= there.keys()

    def test_takes_the_golden_samples_also_with_fields_of_a_later_release(self, found, root, name):
        document = document_of(found, name)
        for sample in (root / f"services/{name}/tests/golden").glob("*.json"):
            message = document["components"]["messages"][sample.stem]
            takes = validator(document, message["payload"])
            body = json.loads(sample.read_text())
            takes.validate(body)
            takes.validate({**body, "addedLater": 1})
            assert not body or not takes.is_valid({name: {"no": "value"} for name in body})

    def test_takes_the_headers_of_a_record_and_knows_each(self, found, name):
        document = document_of(found, name)
        (service,) = [service for service in found if service.name == name]
        for kind in {kind for aggregate in service.aggregates for kind in aggregate.event_types}:
            message = document["components"]["messages"][f"{kind.__name__}.v{kind.version}"]
            takes = validator(document, message["headers"])
            for optional in (False, True):
                sent = headers_of(name, kind, optional=optional)
                takes.validate(sent)
                assert sent.keys() <= document["components"]["schemas"]["EventHeaders"]["properties"].keys()
                assert not takes.is_valid({**sent, "ce_type": "throughline.other.Thing.v1"})


def headers_of(service: str, kind: type[Event], *, optional: bool) -> dict[str, str]:
    """The headers of a record with all that metadata may hold, or with only what it must."""
    ids = {name: uuid4() for name in ("event_id", "stream_id", "case_id", "actor_id", "command_id")}
    causes = {name: uuid4() for name in ("correlation_id", "causation_id")}
    now = datetime.now(UTC)
    more: dict[str, Any] = {
        "case_reference": "PHL-MNL-2026-00042",
        "office_id": "PHL-MNL",
        "jurisdiction": "PHL",
        "authority": "court",
        "legal_basis": "vital_interest",
        "consent_id": uuid4(),
        "traceparent": f"00-{'a' * 32}-{'b' * 16}-01",
    }
    assert more.keys() == {field.name for field in fields(Metadata) if field.default is None}
    metadata = Metadata(
        **ids,
        **causes,
        **(more if optional else {}),
        event_type=kind.__name__,
        schema_version=kind.version,
        sensitivity=kind.sensitivity,
        service=service,
        stream_version=7,
        occurred_on=Moment(now, "day"),
        recorded_at=now,
        actor_role="lawyer",
    )
    return {name: value.decode() for name, value in headers(metadata)}


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_found_to_record_what_it_says(found, name):
    (service,) = [service for service in found if service.name == name]
    recorded = {(event.__name__, command) for event, commands in recorded_by(service).items() for command in commands}
    facts = {kind for aggregate in service.aggregates for kind in aggregate.command_types if issubclass(kind, Fact)}
    assert {(fact.records, fact) for fact in facts if fact.records} <= recorded


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_recorded_by_a_command_or_follows_from_others(found, name, root):
    (service,) = [service for service in found if service.name == name]
    page = (root / f"docs/catalogue/{name}.md").read_text()
    for aggregate in service.aggregates:
        for event in aggregate.own_event_types:
            section = page.partition(f"\n### {event.__name__}\n")[2].partition("\n### ")[0]
            assert "**Recorded by**" in section
            assert "nobody yet" not in section
