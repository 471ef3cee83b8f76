"""What the clock asks when a deadline has come. Which facts start and stop one stands in case_care/deadlines.py."""

from collections.abc import Callable, Mapping
from uuid import UUID

from throughline.domain import Command, Elapsed

from aftercare.case_care.deadlines import CLOCK
from aftercare.case_care.rechecks import EscalateSafetyRecheck


def escalate(elapsed: Elapsed) -> EscalateSafetyRecheck:
    return EscalateSafetyRecheck(case_id=elapsed.case_id, alarm=UUID(elapsed.subject), due_at=elapsed.due_at)


COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {CLOCK: escalate}
