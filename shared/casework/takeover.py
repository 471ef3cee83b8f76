"""What is owed the day a case told as history is taken over: the tasks and clocks that history did not start.

Guarantees that nothing told as history stays nobody's: requests without an answer, threats to staff and informants that
nobody dealt with, erasures that wait.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from throughline.domain import Command, Deadline, Event

from casework.erasure import ERASURE, retention_review
from casework.requests import ask_for_answer
from casework.risks import ask_to_protect
from casework.state import Casework


def owed_at_takeover(casework: Casework, command: Command, because: Iterable[UUID]) -> Iterator[Event]:
    """The tasks; none that is open already."""
    causes = tuple(because)
    for request_id, request in casework.requests.items():
        if request.answer is None:
            yield from ask_for_answer(casework, command, request_id, request.due_on, causes)
    for risk_id, risk in casework.open_risks.items():
        yield from ask_to_protect(casework, command, risk_id, risk.level, risk.subjects, causes)


def clocks_at_takeover(casework: Casework) -> Iterator[Deadline]:
    for subject_id, review_date in casework.deferred.items():
        yield retention_review(subject_id, ERASURE, review_date)
