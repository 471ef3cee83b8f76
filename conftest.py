"""Every test may ask for the real stack; it is started only where one does."""

import pytest

pytest_plugins = ["throughline.testing.stack"]

TOGETHER = ("tests/e2e", "tests/integration", "tests/fault")
"""Folders whose tests share one running stack, the longest first."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among several workers a file's tests stay together, as do those of a shared stack; those begin, being longest."""
    if config.getoption("dist", "no") != "loadgroup":
        return
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: _rank(_group(item)))


def _group(item: pytest.Item) -> str:
    file = item.nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def _rank(group: str) -> int:
    return TOGETHER.index(group) if group in TOGETHER else len(TOGETHER)
