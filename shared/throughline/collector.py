"""Python's garbage collector, told what a long-lived process is like.

What was made at the start (classes, routes, schemas) stays to the end, and need not be walked through again and again;
and a batch makes thousands of objects, which reference counting frees. Looking for cycles every 700 of them was a third
of a projector's time.
"""

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 20


def settle() -> None:
    """Call once, when everything that stays has been made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
