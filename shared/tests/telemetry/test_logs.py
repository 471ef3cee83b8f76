"""Log lines: JSON, with service, trace and case, ours and libraries' alike, without texts that repeat values."""

import json
import logging
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import structlog
from aiokafka.errors import GroupAuthorizationFailedError, GroupCoordinatorNotAvailableError
from throughline.telemetry import about_case, logs, span, traceparent
from throughline.telemetry.logs import configure_logs
from throughline.telemetry.observed import Observe
from throughline.vault import DocumentErased

Lines = Callable[[], list[dict[str, Any]]]
CANARY = "Maria Santos"
CASE = UUID("7f4d2f5e-0000-4000-8000-000000000001")


@pytest.fixture
def lines(observe: Observe) -> Lines:
    """The lines written since the last call, parsed."""
    observe()
    written = StringIO()
    configure_logs("legal", to=written)

    def read() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        written.seek(written.truncate(0))
        return found

    return read


def test_a_line_names_service_trace_and_case(lines: Lines) -> None:
    with span("decide"):
        about_case(CASE)
        structlog.get_logger().info("case_opened", events=2)
        current = (traceparent() or "").split("-")
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "case_opened",
        "events": 2,
        "level": "info",
        "service": "legal",
        "case_id": str(CASE),
        "trace_id": current[1],
        "span_id": current[2],
    }


def test_the_standard_library_logs_through_it(lines: Lines) -> None:
    logging.getLogger("some.library").warning("took %s", 3)
    (line,) = lines()
    assert (line["event"], line["logger"], line["level"], line["service"]) == (
        "took 3",
        "some.library",
        "warning",
        "legal",
    )


def test_a_level_below_the_setting_is_not_written(lines: Lines) -> None:
    structlog.get_logger().debug("nothing")
    logging.getLogger("some.library").debug("nothing")
    logging.getLogger("httpx").info("GET /documents?purpose=Maria")
    logging.getLogger("uvicorn.access").error("GET /documents?purpose=Maria")
    assert lines() == []


@pytest.mark.parametrize("log", [structlog.get_logger(), logging.getLogger("some.library")])
def test_an_exception_is_shown_by_type_place_and_cause_without_its_text(lines: Lines, log: Any) -> None:
    try:
        try:
            int(CANARY)
        except ValueError as wrong:
            raise LookupError(CANARY) from wrong
    except LookupError:
        log.exception("reading_failed")
    (line,) = lines()
    assert line["failure"]["type"] == "builtins.LookupError"
    assert line["failure"]["cause"]["type"] == "builtins.ValueError"
    assert "test_logs.py" in line["failure"]["frames"][0]
    assert CANARY not in json.dumps(line)


def test_the_texts_of_the_kit_and_of_the_operating_system_are_shown(lines: Lines) -> None:
    for error in (DocumentErased(CASE), ConnectionRefusedError(111, "Connection refused")):
        structlog.get_logger().error("failed", exc_info=error)
    assert [line["failure"]["text"] for line in lines()] == [
        f"document {CASE} has been erased",
        "Connection refused",
    ]


def test_what_asyncio_writes_of_a_lost_task_is_cut_to_its_first_line(lines: Lines) -> None:
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: <Task {CANARY}>")
    (line,) = lines()
    assert line["event"] == "Task exception was never retrieved"


def test_the_console_form_repeats_no_text_either(observe: Observe) -> None:
    observe()
    written = StringIO()
    configure_logs("legal", form="console", to=written)
    try:
        raise LookupError(CANARY)
    except LookupError:
        structlog.get_logger().exception("reading_failed")
    assert "LookupError" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_a_new_broker_without_a_coordinator_yet_is_no_error_while_starting(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining = logging.getLogger("aiokafka.consumer.group_coordinator")
    joining.error("Group Coordinator Request failed: %s", GroupCoordinatorNotAvailableError())
    assert lines() == []
    joining.error("Group Coordinator Request failed: %s", GroupAuthorizationFailedError())
    joining.error("Heartbeat failed")
    assert [line["level"] for line in lines()] == ["error", "error"]
    monkeypatch.setattr(logs, "STARTING_SECONDS", -1.0)
    configure_logs("legal", to=(later := StringIO()))
    joining.error("Group Coordinator Request failed: %s", GroupCoordinatorNotAvailableError())
    assert json.loads(later.getvalue())["level"] == "error"


def test_it_is_there_for_who_wants_to_see_everything(observe: Observe) -> None:
    observe()
    configure_logs("legal", level="debug", to=(written := StringIO()))
    joining = logging.getLogger("aiokafka.consumer.group_coordinator")
    joining.error("Group Coordinator Request failed: %s", GroupCoordinatorNotAvailableError())
    assert json.loads(written.getvalue())["level"] == "debug"
