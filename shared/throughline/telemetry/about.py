"""Which case is being worked on, said once, found in every log line and on the span."""

from uuid import UUID

from opentelemetry import trace
from structlog.contextvars import bind_contextvars


def about_case(case_id: UUID) -> None:
    """Name the case of the current request, command or event: in its logs as `case_id`, on its span as `case.id`."""
    bind_contextvars(case_id=str(case_id))
    current = trace.get_current_span()
    if current.is_recording():
        current.set_attribute("case.id", str(case_id))
