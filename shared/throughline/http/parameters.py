"""What a question takes of its address, read and checked without FastAPI's machinery for any kind of parameter.

It is FastAPI's markers that say what is taken, so that the page says of it what is true. In public, snake_case names
read camelCase.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, make_dataclass
from datetime import datetime
from types import UnionType
from typing import Annotated, Any, Self, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from fastapi import Path, Query, Request, params
from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from throughline.http.actors import CurrentActor
from throughline.http.validation import wrong_form

_PARAMETER = re.compile(r"\{(\w+)\}")
AtLeast = Annotated[
    str | None,
    Query(
        alias="atLeast",
        max_length=100,
        description="`<streamId>:<version>`: wait up to 2 s for the read model to have it.",
    ),
]
AsOf = Annotated[
    datetime | None,
    Query(
        alias="asOf",
        description="An instant: the answer as it would have been given then, from what had been recorded by then.",
    ),
]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names in code by public ones, of what stands in the path and in the query; which may be repeated; their form."""

    in_path: Mapping[str, str]
    in_query: Mapping[str, str]
    repeated: frozenset[str]
    form: TypeAdapter[Any]

    @classmethod
    def of(cls, parameters: Iterable[inspect.Parameter]) -> Self:
        """Of those annotated with Path and Query. Raises TypeError for any that is not."""
        marked = [(parameter, _marker(parameter)) for parameter in parameters]
        of_path, of_query = (
            {str(marker.alias): parameter.name for parameter, marker in marked if isinstance(marker, kind)}
            for kind in (params.Path, params.Query)
        )
        fields = [(parameter.name, _checked(parameter.annotation), *_default(parameter)) for parameter, _ in marked]
        repeated = frozenset(parameter.name for parameter, _ in marked if _is_list(parameter.annotation))
        return cls(of_path, of_query, repeated, TypeAdapter(make_dataclass("Given", fields, kw_only=True)))

    def read(self, request: Request) -> dict[str, Any]:
        """Values by their names in code. Problem 422 with all that is wrong."""
        given: dict[str, Any] = {name: request.path_params[public] for public, name in self.in_path.items()}
        if request.scope["query_string"]:
            sent = request.query_params
            for public in self.in_query.keys() & sent.keys():
                name = self.in_query[public]
                given[name] = sent.getlist(public) if name in self.repeated else sent[public]
        try:
            return {**vars(self.form.validate_python(given))}
        except ValidationError as wrong:
            errors = wrong.errors(include_url=False, include_input=False, include_context=False)
        places = {name: ("path", public) for public, name in self.in_path.items()}
        places |= {name: ("query", public) for public, name in self.in_query.items()}
        raise wrong_form({**error, "loc": (*places[str(error["loc"][0])], *error["loc"][1:])} for error in errors)


def _marker(parameter: inspect.Parameter) -> params.Param:
    extras = get_args(parameter.annotation)[1:] if get_origin(parameter.annotation) is Annotated else ()
    marker = next((extra for extra in extras if isinstance(extra, params.Path | params.Query)), None)
    if marker is None:
        raise TypeError(f"{parameter.name} is neither in the path nor in the query")
    return marker


def _checked(annotation: Any) -> Any:
    """The annotation with what a marker demands, and without the marker's name for it."""
    plain, *extras = get_args(annotation)
    demands = [one for extra in extras for one in (extra.metadata if isinstance(extra, params.Param) else [extra])]
    return Annotated[(plain, *demands)] if demands else plain


def _default(parameter: inspect.Parameter) -> list[Any]:
    return [] if parameter.default is parameter.empty else [field(default=parameter.default)]


def _is_list(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _is_list(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return any(_is_list(kind) for kind in get_args(annotation))
    return (origin or annotation) in (list, tuple, set, frozenset)


def parameters_of(path: str, handler: Callable[..., Awaitable[Any]]) -> list[inspect.Parameter]:
    """What is taken before `handler(ask, ...)` and by it, under public names."""
    hints = get_type_hints(handler, include_extras=True)
    in_path = set(_PARAMETER.findall(path))
    _ask, *own = inspect.signature(handler).parameters.values()
    kind = inspect.Parameter.KEYWORD_ONLY
    first, last = list[inspect.Parameter](), [inspect.Parameter("at_least", kind, annotation=AtLeast, default=None)]
    if "case_id" in in_path:
        first.append(inspect.Parameter("case_id", kind, annotation=Annotated[UUID, Path(alias="caseId")]))
        last.append(inspect.Parameter("as_of", kind, annotation=AsOf, default=None))
    taken = {parameter.name for parameter in first}
    rest = (one.replace(kind=kind, annotation=_public(one.name, hints[one.name], in_path)) for one in own)
    return [*first, *(one for one in rest if one.name not in taken), *last]


def documented(takes: Iterable[inspect.Parameter]) -> Callable[..., Any]:
    """An endpoint as FastAPI would be told of it: what is taken, and by a known actor."""

    async def endpoint(**_given: Any) -> None:
        """Only its signature is looked at."""

    actor = inspect.Parameter("actor", inspect.Parameter.KEYWORD_ONLY, annotation=CurrentActor)
    endpoint.__signature__ = inspect.Signature([actor, *takes])  # type: ignore[attr-defined]
    return endpoint


def _public(name: str, annotation: Any, in_path: set[str]) -> Any:
    """The annotation with a FastAPI marker that gives the parameter its camelCase name."""
    alias = to_camel(name)
    annotated = get_origin(annotation) is Annotated
    plain, *extras = get_args(annotation) if annotated else (annotation,)
    marker = next((copy(extra) for extra in extras if isinstance(extra, params.Param)), None)
    if marker is None:
        marker = Path(alias=alias) if name in in_path else Query(alias=alias)
    elif marker.alias is None:
        marker.alias = marker.validation_alias = marker.serialization_alias = alias
    return Annotated[(plain, *(extra for extra in extras if not isinstance(extra, params.Param)), marker)]
