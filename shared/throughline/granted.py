"""What each partner organisation may state, and of which offices' cases. Nothing that is not named is granted."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

EVERYTHING = "*"


class Grant(BaseModel):
    """`facts` are names of partner messages, `offices` office ids; `*` in either is all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: frozenset[str] = Field(min_length=1)
    offices: frozenset[str] = Field(min_length=1)

    def covers(self, fact: str) -> bool:
        return EVERYTHING in self.facts or fact in self.facts


ALL = Grant(facts=frozenset({EVERYTHING}), offices=frozenset({EVERYTHING}))


def grant_of(organisation: str, grants: Mapping[str, Grant], *, production: bool) -> Grant | None:
    """What this organisation is granted. Where no organisation is named, development grants everything."""
    if not grants and not production:
        return ALL
    return grants.get(organisation)
