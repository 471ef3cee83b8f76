"""The one background process of a stack: it starts the components, keeps them, and stops them in order on SIGTERM.

It reads what to run from `var/wanted.json`, again whenever that file changes, and writes what runs to `var/stack.json`.
Killed with SIGKILL it takes nothing with it; the next one takes over what still runs.
"""

import contextlib
import resource
import shutil
import signal
import sys
import threading
from pathlib import Path

from throughline.stack.board import Board
from throughline.stack.errors import StackError
from throughline.stack.keeper import Keeper
from throughline.stack.layout import Layout
from throughline.stack.logs import make_room
from throughline.stack.plan import make_plan
from throughline.stack.ports import PortClaims
from throughline.stack.state import StackState, Wanted
from throughline.stack.stopping import end_components, stop_components, sweep

_TICK = 0.1


class Supervisor:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._ending = threading.Event()
        self._claims = PortClaims(layout.cache / "ports")
        self._wanted = self._read_wanted()
        before = StackState.load(layout.state_file)
        plan = make_plan(layout, self._wanted, self._claims, before)
        self._components, self._state = plan.components, plan.state
        self._board = Board(plan.state, layout.state_file)
        self._keepers: dict[str, Keeper] = {}

    def run(self) -> None:
        """Returns after everything is stopped."""
        signal.signal(signal.SIGTERM, lambda *_: self._ending.set())
        signal.signal(signal.SIGINT, lambda *_: self._ending.set())
        self._layout.log("supervisor").parent.mkdir(parents=True, exist_ok=True)
        self._keep(self._wanted)
        self._board.publish()
        seen = self._stamp()
        while not self._ending.wait(_TICK):
            if self._wanted.owner and not self._wanted.owner.alive:
                break
            if (now := self._stamp()) != seen:
                seen, self._wanted = now, self._read_wanted()
                self._keep(self._wanted)
        self._stop()

    def _keep(self, wanted: Wanted) -> None:
        fresh = [name for name in self._components if name in wanted.components and name not in self._keepers]
        for name in fresh:
            self._board.note(name, phase="waiting")
        for name in fresh:
            log = self._layout.log(name)
            make_room(log)
            self._keepers[name] = Keeper(self._components[name], self._board, self._layout.var, log, self._ending)
            self._keepers[name].start()

    def _stop(self) -> None:
        self._ending.set()
        for keeper in self._keepers.values():
            keeper.join(timeout=5)
        end_components(self._state) if self._wanted.owner else stop_components(self._state)
        sweep(self._layout.var)
        self._claims.close()
        self._layout.state_file.unlink(missing_ok=True)
        if self._wanted.owner:
            shutil.rmtree(self._layout.var)

    def _stamp(self) -> int:
        with contextlib.suppress(FileNotFoundError):
            return self._layout.wanted_file.stat().st_mtime_ns
        return 0

    def _read_wanted(self) -> Wanted:
        wanted = Wanted.load(self._layout.wanted_file)
        if wanted is None:
            raise StackError(f"{self._layout.wanted_file} is missing: start the stack with `throughline up`")
        return wanted


def main(root: str, var: str) -> None:
    # Kafka keeps a few files open per partition.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most if most < 65536 else 65536, most))
    Supervisor(Layout(Path(root), Path(var))).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
