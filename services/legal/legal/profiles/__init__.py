"""The law of each jurisdiction as far as legal's clocks need it: milestone names, terms, who leads the investigation.

Data, not code: one JSON file a profile, each rule with its source and with `K` where it is professional knowledge that
nobody has verified, or `S` where it is our own choice. A file that is not well formed stops the start (service.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from json import loads
from typing import Any, Literal

UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Longer:
    """A longer term where the complaint names one of these offences (ICCS, as a beginning)."""

    days: int
    offences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock: which events start and stop it, and how long it runs.

    `of` an accused or of the whole prosecution. `restarts`: a later start moves it. `first_day_counts`: the day it
    starts on is the first of the term. `default_bail`: the accused has a right to bail once it ran out.
    """

    clock: str
    of: Literal["accused", "prosecution"]
    starts: frozenset[str]
    stops: frozenset[str]
    days: int
    hours: int
    mark: str
    restarts: bool = False
    first_day_counts: bool = False
    longer: Longer | None = None
    default_bail: bool = False

    @staticmethod
    def read(data: Mapping[str, Any]) -> "Rule":
        longer = data.get("longer")
        return Rule(
            clock=data["clock"],
            of=data["of"],
            starts=frozenset(data["starts"]),
            stops=frozenset(data["stops"]),
            days=data.get("days", 0),
            hours=data.get("hours", 0),
            mark=data["mark"],
            restarts=data.get("restarts", False),
            first_day_counts=data.get("firstDayCounts", False),
            longer=Longer(longer["days"], tuple(longer["offences"])) if longer else None,
            default_bail=data.get("defaultBail", False),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """`milestones` are the names that the events of a prosecution have there."""

    code: str
    name: str
    investigation_led_by: Literal["police", "prosecutor"]
    milestones: Mapping[str, str]
    detention_confirmed_within: timedelta
    clocks: tuple[Rule, ...]

    @staticmethod
    def read(data: Mapping[str, Any]) -> "Profile":
        return Profile(
            code=data["code"],
            name=data["name"],
            investigation_led_by=data["investigationLedBy"]["by"],
            milestones={event: named["name"] for event, named in data["milestones"].items()},
            detention_confirmed_within=timedelta(hours=data["detentionConfirmedWithin"]["hours"]),
            clocks=tuple(map(Rule.read, data["clocks"])),
        )


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile, by its code."""
    here = files("legal").joinpath("profiles")
    known = (Profile.read(loads(file.read_text())) for file in here.iterdir() if file.name.endswith(".json"))
    return {profile.code: profile for profile in known}


def profile_of(code: str | None) -> Profile:
    """The profile of this code, such as `PHL`; one without any clock where there is none."""
    return profiles().get(code or UNSPECIFIED) or profiles()[UNSPECIFIED]
