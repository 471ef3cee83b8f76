"""One trace per causal chain: what is continued, what is left out, and what a span never says."""

import pytest
from opentelemetry.trace import SpanKind, StatusCode
from throughline.domain import Rejected
from throughline.telemetry import consumer_span, context_from, sampled, span, traceparent
from throughline.telemetry.observed import Observe, Observed

CANARY = "Maria Santos"
TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SAMPLED, UNSAMPLED = f"00-{TRACE}-{SPAN}-01", f"00-{TRACE}-{SPAN}-00"


class PlanIncomplete(Rejected):
    pass


def test_a_span_continues_the_trace_of_a_stored_traceparent(observed: Observed) -> None:
    with span("decide", parent=SAMPLED, kind=SpanKind.SERVER, attributes={"command": "OpenCase"}):
        inside = traceparent()
    made = observed.span("decide")
    assert made.context.trace_id == int(TRACE, 16)
    assert made.parent is not None
    assert made.parent.span_id == int(SPAN, 16)
    assert inside == f"00-{TRACE}-{made.context.span_id:016x}-01"
    assert made.attributes == {"command": "OpenCase"}


def test_spans_nest_and_link(observed: Observed) -> None:
    with span("outer"), span("inner", links=[SAMPLED, None, "nonsense"]):
        pass
    outer, inner = observed.span("outer"), observed.span("inner")
    assert inner.parent == outer.context
    assert [link.context.span_id for link in inner.links] == [int(SPAN, 16)]


def test_an_unsampled_trace_is_handed_on_and_makes_no_span(observed: Observed) -> None:
    with span("react", parent=UNSAMPLED):
        assert traceparent() == UNSAMPLED
        with span("decide"):
            assert traceparent() == UNSAMPLED
    assert traceparent() is None
    assert observed.spans() == []


def test_a_ratio_of_zero_samples_no_new_trace_but_keeps_those_that_come_sampled(observe: Observe) -> None:
    observed = observe(trace_sample_ratio=0.0)
    with span("of our own"):
        assert not sampled(traceparent())
    with span("of another", parent=SAMPLED):
        assert sampled(traceparent())
    assert [made.name for made in observed.spans()] == ["of another"]


def test_a_consumer_span_is_made_only_of_a_sampled_event(observed: Observed) -> None:
    for event in (None, UNSAMPLED, "", SAMPLED):
        with consumer_span("apply CaseOpened", event):
            pass
    (made,) = observed.spans()
    assert made.kind is SpanKind.CONSUMER
    assert made.parent is not None
    assert made.parent.span_id == int(SPAN, 16)


@pytest.mark.parametrize(
    "text", [None, "", "nonsense", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"00-{TRACE}-{SPAN}-zz"]
)
def test_a_malformed_traceparent_is_as_none(observed: Observed, text: str | None) -> None:
    assert context_from(text) is None
    with span("decide", parent=text):
        pass
    assert observed.span("decide").parent is None


def test_a_failed_span_names_the_type_of_the_error_and_nothing_of_its_text(observed: Observed) -> None:
    with pytest.raises(ValueError, match=CANARY), span("append"):
        raise ValueError(CANARY)
    made = observed.span("append")
    assert made.status.status_code is StatusCode.ERROR
    assert made.status.description == "builtins.ValueError"
    assert CANARY not in made.to_json()


def test_a_rules_no_is_no_error(observed: Observed) -> None:
    with pytest.raises(PlanIncomplete), span("decide"):
        raise PlanIncomplete("day and place are missing")
    assert observed.span("decide").status.status_code is StatusCode.UNSET


def test_before_it_is_switched_on_nothing_is_traced() -> None:
    with span("decide"):
        assert traceparent() is None
