"""The definition of an assessment instrument: its domains and sub-domains, a version of it, loaded as data.

Guarantees that no rule of this service knows a sub-domain by name. A provisional instrument may be used
in care; it supports no restoration and no published figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Instrument:
    """`domains`: sub-domains by domain, in order. `na_allowed`: those that may be left out with a reason.

    `certified_only`: its results hold only where a certified assessor completed it.
    """

    name: str
    version: str
    provisional: bool
    domains: Mapping[str, tuple[str, ...]]
    na_allowed: frozenset[str]
    certified_only: bool = False

    @property
    def id(self) -> str:
        return instrument_id(self.name, self.version)

    @property
    def subdomains(self) -> frozenset[str]:
        return frozenset(subdomain for some in self.domains.values() for subdomain in some)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Instrument":
        """From its file: name, version, provisional, domains[{domain, subdomains[{subdomain, naAllowed}]}]."""
        return cls(
            name=data["name"],
            version=data["version"],
            provisional=data["provisional"],
            domains={d["domain"]: tuple(s["subdomain"] for s in d["subdomains"]) for d in data["domains"]},
            certified_only=data.get("certifiedOnly", False),
            na_allowed=frozenset(s["subdomain"] for d in data["domains"] for s in d["subdomains"] if s["naAllowed"]),
        )


def instrument_id(name: str, version: str) -> str:
    return f"{name}-{version}"
