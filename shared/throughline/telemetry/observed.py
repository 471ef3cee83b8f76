"""For tests: telemetry that keeps its spans in memory and tells its figures by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from throughline.telemetry.configured import Telemetry, configure


@dataclass(frozen=True, slots=True)
class ForTests:
    """Settings that sample everything and send nothing."""

    otlp_endpoint: str | None = None
    trace_sample_ratio: float = 1.0
    log_level: str = "info"
    log_format: str = "json"


@dataclass(frozen=True, slots=True)
class Observed:
    """What a test sees of a service's telemetry. Whoever made it shuts `telemetry` down."""

    telemetry: Telemetry
    exporter: InMemorySpanExporter

    @classmethod
    def of(cls, service: str, settings: ForTests) -> "Observed":
        exporter = InMemorySpanExporter()
        return cls(configure(service, settings, exporter=exporter), exporter)

    def spans(self) -> list[ReadableSpan]:
        """All ended so far."""
        self.telemetry.tracing.force_flush()
        return list(self.exporter.get_finished_spans())

    def span(self, name: str) -> ReadableSpan:
        """The one of that name."""
        (found,) = [span for span in self.spans() if span.name == name]
        return found

    def figures(self) -> Mapping[str, float]:
        """Every sample, by what stands before its value in the exposition."""
        text = self.telemetry.exposition()[0].decode()
        pairs = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in pairs}


Observe: TypeAlias = Callable[..., Observed]
"""Switches telemetry on with the given settings: what a fixture hands out."""
