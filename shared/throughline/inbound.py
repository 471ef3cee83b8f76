"""A service's own reading of another service's event: only the fields it uses, every version it understands."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Inbound(BaseModel):
    """Subclass as `class BailGranted(Inbound, source="legal")`; `name` is the event type where the class has another.

    Fields that are not declared are ignored: the other team may add some any day. Versions not named are parked.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )
    source: ClassVar[str]
    name: ClassVar[str]
    versions: ClassVar[frozenset[int]]

    def __init_subclass__(
        cls,
        *,
        source: str | None = None,
        name: str | None = None,
        versions: frozenset[int] = frozenset({1}),
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        if source is not None:
            cls.source = source
            cls.name = name or cls.__name__
            cls.versions = frozenset(versions)
