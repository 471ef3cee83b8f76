"""A field of an event that only its subject's key opens: what it says dies with the key, the event does not.

A decision puts a value in; from the append on, the event holds nothing but the seal, in every store, topic and fold.
So no rule and no state can rest on it, but on its mark: whether the same was said before. Whoever may see it asks the
vault.
"""

from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema


class NotSealedYet(ValueError):
    """A value on its way to the vault was about to be written down."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """`seal` is base64, None until the append seals `value`, which is never printed.

    `mark`, where a rule needs one, is equal for equal values of one command's field and one subject, as long as the
    subject's key lives; it says nothing to who lacks that key, and nothing at all once it is destroyed.
    """

    seal: str | None = None
    value: Any = field(default=None, repr=False)
    mark: str | None = None

    @classmethod
    def of(cls, value: Any, mark: str | None = None) -> Self:
        """A JSON value to be sealed in the append."""
        return cls(value=value, mark=mark)

    @classmethod
    def _read(cls, given: dict[str, str]) -> Self:
        return cls(seal=given["seal"], mark=given.get("mark"))

    def _written(self) -> dict[str, str]:
        if self.seal is None:
            raise NotSealedYet("a sealed field is written before it is sealed")
        return {"seal": self.seal} | ({"mark": self.mark} if self.mark else {})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        seal = core_schema.str_schema(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=20_000)
        fields = {
            "seal": core_schema.typed_dict_field(seal),
            "mark": core_schema.typed_dict_field(seal, required=False),
        }
        form = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
        read = core_schema.no_info_after_validator_function(cls._read, form)
        described = {
            "type": "object",
            "description": "Encrypted under the subject's key; only the service that wrote it opens it.",
            "properties": {
                "seal": {"type": "string", "format": "base64"},
                "mark": {
                    "type": "string",
                    "format": "base64",
                    "description": "Equal where the same was said of the same person before; says nothing else.",
                },
            },
            "required": ["seal"],
            "additionalProperties": False,
        }
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), read]),
            serialization=core_schema.plain_serializer_function_ser_schema(cls._written, when_used="json"),
            metadata={"pydantic_js_functions": [lambda _schema, _handler: described]},
        )
