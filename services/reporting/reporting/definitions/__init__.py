"""What each figure means, counts and must not be taken for: versioned data, shown with every number.

A figure's meaning never changes under its version; another meaning is another version here.
"""

from collections.abc import Mapping

from reporting.definitions import accused, cases, people, system
from reporting.definitions.definition import Definition

__all__ = ["BY_NAME", "CURRENT", "Definition", "is_provisional"]

CURRENT: tuple[Definition, ...] = (*accused.ALL, *cases.ALL, *people.ALL, *system.ALL)
BY_NAME: Mapping[str, Definition] = {definition.name: definition for definition in CURRENT}

PROVISIONAL = ("aso-placeholder",)


def is_provisional(instrument: str) -> bool:
    """Whether an instrument, named with or without its version, supports no published figure."""
    return instrument.startswith(PROVISIONAL)
