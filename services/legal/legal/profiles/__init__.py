"""The law of each jurisdiction as far as legal's clocks need it: milestone names, terms, who leads the investigation.

Data, not code: one JSON file a profile and version, each rule with its source and with `K` where it is professional
knowledge that nobody has verified, or `S` where it is our own choice. A changed law is a new version beside the
old one: a prosecution keeps the version it was started under. A file that is not well formed stops the
start (service.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files
from json import loads
from re import sub
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
    starts on is the first of the term. `default_bail`: the accused has a right to bail once it ran out. `pauses`: what
    holds it, and by what each lets it go on with the days it had left. `due_from`: the field of the starting event that
    names the end, where no term does. `unless`: fields of a starting event with which it starts nothing.
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
    pauses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    due_from: str = ""
    unless: Mapping[str, Any] = field(default_factory=dict)

    @property
    def events(self) -> frozenset[str]:
        """Every event that it names."""
        return self.starts | self.stops | self.pauses.keys() | frozenset().union(*self.pauses.values())

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
            pauses={event: frozenset(resuming) for event, resuming in data.get("pauses", {}).items()},
            due_from=data.get("dueFrom", ""),
            unless=data.get("unless", {}),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """`milestones` are the names that the events of a prosecution have there.

    `bail_after_hearing` are beginnings of statutes under which bail is granted after a hearing only.
    """

    code: str
    version: int
    name: str
    source: str
    investigation_led_by: Literal["police", "prosecutor"]
    milestones: Mapping[str, str]
    detention_confirmed_within: timedelta
    clocks: tuple[Rule, ...]
    bail_after_hearing: tuple[str, ...] = ()

    def wants_bail_hearing(self, statute: str) -> bool:
        """Whether bail of whoever is charged under it is granted after a hearing only."""
        return (
            plain(statute).startswith(tuple(map(plain, self.bail_after_hearing))) if self.bail_after_hearing else False
        )

    @staticmethod
    def read(data: Mapping[str, Any]) -> "Profile":
        return Profile(
            code=data["code"],
            version=data["version"],
            name=data["name"],
            source=data["source"],
            investigation_led_by=data["investigationLedBy"]["by"],
            milestones={event: named["name"] for event, named in data["milestones"].items()},
            detention_confirmed_within=timedelta(hours=data["detentionConfirmedWithin"]["hours"]),
            clocks=tuple(map(Rule.read, data["clocks"])),
            bail_after_hearing=tuple(data.get("bailAfterHearing", {}).get("statutes", ())),
        )


def plain(statute: str) -> str:
    """A statute as it compares, however it was typed: `RA 9208 Sec. 6(a)` is `ra9208s6a`."""
    return sub(r"sections?|secs?", "s", sub(r"[^a-z0-9]", "", statute.lower()))


@cache
def versions() -> Mapping[tuple[str, int], Profile]:
    """Every profile in every version. Raises ValueError for a version that is there twice."""
    here = files("legal").joinpath("profiles")
    known = [Profile.read(loads(file.read_text())) for file in here.iterdir() if file.name.endswith(".json")]
    found = {(profile.code, profile.version): profile for profile in known}
    if len(found) < len(known):
        raise ValueError("two profiles have the same code and version")
    return found


@cache
def profiles() -> Mapping[str, Profile]:
    """The profiles in force, each in its last version, by code."""
    return {code: profile for (code, _), profile in sorted(versions().items())}


def profile_of(code: str | None, version: int | None = None) -> Profile:
    """The profile of this code, such as `PHL`, in this version or its last; the unspecified one where there is none."""
    wanted = code or UNSPECIFIED
    if version is not None and (wanted, version) in versions():
        return versions()[wanted, version]
    return profiles().get(wanted) or profiles()[UNSPECIFIED]
