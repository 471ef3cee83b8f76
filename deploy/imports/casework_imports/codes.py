"""Coded values as the services take them, from those of data sets: age bands, genders, countries.

Unknown stays unknown.
Countries are ISO 3166's, by pycountry; what is in no list there (a redacted `0`, a blank) is no country.
"""

from functools import cache

import pycountry

AGE_BANDS = ("0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+")
GENDERS = {
    "Female": "Feminine",
    "Male": "Masculine",
    "Trans": "NonSpecifiedUnknown",
    "": "NonSpecifiedUnknown",
}
REDACTED = frozenset({"", "0", "-99"})


@cache
def iso3(two: str) -> str | None:
    """`PH` as `PHL`; None where ISO 3166 has no such country."""
    found = pycountry.countries.get(alpha_2=two)
    return found.alpha_3 if found else None


@cache
def country(said: str) -> str | None:
    """The three letters of a country told by two or three letters; None for anything else."""
    code = said.strip().upper()
    if len(code) == 2:
        return iso3(code)
    found = pycountry.countries.get(alpha_3=code) if len(code) == 3 else None
    return found.alpha_3 if found else None


def band_of(age: int) -> str:
    """The band an age in years lies in."""
    for band in AGE_BANDS[:-1]:
        if age <= int(band.partition("--")[2]):
            return band
    return AGE_BANDS[-1]
