"""The W3C `traceparent` as text: read, written, and asked whether its trace is kept. Malformed ones are as none."""

import re
from random import getrandbits

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, TraceFlags

_FORM = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_ODD = frozenset("13579bdf")
_SAMPLED, _UNSAMPLED = TraceFlags(TraceFlags.SAMPLED), TraceFlags(TraceFlags.DEFAULT)


def traceparent() -> str | None:
    """That of the current span, to be stored or sent; None outside any trace."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def sampled(text: str | None) -> bool:
    """Whether this traceparent's trace is recorded. Looks at the flag alone, since it is asked for every event."""
    return text is not None and text[-1:] in _ODD


def remote_span(text: str | None) -> Span | None:
    """The span that `text` names, as a parent; None where it names none."""
    form = _FORM.fullmatch(text) if text else None
    if form is None:
        return None
    trace_id, span_id, _ = form.groups()
    context = SpanContext(int(trace_id, 16), int(span_id, 16), True, _SAMPLED if sampled(text) else _UNSAMPLED)
    return NonRecordingSpan(context) if context.is_valid else None


def unsampled_root() -> Span:
    """A new trace of which only the ids exist."""
    return NonRecordingSpan(SpanContext(getrandbits(128) or 1, getrandbits(64) or 1, False, _UNSAMPLED))


def context_from(text: str | None) -> Context | None:
    """An OpenTelemetry context in which that span is current; None where `text` names none."""
    span = remote_span(text)
    return None if span is None else trace.set_span_in_context(span)
