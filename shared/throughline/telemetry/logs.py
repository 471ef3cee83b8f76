"""Structured logs: one JSON object a line, with service, trace and case, for our own lines and those of libraries.

Guarantees that no line carries the text of an exception that could repeat a value. A library that puts values into
its messages is quietened here; our own lines are trusted to name codes and ids only.
"""

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from opentelemetry import trace
from structlog.types import Processor

from throughline.telemetry.failures import described

Line = MutableMapping[str, Any]

# Per-message chatter, or lines that repeat addresses with their query strings.
_QUIET = {
    "faststream": logging.WARNING,
    "aiokafka": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "opentelemetry": logging.ERROR,
}
_SILENT = ("uvicorn.access",)

STARTING_SECONDS = 60.0
_JOINS = "aiokafka.consumer.group_coordinator"
_NOT_YET = "GroupCoordinatorNotAvailableError"


def configure_logs(service: str, *, level: str = "info", form: str = "json", to: TextIO | None = None) -> None:
    """Route structlog and the standard library's logging to one handler on `to` (default: standard output)."""
    shared: list[Processor] = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level]
    renderer: Processor = structlog.dev.ConsoleRenderer() if form == "console" else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name, _first_line_of_asyncio],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _in_service(service),
            _in_trace,
            _with_failure,
            renderer,
        ],
    )
    handler = logging.StreamHandler(to or sys.stdout)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))
    for name in _SILENT:
        logging.getLogger(name).disabled = True
    joins = logging.getLogger(_JOINS)
    for earlier in [one for one in joins.filters if isinstance(one, _WhileStarting)]:
        joins.removeFilter(earlier)
    joins.addFilter(_WhileStarting())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class _WhileStarting(logging.Filter):
    """Of a new broker the first question for a group's coordinator always fails; asked again, it answers.

    Within a minute of the start that is at level debug, afterwards an error like any other.
    """

    def __init__(self) -> None:
        super().__init__()
        self._until = time.monotonic() + STARTING_SECONDS

    def filter(self, record: logging.LogRecord) -> bool:
        causes = record.args if isinstance(record.args, tuple) else ()
        if time.monotonic() > self._until or all(type(cause).__name__ != _NOT_YET for cause in causes):
            return True
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.getLogger().isEnabledFor(logging.DEBUG)


def _in_service(service: str) -> Processor:
    def add(_logger: Any, _method: str, line: Line) -> Line:
        line["service"] = service
        return line

    return add


def _in_trace(_logger: Any, _method: str, line: Line) -> Line:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace_id"], line["span_id"] = f"{context.trace_id:032x}", f"{context.span_id:016x}"
    return line


def _with_failure(_logger: Any, _method: str, line: Line) -> Line:
    raised = line.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        line["failure"] = described(error)
    return line


def _first_line_of_asyncio(_logger: Any, _method: str, line: Line) -> Line:
    """What asyncio writes below it are reprs of tasks, with the texts of their exceptions in them."""
    if line.get("logger") == "asyncio":
        line["event"] = str(line["event"]).partition("\n")[0]
    return line
