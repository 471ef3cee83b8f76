"""Every test may ask for the real stack; it is started only where one does. Random examples are the same every time."""

import pytest
from hypothesis import Phase, settings

pytest_plugins = ["throughline.testing.stack"]

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("fixed", derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("fixed")

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
