"""Batches keep each event in its own trace."""

import pytest
from opentelemetry.trace import StatusCode
from throughline.telemetry import batch_span
from throughline.telemetry.observed import Observed

FIRST = "00-11111111111111111111111111111111-1111111111111111-01"
SECOND = "00-22222222222222222222222222222222-2222222222222222-01"
UNSAMPLED = "00-33333333333333333333333333333333-3333333333333333-00"


def test_every_sampled_event_gets_a_child_of_its_own_and_the_batch_links_to_them(observed: Observed) -> None:
    with batch_span("project", attributes={"feed": "views"}) as batch:
        batch.worked_on("apply CaseOpened", FIRST, {"case.id": "1"})
        batch.worked_on("apply PartOpened", SECOND)
        batch.worked_on("apply PartClosed", UNSAMPLED)
        batch.worked_on("apply PartClosed", None)
    opened, part, whole = (observed.span(name) for name in ("apply CaseOpened", "apply PartOpened", "project"))
    assert opened.parent is not None
    assert f"{opened.context.trace_id:032x}" == "1" * 32
    assert f"{opened.parent.span_id:016x}" == "1" * 16
    assert f"{part.context.trace_id:032x}" == "2" * 32
    assert whole.parent is None
    assert [link.context for link in whole.links] == [opened.context, part.context]
    assert len(observed.spans()) == 3
    assert opened.start_time == whole.start_time
    assert opened.end_time is not None


def test_a_batch_without_sampled_events_makes_no_span(observed: Observed) -> None:
    with batch_span("project") as batch:
        batch.worked_on("apply CaseOpened", UNSAMPLED)
    assert observed.spans() == []


def test_a_failed_batch_says_so_and_makes_no_spans_of_events_that_will_come_again(observed: Observed) -> None:
    def project() -> None:
        with batch_span("project") as batch:
            batch.worked_on("apply CaseOpened", FIRST)
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        project()
    (whole,) = observed.spans()
    assert whole.name == "project"
    assert whole.status.status_code is StatusCode.ERROR
