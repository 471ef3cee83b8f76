"""What the clock asks when a deadline has come. Which facts start and stop one stands in case/__init__.py."""

from collections.abc import Callable, Mapping

import casework
from throughline.domain import Command, Elapsed

from intake.case import lapsing

COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {lapsing.CLOCK: lapsing.elapsed, **casework.CLOCK}
