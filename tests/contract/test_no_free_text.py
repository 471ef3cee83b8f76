"""Nothing that could hold a name or a story gets into an event: every text in a topic is a code, an id or a number.

Personal data goes to the vault as a Document. Commands are held to the same rule, because a held fact is published
with its fields.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from aftercare.service import service as aftercare
from intake.service import service as intake
from legal.service import service as legal
from pydantic.json_schema import GenerateJsonSchema
from reporting.service import service as reporting
from throughline.domain import Command, Document, Event, Field

SERVICES = (intake(), legal(), aftercare(), reporting())
EVENTS = sorted(
    {event for one in SERVICES for aggregate in one.aggregates for event in aggregate.own_event_types},
    key=lambda event: (event.__module__, event.__name__),
)
COMMANDS = [command for one in SERVICES for aggregate in one.aggregates for command in aggregate.command_types]
CONSTRAINED = ("enum", "const", "pattern", "format")


class DecimalsAreNumbers(GenerateJsonSchema):
    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "number"}


def free_texts(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> Iterator[str]:
    """Where a schema would take any text."""
    if "$ref" in schema:
        yield from free_texts(definitions[schema["$ref"].rpartition("/")[2]], definitions, path)
    for options in ("anyOf", "oneOf", "allOf"):
        for option in schema.get(options, ()):
            yield from free_texts(option, definitions, path)
    if schema.get("type") == "string" and not any(key in schema for key in CONSTRAINED):
        yield path
    if schema.get("type") == "array":
        yield from free_texts(schema.get("items", {}), definitions, f"{path}[]")
    for name, field in schema.get("properties", {}).items():
        yield from free_texts(field, definitions, f"{path}.{name}")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from free_texts(schema["additionalProperties"], definitions, f"{path}{{}}")


def of(message: type[Event] | type[Command]) -> set[str]:
    mode = "validation" if issubclass(message, Command) else "serialization"
    schema = message.model_json_schema(mode=mode, schema_generator=DecimalsAreNumbers)
    definitions = schema.get("$defs", {})
    documents = {cls.__name__ for cls in Document.__subclasses__()}
    for name in documents & definitions.keys():
        definitions[name] = {}
    return set(free_texts(schema, definitions, message.__name__))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event.__module__}.{event.__name__}")
def test_an_event_holds_only_codes_ids_and_numbers(event: type[Event]) -> None:
    assert of(event) == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.__module__}.{command.__name__}")
def test_a_command_holds_only_codes_ids_numbers_and_documents(command: type[Command]) -> None:
    assert of(command) == set()


NAMES = (
    "Maria Santos",
    "María Santos",
    "Santos, M.",
    "Ma. Santos",
    "Maria Santos (12 Rizal St, Manila)",
    "12 Rizal St",
)


def patterns(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every pattern that a schema holds a text to, and where."""
    if "$ref" in schema:
        yield from patterns(definitions[schema["$ref"].rpartition("/")[2]], definitions, path)
    for options in ("anyOf", "oneOf", "allOf"):
        for option in schema.get(options, ()):
            yield from patterns(option, definitions, path)
    if "pattern" in schema:
        yield path, schema["pattern"]
    yield from patterns(schema.get("items", {}), definitions, f"{path}[]") if schema.get("items") else ()
    for name, field in schema.get("properties", {}).items():
        yield from patterns(field, definitions, f"{path}.{name}")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from patterns(schema["additionalProperties"], definitions, f"{path}{{}}")


def lets_names_in(message: type[Event] | type[Command]) -> set[str]:
    schema = message.model_json_schema(schema_generator=DecimalsAreNumbers)
    definitions = schema.get("$defs", {})
    for name in {cls.__name__ for cls in Document.__subclasses__()} & definitions.keys():
        definitions[name] = {}
    found = patterns(schema, definitions, message.__name__)
    return {path for path, pattern in found if any(re.search(pattern, name) for name in NAMES)}


@pytest.mark.parametrize(
    "message", [*EVENTS, *COMMANDS], ids=lambda message: f"{message.__module__}.{message.__name__}"
)
def test_no_pattern_takes_a_name_or_an_address(message: type[Event] | type[Command]) -> None:
    assert lets_names_in(message) == set()


def test_the_check_finds_a_free_text() -> None:
    class Careless(Event):
        story: str

    assert of(Careless) == {"Careless.story"}


def test_the_check_finds_a_pattern_that_takes_a_name() -> None:
    class Loose(Event):
        law: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 .,()]{0,79}$")]

    assert lets_names_in(Loose) == {"Loose.law"}
