"""Which events stand behind a figure: those that change the rows its statement reads.

Read off the statement and the read models themselves, so a correction of any of them is known to touch the figure.
"""

import re
from collections.abc import Mapping
from functools import cache

from throughline.inbound import Inbound
from throughline.sql import statement

from reporting.definitions import CURRENT, Definition
from reporting.projections.models import ALL

OWN = "reporting"
READ_BY_FUNCTION = {"accused_dispositions": ("accused_facts", "charge_facts", "appeals", "prosecution_facts")}
"""What the functions read that statements call; migrations hold their text."""


def events_behind(definition: Definition) -> frozenset[str]:
    """Each as `service/Type`."""
    return _behind(definition.query)


@cache
def _behind(query: str) -> frozenset[str]:
    words = set(re.findall(r"\w+", statement("reporting.projections", query)))
    read = words | {name for function, names in READ_BY_FUNCTION.items() if function in words for name in names}
    return frozenset(
        f"{event.source}/{event.name}" if issubclass(event, Inbound) else f"{OWN}/{event.__name__}"
        for model in ALL
        if model.name in read
        for event in model.handlers
    )


@cache
def by_figure() -> Mapping[str, frozenset[str]]:
    """The same of every figure by its name."""
    return {definition.name: events_behind(definition) for definition in CURRENT}
