"""Test classes are named for the state they start from."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if "When*" not in config.getini("python_classes"):
        config.addinivalue_line("python_classes", "When*")
