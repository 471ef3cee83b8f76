"""Telemetry that is switched on for one test, and off again with logging as it was before."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from throughline.telemetry.observed import ForTests, Observe, Observed


@pytest.fixture
def observe() -> Iterator[Observe]:
    """Switches telemetry on with the given settings."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    on: list[Observed] = []

    def switch_on(**settings: Any) -> Observed:
        on.append(Observed.of("legal", ForTests(**settings)))
        return on[-1]

    yield switch_on
    for observed in on:
        observed.telemetry.shutdown()
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def observed(observe: Observe) -> Observed:
    return observe()
