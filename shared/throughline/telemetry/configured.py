"""Switches telemetry on for one process: traces to an OTLP receiver, figures for Prometheus, structured logs.

One service a process: a second `configure` takes over from the first. A receiver that is away costs spans, never
requests, and shutting down waits for it no longer than `SHUTDOWN_SECONDS`. OpenTelemetry's global providers stay
unset: FastAPI and others would find them and add spans of their own, with paths and queries in them.
"""

from dataclasses import dataclass
from threading import Thread
from typing import Protocol

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.metrics import NoOpMeter
from opentelemetry.sdk.metrics import AlwaysOffExemplarFilter, MeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, DEFAULT_ON
from opentelemetry.trace import NoOpTracer
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from throughline.telemetry import metrics, spans
from throughline.telemetry.logs import configure_logs

SHUTDOWN_SECONDS = 2.0
EXPORT_SECONDS = 2
SEND_EVERY_MS = 500
NAME = "throughline"


class TelemetrySettings(Protocol):
    """What is needed of a service's settings."""

    @property
    def otlp_endpoint(self) -> str | None: ...
    @property
    def trace_sample_ratio(self) -> float: ...
    @property
    def log_level(self) -> str: ...
    @property
    def log_format(self) -> str: ...


@dataclass(frozen=True)
class Telemetry:
    """What is switched on."""

    tracing: TracerProvider
    metering: MeterProvider
    registry: CollectorRegistry
    exporter: SpanExporter | None

    def exposition(self) -> tuple[bytes, str]:
        """All figures, the process's memory among them, in Prometheus' text format, and its media type: `/metrics`."""
        return generate_latest(self.registry), CONTENT_TYPE_PLAIN_0_0_4

    def shutdown(self) -> None:
        """Send what is left, within `SHUTDOWN_SECONDS`, then give up. Blocks: from async code call it in a thread."""
        spans.use(NoOpTracer(), None)
        metrics.use(NoOpMeter(NAME))
        sending = Thread(target=self.tracing.shutdown, daemon=True)
        sending.start()
        sending.join(SHUTDOWN_SECONDS)
        if sending.is_alive() and self.exporter:
            self.exporter.shutdown()
        self.metering.shutdown()


def configure(service: str, settings: TelemetrySettings, *, exporter: SpanExporter | None = None) -> Telemetry:
    """Switch on. Without an endpoint (or, for tests, an `exporter`) nothing is sampled; logs still carry trace ids."""
    configure_logs(service, level=settings.log_level, form=settings.log_format)
    resource = Resource.create({"service.name": service})
    if exporter is None and settings.otlp_endpoint:
        exporter = OTLPSpanExporter(endpoint=_traces_url(settings.otlp_endpoint), timeout=EXPORT_SECONDS)
    tracing = TracerProvider(DEFAULT_ON if exporter else ALWAYS_OFF, resource, shutdown_on_exit=False)
    if exporter:
        tracing.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=SEND_EVERY_MS))
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry)
    reader = PrometheusMetricReader(scope_info_enabled=False, registry=registry)
    metering = MeterProvider([reader], resource, exemplar_filter=AlwaysOffExemplarFilter(), shutdown_on_exit=False)
    spans.use(tracing.get_tracer(NAME), settings.trace_sample_ratio if exporter else 0.0)
    metrics.use(metering.get_meter(NAME))
    return Telemetry(tracing, metering, registry, exporter)


def _traces_url(endpoint: str) -> str:
    base = endpoint.rstrip("/")
    return base if base.endswith("/v1/traces") else f"{base}/v1/traces"
