"""Which port each part gets: its usual one when free, else the next free one, never one another checkout just took.

A claim is a lock file in the user's cache held for as long as the claiming process lives; it closes the gap between
finding a port free and a server listening on it. Claims of a process that died are gone with it.
"""

import fcntl
import socket
from pathlib import Path
from typing import IO

from throughline.stack.errors import StackError

_SPAN = 500


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when a server could listen on it now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


class PortClaims:
    """The ports claimed by this process; `folder` is shared by all checkouts of one user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, IO[str]] = {}

    def keep(self, port: int) -> None:
        """Hold the claim on a port whose server already runs."""
        self._lock(port)

    def choose(self, preferred: int) -> int:
        """Claim `preferred`, or the nearest free port above it."""
        for port in range(preferred, min(preferred + _SPAN, 65536)):
            if port not in self._held and self._lock(port):
                if is_free(port):
                    return port
                self._held.pop(port).close()
        raise StackError(f"no free port between {preferred} and {preferred + _SPAN}")

    def close(self) -> None:
        for held in self._held.values():
            held.close()
        self._held.clear()

    def _lock(self, port: int) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = (self._folder / str(port)).open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            return False
        self._held[port] = handle
        return True
