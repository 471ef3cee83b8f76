"""What others may rely on, served beside the service: the JSON Schema of every event, and its AsyncAPI document."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from throughline.domain import Event, Message
from throughline.http.problems import not_found

Document = Callable[[], Mapping[str, Any]]
SCHEMA_MEDIA_TYPE = "application/schema+json"


def shapes_of(events: Iterable[type[Event]]) -> dict[str, type[Message]]:
    """Every version of these events that was ever recorded, by what `ce_dataschema` of its records ends with."""
    return {
        f"{event.__name__}.v{version}.json": shape
        for event in sorted(set(events), key=lambda event: event.__name__)
        for version, shape in {**event.earlier, event.version: event}.items()
    }


def event_schema(name: str, shape: type[Message]) -> dict[str, Any]:
    """An event's JSON as consumers meet it: open to fields that a later release of the same version adds."""
    schema: dict[str, Any] = _open(shape.model_json_schema(by_alias=True, mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"/schemas/{name}", **schema} | {
        "title": name.partition(".")[0]
    }


def contract_routes(events: Iterable[type[Event]], asyncapi: Document | None) -> APIRouter:
    router = APIRouter(tags=["contracts"])
    shapes = shapes_of(events)

    @router.get("/schemas", summary="The events of this service, by their schemas")
    async def index() -> list[str]:
        return [f"/schemas/{name}" for name in shapes]

    @router.get("/schemas/{name}", summary="The JSON Schema of one event, as in SuspectArrested.v1.json")
    async def schema(name: str) -> JSONResponse:
        if name not in shapes:
            raise not_found()
        return JSONResponse(event_schema(name, shapes[name]), media_type=SCHEMA_MEDIA_TYPE)

    if asyncapi is not None:
        document = asyncapi

        @router.get("/asyncapi.json", summary="The topics of this service and what is on them (AsyncAPI 3)")
        async def described() -> JSONResponse:
            return JSONResponse(document())

    return router


def _open(schema: Any) -> Any:
    match schema:
        case dict():
            return {
                key: _open(value)
                for key, value in schema.items()
                if not (key == "additionalProperties" and value is False)
            }
        case list():
            return [_open(value) for value in schema]
        case _:
            return schema
