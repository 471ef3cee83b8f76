"""Every test may ask for the real stack; it is started only where one does. Random examples are the same every time."""

import pytest
from hypothesis import Phase, settings

pytest_plugins = ["throughline.testing.stack"]

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("fixed", derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("fixed")

TOGETHER = ("tests/e2e", "tests/fault", "tests/integration")
"""Folders whose tests share one running stack."""
LONGEST = (*TOGETHER, "tests/properties", "shared/tests/kit")
"""What begins first where several workers share the tests."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among several workers a file's tests stay together, and those of a shared stack; the longest begin first."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        file = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(_folder(file, TOGETHER) or file))
    order = {folder: number for number, folder in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(_folder(item.nodeid, LONGEST), len(order)))


def _folder(file: str, folders: tuple[str, ...]) -> str:
    return next((folder for folder in folders if file.startswith(f"{folder}/")), "")
