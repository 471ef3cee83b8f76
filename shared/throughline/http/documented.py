"""What the OpenAPI page says of routes: schemas of commands, examples of them, and every answer a route may give."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from throughline.domain import Command, Fact
from throughline.http.actors import BEARER
from throughline.http.problems import MEDIA_TYPE, ProblemDetails
from throughline.http.samples import sample

_AS_SAID: Any = {"mode": "json", "by_alias": True, "exclude_none": True}
Responses = dict[int | str, dict[str, Any]]
_COMPONENTS = "#/components/schemas/"

_PROBLEMS = {
    400: "The request ended early.",
    401: "No token, or one that is expired or not valid here.",
    403: "The token's role may not do this.",
    404: "Nothing here that this actor may see: unknown, another office's, or somebody else's.",
    409: "A rule said no. `code` names it, `detail` says what stands in the way; nothing was stored.",
    412: "If-Match names an older position; `position` is the current one.",
    413: "Larger than can be taken.",
    415: "Not JSON.",
    422: "Malformed, an unknown field or a wrong type, each named in `errors`; or a used key with another request.",
    503: "The database, or the read model, is not there yet: try again after Retry-After seconds.",
}


def problems(*statuses: int) -> Responses:
    """The documentation of these refusals."""
    schema = {"$ref": f"{_COMPONENTS}ProblemDetails"}
    return {
        status: {"description": _PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }


class DocumentedApp(FastAPI):
    """FastAPI whose OpenAPI document also defines what the routes refer to by name."""

    definitions: Mapping[str, Any] = {}

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            schema = super().openapi()
            known = schema.setdefault("components", {}).setdefault("schemas", {})
            known |= {
                "ProblemDetails": ProblemDetails.model_json_schema(ref_template=_COMPONENTS + "{model}"),
                **self.definitions,
            }
            known |= known["ProblemDetails"].pop("$defs", {})
            schema["components"]["securitySchemes"] = {BEARER.scheme_name: BEARER.model.model_dump(**_AS_SAID)}
        return self.openapi_schema or {}


@cache
def parameters(path: str, endpoint: Callable[..., Any], method: str) -> Mapping[str, Any]:
    """What FastAPI says of an endpoint's parameters and its token, for a route that reads them from the request."""
    routes = APIRouter()
    routes.add_api_route(path, endpoint, methods=[method])
    (found,) = get_openapi(title="", version="", routes=routes.routes)["paths"].values()
    return {name: found[method][name] for name in ("parameters", "security")}


def body_schemas(commands: Iterable[type[Command]]) -> tuple[dict[type[Command], dict[str, Any]], dict[str, Any]]:
    """For each command the request body that the page shows, and the definitions these refer to.

    Names are prefixed, so that what goes in never takes the name of what comes out.
    """
    kinds = list(commands)
    template = _COMPONENTS + "command.{model}"
    refs, found = models_json_schema([(kind, "validation") for kind in kinds], by_alias=True, ref_template=template)
    definitions = {f"command.{name}": _without_case(schema) for name, schema in found.get("$defs", {}).items()}
    bodies: dict[type[Command], dict[str, Any]] = {}
    for kind in kinds:
        ref = refs[(kind, "validation")]
        given = definitions[ref["$ref"].removeprefix(_COMPONENTS)].get("examples")
        shown = given[0] if given else sample(ref, definitions)
        bodies[kind] = {"required": True, "content": {"application/json": {"schema": ref, "example": shown}}}
    return bodies, definitions


def described(kind: type[Command], roles: frozenset[str]) -> str:
    """The command's own words, who may send it, and what a rule's no leads to."""
    words = (kind.__doc__ or "").strip()
    who = f"Roles: {', '.join(sorted(roles))}."
    verdict = (
        f"A fact: a rule's no holds it (201 with `held`) instead of `{kind.records}`."
        if issubclass(kind, Fact)
        else "A decision: a rule's no refuses it (409), and nothing is stored."
    )
    return "\n\n".join(part for part in (words, who, verdict) if part)


def _without_case(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties", {})
    if not set(_COMMON) <= set(properties):
        return schema
    required = [name for name in schema.get("required", ()) if name != "caseId"]
    rest = {name: inner for name, inner in properties.items() if name != "caseId"}
    return {**schema, "properties": rest, "required": required}


_COMMON = ("caseId", "occurredOn", "authority", "legalBasis", "consentId")
