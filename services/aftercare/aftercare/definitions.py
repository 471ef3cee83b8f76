"""The versioned definitions that ship with the service: assessment instruments and the restoration policy, as data.

Guarantees that every file of the folder is read and is well formed, or the start stops. Decisions get these as values.
"""

from collections.abc import Mapping
from importlib.resources import files
from json import loads
from typing import Any

from aftercare.assessment.instrument import Instrument
from aftercare.survivor.policy import Policy

POLICY_IN_FORCE = "restoration-1"


def instruments() -> Mapping[str, Instrument]:
    """Every instrument known, by id. Add a file for a new version; never change one that was used."""
    known = (Instrument.of(data) for data in definitions("instruments"))
    return {instrument.id: instrument for instrument in known}


def policy() -> Policy:
    """The restoration policy in force."""
    return {known.version: known for known in map(Policy.of, definitions("policies"))}[POLICY_IN_FORCE]


def definitions(folder: str) -> list[Mapping[str, Any]]:
    return [
        loads(file.read_text()) for file in files("aftercare").joinpath(folder).iterdir() if file.name.endswith(".json")
    ]
