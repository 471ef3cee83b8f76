"""Spans, made in one place so that none holds a message of an exception, an input value or a name made of ids.

`span` continues what is current, or the `parent` given. In a trace that is not sampled it makes no span and only hands
the trace on; whether a new trace is sampled is drawn here, because asking the SDK costs more than all the rest.
Before `configure` nothing is traced.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from random import random
from typing import TypeAlias

from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.trace import INVALID_SPAN, Link, NoOpTracer, Span, SpanKind, StatusCode, Tracer

from throughline.domain import Rejected
from throughline.telemetry.traceparents import remote_span, sampled, unsampled_root

Attributes: TypeAlias = Mapping[str, str | int | float | bool]

_UNTRACED: AbstractContextManager[Span] = nullcontext(INVALID_SPAN)


class _Current:
    tracer: Tracer = NoOpTracer()
    ratio: float | None = None


def use(tracer: Tracer, ratio: float | None) -> None:
    """From now on spans are made by this one, and this share of new traces is sampled; None: no traces at all."""
    _Current.tracer, _Current.ratio = tracer, ratio


def tracer() -> Tracer:
    return _Current.tracer


def span(
    name: str,
    *,
    parent: str | None = None,
    links: Iterable[str | None] = (),
    kind: SpanKind = SpanKind.INTERNAL,
    attributes: Attributes | None = None,
) -> AbstractContextManager[Span]:
    """One span around a piece of work, current inside it. `parent` and `links` are traceparents.

    An exception passes through and marks the span with its type; a rule's no is no error.
    """
    given = remote_span(parent)
    above = given or trace.get_current_span()
    context = above.get_span_context()
    if _Current.ratio is None or (context.is_valid and not context.trace_flags.sampled):
        return _Inside(above) if given else nullcontext(above)
    if not context.is_valid and random() >= _Current.ratio:
        return _Inside(unsampled_root())
    return _around(
        _Current.tracer.start_span(
            name,
            context=trace.set_span_in_context(given) if given else None,
            kind=kind,
            attributes=attributes,
            links=[Link(linked.get_span_context()) for link in links if (linked := remote_span(link))],
        )
    )


def consumer_span(
    name: str, traceparent: str | None, *, attributes: Attributes | None = None
) -> AbstractContextManager[Span]:
    """A span for handling one event, child of the event's own; nothing at all where that is not sampled.

    For what reads only. What issues commands uses `span(parent=…)`, which hands an unsampled trace on to them.
    """
    if not sampled(traceparent):
        return _UNTRACED
    return span(name, parent=traceparent, kind=SpanKind.CONSUMER, attributes=attributes)


def mark_failed(current: Span, error: BaseException) -> None:
    """Say that this span's work failed, by the type of the error alone: texts repeat values."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    current.set_status(StatusCode.ERROR, kind)
    current.set_attribute("error.type", kind)


@contextmanager
def _around(current: Span) -> Iterator[Span]:
    token = otel_context.attach(trace.set_span_in_context(current))
    try:
        yield current
    except Rejected:
        raise
    except Exception as error:
        mark_failed(current, error)
        raise
    finally:
        otel_context.detach(token)
        current.end()


class _Inside:
    """Makes a span current that is not ours to end. A class, because this is on the way of every unsampled command."""

    __slots__ = ("above", "token")

    def __init__(self, above: Span) -> None:
        self.above = above

    def __enter__(self) -> Span:
        self.token = otel_context.attach(trace.set_span_in_context(self.above))
        return self.above

    def __exit__(self, *raised: object) -> None:
        otel_context.detach(self.token)
