"""A stack of the bench's own: the local stack's programs and settings under var/bench, gone when the bench is.

The supervisor watches this process: Ctrl-C, a crash or a SIGKILL of the bench stops Kafka and Postgres too and removes
their data. It lies beside the stack's own data, and not in a folder for temporary files, because that may be memory.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock, Timeout
from throughline.stack import control
from throughline.stack.databases import dsn, ensure_database
from throughline.stack.deadline import wait_until
from throughline.stack.errors import StackError
from throughline.stack.for_tests import myself
from throughline.stack.layout import Layout
from throughline.stack.logs import tail
from throughline.stack.plan import known
from throughline.stack.state import StackState, Wanted

FOUNDATION = ("postgres", "kafka")
PATIENCE = 240.0
GIVE_UP_AFTER = 3
PORTS_FROM = 21_000


@dataclass(frozen=True)
class Place:
    """Where Kafka and Postgres answer, and how to have the services as well."""

    layout: Layout

    @property
    def state(self) -> StackState:
        state = StackState.load(self.layout.state_file)
        if state is None:
            raise StackError("the bench's own stack is gone")
        return state

    @property
    def kafka(self) -> str:
        return self.state.kafka_bootstrap

    def database(self, name: str) -> str:
        """A fresh database with a role of its own; its connection string."""
        password = secrets.token_urlsafe(12)
        ensure_database(self.state.postgres_admin_dsn, name, password)
        return dsn(name, password, self.state.postgres_port)

    def start(self, names: Sequence[str]) -> None:
        """Run these components too, and return once they are ready. Raises StackError with the end of the log."""
        supervisor = control.start(self.layout, Wanted(components=[*names], owner=myself(), ports_from=PORTS_FROM))
        wait_until(lambda: self._ready(names) or self._failed(names) or not supervisor.alive, PATIENCE)
        if not self._ready(names):
            raise StackError("\n".join(self._why(names)))

    def start_services(self) -> list[str]:
        """All four services and the trace receiver; their names."""
        names = known(self.layout)
        self.start(names)
        return names

    def _ready(self, names: Sequence[str]) -> bool:
        state = StackState.load(self.layout.state_file)
        return state is not None and all(state.components[name].phase == "ready" for name in names)

    def _failed(self, names: Sequence[str]) -> bool:
        state = StackState.load(self.layout.state_file)
        return state is not None and any(state.components[name].failures >= GIVE_UP_AFTER for name in names)

    def _why(self, names: Sequence[str]) -> list[str]:
        state = StackState.load(self.layout.state_file)
        late = [name for name in names if state is None or state.components[name].phase != "ready"]
        lines = [
            f"{name}: {line}" for name in (late if state else ["supervisor"]) for line in tail(_log(self, name), 6)
        ]
        return [f"{', '.join(late)} did not start for the bench", *lines]


@contextmanager
def opened(root: Path) -> Iterator[Place]:
    """Kafka and Postgres for one run. Raises StackError where another run is at work or they do not start."""
    folder = root / "var/bench"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StackError(
            "another `throughline bench` is at work in this checkout; two would spoil each other"
        ) from None
    with lock, beside(root) as place:
        place.start(FOUNDATION)
        yield place


@contextmanager
def beside(root: Path) -> Iterator[Place]:
    """Another stack under var/bench, with nothing started yet, and gone at the end."""
    layout = Layout(root, Path(mkdtemp(prefix="stack-", dir=root / "var/bench")))
    layout.var.chmod(0o711)
    try:
        yield Place(layout)
    finally:
        control.stop(layout)


def _log(place: Place, name: str) -> Path:
    return place.layout.log(name)
