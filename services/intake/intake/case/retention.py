"""How long people's records are kept once a case has closed, before somebody decides again whether they still are.

Guarantees a review of everybody in a closed case, by category of record, so many full years after it closed as the
policy says (policies/retention.json); a reopening puts it off. What the review comes to is the officer's to decide.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from json import loads
from uuid import UUID

from casework import retention_review
from casework.erasure import RETENTION
from throughline.domain import Deadline, DeadlineMet

from intake.case.lapsing import end_of
from intake.case.state import Case

POLICY = loads(files("intake").joinpath("policies/retention.json").read_text())
YEARS: Mapping[str, int] = POLICY["yearsAfterClosing"]


def reviews(case: Case, closed_on: date) -> Iterator[Deadline]:
    """After the month in which the years are over; of who was erased nothing is left to review."""
    for subject_id, category in kept(case):
        over = end_of(f"{closed_on.year + YEARS[category]}-{closed_on.month:02}")
        yield retention_review(subject_id, category, over.date())


def put_off(case: Case) -> Iterator[DeadlineMet]:
    for subject_id, category in kept(case):
        yield DeadlineMet(RETENTION, f"{subject_id}|{category}")


def kept(case: Case) -> Iterator[tuple[UUID, str]]:
    people = {"victim_record": case.victims, "suspect_record": case.suspects}
    for category in YEARS:
        yield from ((person, category) for person in people[category] if person not in case.casework.erased)
