"""Spans of work that is done in batches: one per sampled event, child of the event's own trace, and one for the batch.

The batch's span is a trace of its own that links to theirs. Nothing is made of a batch without
sampled events, and no event's span of a batch that failed, since it will come again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns

from opentelemetry.context import Context
from opentelemetry.trace import Link, SpanKind

from throughline.telemetry.spans import Attributes, mark_failed, tracer
from throughline.telemetry.traceparents import context_from, sampled


class Batch:
    """What a batch worked on, so far as it is sampled."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str, Attributes | None]] = []

    def worked_on(self, name: str, traceparent: str | None, attributes: Attributes | None = None) -> None:
        """Note one event; `name` says what is done to which type, never to which id."""
        if traceparent is not None and sampled(traceparent):
            self.events.append((name, traceparent, attributes))


@contextmanager
def batch_span(
    name: str, *, kind: SpanKind = SpanKind.CONSUMER, attributes: Attributes | None = None
) -> Iterator[Batch]:
    """Around the whole batch, its commit or acknowledgement included. `kind` is CONSUMER, or PRODUCER for a relay."""
    batch, start, failure = Batch(), time_ns(), None
    try:
        yield batch
    except Exception as error:
        failure = error
        raise
    finally:
        if batch.events:
            links = [] if failure else _event_spans(batch, kind, start)
            of_batch = tracer().start_span(name, Context(), kind, attributes, links, start)
            of_batch.set_attribute("messaging.batch.message_count", len(batch.events))
            if failure:
                mark_failed(of_batch, failure)
            of_batch.end()


def _event_spans(batch: Batch, kind: SpanKind, start: int) -> list[Link]:
    links = []
    for name, traceparent, attributes in batch.events:
        made = tracer().start_span(name, context_from(traceparent) or Context(), kind, attributes, start_time=start)
        made.end()
        links.append(Link(made.get_span_context()))
    return links
