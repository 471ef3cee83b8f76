"""Small-cell protection: what of a table of counts may be shown so that nobody in it can be found. Pure.

Guarantees that a shown count is of at least k, and that nobody who knows all that is shown, and that counts are whole
and not negative, can narrow a hidden one down to fewer than k + 1 values; nor with what other tables of the same people
told of the same counts, as far as these have not changed since. Says nothing about what else somebody knows, nor what a
count was when it was another: rounding is against that.
"""

from reporting.publishing.protecting import OFFICE_K, PUBLIC_K, ToldElsewhere, protect
from reporting.publishing.tables import Counts, Shown

__all__ = ["OFFICE_K", "PUBLIC_K", "Counts", "Shown", "ToldElsewhere", "protect"]
