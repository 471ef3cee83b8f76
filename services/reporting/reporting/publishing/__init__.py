"""Small-cell protection: what of a table of counts may be shown so that nobody in it can be found. Pure.

Guarantees that a shown count is of at least k, and that nobody who knows all that is shown, and that counts are whole
and not negative, can narrow a hidden one down to fewer than k + 1 values. Says nothing about what else somebody knows,
nor about two tables of the same people over time: rounding and frozen releases are against that.
"""

from reporting.publishing.protecting import OFFICE_K, PUBLIC_K, protect
from reporting.publishing.tables import Counts, Shown

__all__ = ["OFFICE_K", "PUBLIC_K", "Counts", "Shown", "protect"]
