"""Who sees what in a case's timeline: analysts all of it, under pseudonyms; nobody else any of it.

A director knows the people of his office, so a coded history of one of them is no pseudonym to him: he reads figures.
"""

from collections.abc import Mapping

from casework.roles import HQ_ANALYST

VISIBLE: Mapping[str, Mapping[str, frozenset[str] | None]] = {
    HQ_ANALYST: {"intake": None, "legal": None, "aftercare": None, "reporting": None},
}
