"""Records of a closed case are looked at again after the years that the policy says."""

from datetime import UTC, datetime
from uuid import uuid5

import pytest
from casework import RetentionReviewFellDue, SubjectErased, TaskOpened
from intake import deadlines
from intake.case import AGGREGATE, CaseReopened
from intake.case.retention import POLICY, YEARS
from throughline.domain import Deadline, DeadlineMet, Elapsed
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

VICTIM, SUSPECT = uuid5(NAMESPACE, "victim"), uuid5(NAMESPACE, "suspect")
CLOCK = "retention_review"


def after(category):
    """The case closed in June 2026."""
    return datetime(2026 + YEARS[category], 7, 1, tzinfo=UTC)


def test_the_policy_has_a_version_and_full_years():
    assert POLICY["version"]
    assert all(isinstance(years, int) and years > 0 for years in YEARS.values())


class WhenACaseHasClosed:
    def test_everybody_in_it_is_reviewed_by_category_of_record(self, closed_case):
        assert given(*closed_case).deadlines() == [
            Deadline(CLOCK, f"{VICTIM}|victim_record", after("victim_record")),
            Deadline(CLOCK, f"{SUSPECT}|suspect_record", after("suspect_record")),
        ]

    def test_a_reopening_puts_it_off(self, closed_case):
        reopened = CaseReopened(reason="new_information")
        assert given(*closed_case, reopened).deadlines()[-2:] == [
            DeadlineMet(CLOCK, f"{VICTIM}|victim_record"),
            DeadlineMet(CLOCK, f"{SUSPECT}|suspect_record"),
        ]

    def test_of_who_was_erased_nothing_is_left_to_review(self, closed_case):
        *before, closing = closed_case
        found = given(*before, SubjectErased(subject_id=VICTIM), closing).deadlines()
        assert Deadline(CLOCK, f"{SUSPECT}|suspect_record", after("suspect_record")) in found
        assert not any(due.subject == f"{VICTIM}|victim_record" for due in found)

    @pytest.mark.parametrize(("person", "category"), [(VICTIM, "victim_record"), (SUSPECT, "suspect_record")])
    def test_the_officer_is_asked_when_the_years_are_over(self, closed_case, person, category):
        due = Elapsed(CLOCK, f"{person}|{category}", after(category), CASE, VICTIM)
        asks = given(*closed_case).at(after(category)).when(deadlines.COMMANDS[CLOCK](due))
        event, task = asks.emits(RetentionReviewFellDue, TaskOpened)
        assert (event.subject_id, event.category, event.due_on) == (person, category, after(category).date())
        assert (task.role, task.subjects) == ("data_protection_officer", (person,))
