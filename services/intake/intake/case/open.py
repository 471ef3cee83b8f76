"""The rule that every decision after the opening shares: it needs an open case. Facts never ask for it."""

from throughline.domain import Rejected

from intake.case.state import Case, Closed, Opened


class CaseNotOpen(Rejected):
    def __init__(self, closed: bool) -> None:
        state = "closed; reopen it" if closed else "not opened yet; screen the referral and open it"
        super().__init__(f"this needs an open case, and the case is {state} first")


def must_be_open(case: Case) -> None:
    if not isinstance(case.stage, Opened):
        raise CaseNotOpen(isinstance(case.stage, Closed))
