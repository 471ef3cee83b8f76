"""What the clock asks when a deadline has come. Which events start and stop one stands beside them in the domain."""

from collections.abc import Callable, Mapping

import casework
from throughline.domain import Command, Elapsed

from legal.docket import detention
from legal.prosecution import milestones, protection
from legal.unplaced import asking

COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {
    milestones.CLOCK: milestones.elapsed,
    protection.CLOCK: protection.elapsed,
    detention.CLOCK: detention.elapsed,
    asking.CLOCK: asking.elapsed,
    **casework.CLOCK,
}
