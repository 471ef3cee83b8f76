"""Nothing that could hold a name or a story gets into an event: every text in a topic is a code, an id or a number.

Personal data goes to the vault as a Document. Commands are held to the same rule, because a held fact is published
with its fields.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from aftercare.service import service as aftercare
from intake.service import service as intake
from legal.service import service as legal
from pydantic.json_schema import GenerateJsonSchema
from reporting.service import service as reporting
from throughline.domain import Command, Document, Event

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


def test_the_check_finds_a_free_text() -> None:
    class Careless(Event):
        story: str

    assert of(Careless) == {"Careless.story"}
