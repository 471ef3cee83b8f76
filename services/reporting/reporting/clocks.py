"""Which terms the law of a jurisdiction sets, as far as compliance with them is counted: versioned data.

Legal decides what is overdue; reporting only has to know where there was a term to keep. A new version is a new table
here and a new generation of the compliance facts.
"""

from collections.abc import Mapping

VERSION = "clocks-1"
MEASURE_OF: Mapping[str, str] = {
    "court_production": "court_production",
    "charge_sheet": "charge_sheet",
    "indictment": "charge_sheet",
    "judgment": "judgment",
}
"""A clock of legal's profiles, and the measure it is of."""
WITH_TERM: Mapping[str, frozenset[str]] = {
    "court_production": frozenset({"IND", "PHL", "GTM", "USA"}),
    "charge_sheet": frozenset({"IND", "USA"}),
    "judgment": frozenset({"PHL"}),
}
"""The jurisdictions that set a term for each measure."""
