"""What the clock asks when a deadline has come. Which facts start and stop one stands in case/__init__.py."""

from collections.abc import Callable, Mapping

import casework
from throughline.domain import Command, Elapsed

from intake.case import lapsing, merged_from

COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {
    lapsing.CLOCK: lapsing.elapsed,
    merged_from.MERGED: merged_from.carry_over,
    merged_from.CONSENTS: merged_from.carry_back,
    **casework.CLOCK,
}
