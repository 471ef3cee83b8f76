"""What others publish about trafficking: UNODC's, NCRB's and the State Department's tables, from files the user has.

They are kept apart from all that the agency counts, answered under routes of their own with their citation, and never
added to or divided by own counts. A number that its publisher suppressed stays suppressed.
"""

from reporting.references.reading import Left, MissingColumn, Reference, read
from reporting.references.sets import SETS, ReferenceSet

__all__ = ["SETS", "Left", "MissingColumn", "Reference", "ReferenceSet", "read"]
