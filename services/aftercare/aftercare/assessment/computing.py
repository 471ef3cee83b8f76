"""Means of an assessment, exact until they are shown.

A domain's mean is over its scored sub-domains, None where none was scored; the overall mean is over the domains that
have one, unweighted. Shown with two decimals, halves up.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from aftercare.assessment.instrument import Instrument
from aftercare.assessment.state import Score


def domain_means(instrument: Instrument, scores: Mapping[str, Score]) -> dict[str, Fraction | None]:
    return {
        domain: mean(Fraction(score) for s in subdomains if (score := scores.get(s, "NA")) != "NA")
        for domain, subdomains in instrument.domains.items()
    }


def overall_mean(means: Mapping[str, Fraction | None]) -> Fraction | None:
    return mean(value for value in means.values() if value is not None)


def mean(values: Iterable[Fraction]) -> Fraction | None:
    known = list(values)
    return sum(known, Fraction()) / len(known) if known else None


def rounded(value: Fraction | None) -> Decimal | None:
    """Two decimals, halves up; scores are never negative."""
    if value is None:
        return None
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)
