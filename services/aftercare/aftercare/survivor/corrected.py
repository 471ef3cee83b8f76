"""What follows where an event of her care is corrected: a part that closed on it is open again.

Guarantees that nobody is in care in a closed part, and nobody enrolled without care, because of what never happened.
Who is told is the case's (case_care/mended.py).
"""

from collections.abc import Iterator

from throughline.domain import Mending, OnStream

from aftercare import asked, streams
from aftercare.case_care.closing import AftercareReopened
from aftercare.case_care.state import CaseCare
from aftercare.survivor.state import Survivor


def corrected(mending: Mending[Survivor]) -> Iterator[OnStream]:
    before, after, person = mending.before, mending.after, mending.wrong.metadata.stream_id
    stream = streams.care_of(mending.command.case_id)
    care: CaseCare = mending.seen[stream.stream_id]
    if care.closed and after.in_care and not before.in_care:
        yield OnStream(stream, AftercareReopened(reason="in_care_again"))
    if before.in_care and not after.started and person in care.enrolled:
        for task in asked.ask(care.casework, mending.command, asked.RESUME, [person]):
            yield OnStream(stream, task)
