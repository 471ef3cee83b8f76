"""One broker and one Postgres for a whole test run, shared by its workers, gone when the run is, however it ends.

They are kept by a process of their own that watches the test run's main process: Ctrl-C, a crash or a SIGKILL of the
run stops them too and removes their data. Isolation is by name: every test gets its own database, role and topics.
"""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock

from throughline.migrating import migrate
from throughline.stack import control
from throughline.stack.databases import dsn, ensure_database, hand_over, take_back
from throughline.stack.deadline import wait_until
from throughline.stack.errors import StackError
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.logs import tail
from throughline.stack.state import StackState, Wanted
from throughline.stack.topics import apply_topics, remove_topics

_SUPERVISORS = {"local": control.SUPERVISOR, "docker": "throughline.stack.containers"}
_PARTS = ["postgres", "kafka"]
# Below the range from which the kernel picks ports for outgoing connections.
_PORTS_FROM = 20_000
_PATIENCE = 180.0
_GIVE_UP_AFTER = 3
_T = TypeVar("_T")


@dataclass(frozen=True)
class SharedStack:
    """What a test sees. `kind` is local or docker; both behave the same."""

    kind: str
    layout: Layout
    kafka_bootstrap: str
    admin_dsn: str

    def create_database(self, name: str) -> str:
        """A fresh, empty database owned by a fresh role, both named after `name`; the role's connection string."""
        fresh, password = f"{name}_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
        ensure_database(self.admin_dsn, fresh, password)
        return self._dsn(fresh, password)

    def database_of(self, package: str) -> str:
        """The same, as the migrations of this package leave it: they run once, and this is a copy of what they made."""
        template = self._migrated(package)
        fresh, password = f"{package}_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
        ensure_database(self.admin_dsn, fresh, password, template)
        hand_over(self.admin_dsn, fresh, template, fresh)
        return self._dsn(fresh, password)

    def _migrated(self, package: str) -> str:
        """The database that is copied, made by whichever worker asks first. It is the administrator's: its role's would
        be handed over with the first copy."""
        name, made = f"migrated_{package}", self.layout.var / f"migrated.{package}"
        with FileLock(f"{made}.lock", timeout=_PATIENCE):
            if not made.exists():
                password = secrets.token_urlsafe(12)
                ensure_database(self.admin_dsn, name, password)
                migrate(self._dsn(name, password), package)
                take_back(self.admin_dsn, name)
                made.touch()
        return name

    def _dsn(self, role: str, password: str) -> str:
        host, _, port = self.admin_dsn.rpartition("@")[2].partition("/")[0].partition(":")
        return dsn(role, password, int(port), host=host)

    @contextmanager
    def topics(self, *only: str) -> Iterator[str]:
        """Every declared topic, or `only` these, with a fresh prefix in front, ready to use; the prefix. Gone
        afterwards: a broker keeps two memory maps a partition, and a whole run's topics are more than one process may
        have."""
        prefix = f"t{secrets.token_hex(4)}."
        _run(apply_topics(self.layout.topics_file, self.kafka_bootstrap, prefix, only))
        try:
            yield prefix
        finally:
            _run(remove_topics(self.kafka_bootstrap, prefix))


def new_place() -> Path:
    """A folder for one run's data that Postgres' own user may pass through."""
    place = Path(tempfile.mkdtemp(prefix="throughline-test-"))
    place.chmod(0o711)
    return place


def obtain(kind: str, place: Path, owner: Identity, *, brief: bool = True) -> SharedStack:
    """The run's stack, started by whichever worker asks first; `owner` is the process it lives as long as.

    `brief`: see state.Wanted.
    """
    layout = Layout(Layout.find(Path(__file__)).root, place)
    with FileLock(place / "start.lock", timeout=_PATIENCE + 30):
        state = _ready(layout)
        if state is None:
            wanted = Wanted(components=_PARTS, bare=True, brief=brief, owner=owner, ports_from=_PORTS_FROM)
            supervisor = control.start(layout, wanted, _SUPERVISORS[kind])
            wait_until(lambda: bool(_ready(layout) or _failed(layout)) or not supervisor.alive, _PATIENCE)
            state = _ready(layout)
            if state is None:
                raise StackError(f"the {kind} test stack does not start:\n" + "\n".join(_logs(layout)))
    return SharedStack(kind, layout, state.kafka_bootstrap, state.postgres_admin_dsn)


def release(place: Path) -> None:
    """Stop it, wait until no process of it is left, and remove what it wrote."""
    control.stop(Layout(Layout.find(Path(__file__)).root, place))
    shutil.rmtree(place, ignore_errors=True)


def myself() -> Identity:
    return Identity.of(os.getpid())


def _ready(layout: Layout) -> StackState | None:
    state = StackState.load(layout.state_file)
    ready = state and state.supervisor.alive and all(state.components[name].phase == "ready" for name in _PARTS)
    return state if ready else None


def _failed(layout: Layout) -> bool:
    state = StackState.load(layout.state_file)
    return state is not None and any(one.failures >= _GIVE_UP_AFTER for one in state.components.values())


def _logs(layout: Layout) -> list[str]:
    return [f"{name}: {line}" for name in ("supervisor", *_PARTS) for line in tail(layout.log(name), 8)]


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run it to its end in a thread, because the caller may be inside a running event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
