"""Every test may ask for the real stack; it is started only where one does. Random examples are the same every time."""

from typing import Any

import pytest
from hypothesis import Phase, settings
from xdist.scheduler import LoadScopeScheduling

pytest_plugins = ["throughline.testing.stack"]

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("fixed", derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=1000)
settings.load_profile("fixed")

TOGETHER = ("tests/e2e", "tests/fault", "tests/integration")
"""Folders whose tests share one running stack."""
LONGEST = (*TOGETHER, "tests/properties", "shared/tests/kit")
"""What begins first where several workers share the tests."""


class ByStack(LoadScopeScheduling):
    """Gives a worker a file's tests together, and all those of a folder that shares a running stack."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return _folder(file, TOGETHER) or file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByStack:
    return ByStack(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among several workers, the longest begin."""
    if hasattr(config, "workerinput"):
        order = {folder: number for number, folder in enumerate(LONGEST)}
        items.sort(key=lambda item: order.get(_folder(item.nodeid, LONGEST), len(order)))


def _folder(file: str, folders: tuple[str, ...]) -> str:
    return next((folder for folder in folders if file.startswith(f"{folder}/")), "")
