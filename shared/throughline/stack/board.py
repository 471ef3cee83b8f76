"""The supervisor's view of all components, shared by its threads and published after every change.

Every change is one call to `note`, which stores the whole state, so what others read is never behind by more than the
change in progress.
"""

import threading
import time
from pathlib import Path
from typing import Any

from throughline.stack.state import ComponentState, StackState


class Board:
    def __init__(self, state: StackState, file: Path) -> None:
        self._state, self._file = state, file
        self._lock = threading.Lock()

    def publish(self) -> None:
        with self._lock:
            self._state.save(self._file)

    def of(self, name: str) -> ComponentState:
        with self._lock:
            return self._state.components[name].model_copy()

    def note(self, name: str, **changes: Any) -> None:
        """Change fields of one component; a new phase starts its clock."""
        with self._lock:
            old = self._state.components[name]
            if changes.get("phase", old.phase) != old.phase:
                changes.setdefault("since", time.time())
                changes.setdefault("detail", "")
            self._state.components[name] = new = old.model_copy(update=changes)
            if name in self._state.services:
                self._state.services[name].pid = new.process.pid if new.process else None
            self._state.save(self._file)

    def below_ready(self, layer: int) -> bool:
        """True when every component of a lower layer that should run is ready."""
        with self._lock:
            below = [one for one in self._state.components.values() if one.layer < layer]
            return all(one.phase in ("ready", "stopped") for one in below)
