"""Traces, metrics and logs: one trace per causal chain across services, and no personal data in any of it."""

from throughline.telemetry import metrics
from throughline.telemetry.about import about_case
from throughline.telemetry.batches import Batch, batch_span
from throughline.telemetry.configured import Telemetry, configure
from throughline.telemetry.loop import watch_event_loop
from throughline.telemetry.requests import TraceRequests
from throughline.telemetry.spans import consumer_span, span
from throughline.telemetry.traceparents import context_from, sampled, traceparent

__all__ = [
    "Batch",
    "Telemetry",
    "TraceRequests",
    "about_case",
    "batch_span",
    "configure",
    "consumer_span",
    "context_from",
    "metrics",
    "sampled",
    "span",
    "traceparent",
    "watch_event_loop",
]
