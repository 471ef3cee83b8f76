"""The pytest plugin that gives tests a real Kafka and a real Postgres: the session fixture `stack`.

Chosen once per run and said in the header: containers where a Docker engine answers and has or can get the images,
else the same programs as local processes; THROUGHLINE_TEST_STACK=local|docker decides it instead. Workers of
pytest-xdist share one. Nothing is started unless a test asks, and nothing is left when the run ends.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from throughline.stack.errors import StackError
from throughline.stack.for_tests import SharedStack, myself, new_place, obtain, release
from throughline.stack.identity import Identity

_KINDS = ("local", "docker")


@dataclass(frozen=True)
class _Run:
    """What all processes of one test run agree on."""

    kind: str
    place: str
    owner: Identity


_RUN = pytest.StashKey[_Run]()


def pytest_configure(config: pytest.Config) -> None:
    given = getattr(config, "workerinput", {}).get("throughline_stack")
    if given:
        config.stash[_RUN] = _Run(given["kind"], given["place"], Identity.model_validate(given["owner"]))
    else:
        config.stash[_RUN] = _Run(_choose(), str(new_place()), myself())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    run = node.config.stash[_RUN]
    node.workerinput["throughline_stack"] = {
        "kind": run.kind,
        "place": run.place,
        "owner": run.owner.model_dump(),
    }


def pytest_report_header(config: pytest.Config) -> str:
    how = {"local": "local processes", "docker": "Docker containers (testcontainers)"}
    return f"throughline stack: {how[config.stash[_RUN].kind]}"


def pytest_unconfigure(config: pytest.Config) -> None:
    run = config.stash.get(_RUN, None)
    if run and run.owner == myself():
        release(Path(run.place))


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config) -> SharedStack:
    """Kafka at `stack.kafka_bootstrap`; `stack.create_database(name)` and `with stack.topics() as prefix:`."""
    run = pytestconfig.stash[_RUN]
    return obtain(run.kind, Path(run.place), run.owner)


def _choose() -> str:
    # Taken out: it decides about the run, and the services under test refuse a variable that is no setting of theirs.
    asked = os.environ.pop("THROUGHLINE_TEST_STACK", "")
    if asked:
        if asked not in _KINDS:
            raise pytest.UsageError(f"THROUGHLINE_TEST_STACK is {' or '.join(_KINDS)}, not {asked!r}")
        return asked
    if "DOCKER_HOST" not in os.environ and not Path("/var/run/docker.sock").exists():
        return "local"
    try:
        from throughline.stack.containers import usable
    except (ImportError, StackError):
        return "local"
    return "docker" if usable() else "local"
