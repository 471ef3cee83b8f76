"""The rule that every decision after the opening shares: it needs an open case. Facts never ask for it."""

from throughline.domain import Rejected

from intake.case.state import Case, Closed, Opened


class CaseNotOpen(Rejected):
    def __init__(self, closed: bool) -> None:
        state = "closed; reopen it" if closed else "not opened yet; screen the referral and open it"
        super().__init__(f"this needs an open case, and the case is {state} first")


class IntakePartIsClosed(Rejected):
    def __init__(self) -> None:
        super().__init__("intake's part of this case is closed; have a director reopen the case first")


def must_be_open(case: Case) -> None:
    if not isinstance(case.stage, Opened):
        raise CaseNotOpen(isinstance(case.stage, Closed))


def must_not_be_closed(case: Case) -> None:
    if isinstance(case.stage, Closed):
        raise CaseNotOpen(closed=True)


def must_be_at_work(case: Case) -> None:
    """Open, and intake's own part is: whatever is begun now has an end that the case waits for."""
    must_be_open(case)
    if case.intake_closed:
        raise IntakePartIsClosed()
