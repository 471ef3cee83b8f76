"""Keeps one component running: starts it when those below are ready, and again whenever it dies.

A start that fails is tried again after a pause that doubles up to 10 s. A process that was running when a supervisor
was killed is taken over, not started twice. What happened is written into the component's own log.
"""

import signal
import threading
import time
import traceback
from pathlib import Path

from throughline.stack.board import Board
from throughline.stack.component import Component, spawn
from throughline.stack.errors import StackError
from throughline.stack.identity import Identity, reap

_TICK = 0.1
_LONGEST_START = 90.0
_STEADY = 5.0
_LONGEST_PAUSE = 10.0


class Keeper(threading.Thread):
    """`ending` is set once, when the whole stack stops; after `run` returned no process is started any more."""

    def __init__(self, component: Component, board: Board, var: Path, log: Path, ending: threading.Event) -> None:
        super().__init__(name=component.name, daemon=True)
        self._component, self._board, self._var, self._log, self._ending = component, board, var, log, ending

    def run(self) -> None:
        failures = 0
        while not self._ending.is_set():
            ready_at, process = None, self._running()
            try:
                if process:
                    self._note(phase="starting", detail="taken over")
                process = process or self._start()
                if process is None or not self._become_ready(process):
                    return
                ready_at = time.monotonic()
                self._note(phase="ready", detail="", failures=failures)
                reason = self._watch(process)
            except StackError as error:
                reason = str(error)
            except Exception as error:  # a fault of ours in one component must not stop the others
                traceback.print_exc()
                reason = f"{type(error).__name__}: {error}"
            if self._ending.is_set():
                return
            if process:
                process.stop(self._component.stop_signal)
            steady = ready_at is not None and time.monotonic() - ready_at > _STEADY
            failures = 0 if steady else failures + 1
            self._say(f"{reason}; starting it again")
            self._note(phase="failing", detail=reason, failures=failures, process=None)
            if failures:
                self._ending.wait(min(0.25 * 2**failures, _LONGEST_PAUSE))

    def _running(self) -> Identity | None:
        process = self._board.of(self._component.name).process
        return process if process and process.alive else None

    def _start(self) -> Identity | None:
        self._note(phase="waiting", process=None)
        while not self._board.below_ready(self._component.layer):
            if self._ending.wait(_TICK):
                return None
        self._note(phase="preparing")
        launch = self._component.prepare(lambda detail: self._note(detail=detail))
        if self._ending.is_set():
            return None
        process = spawn(launch, self._var, self._log)
        starts = self._board.of(self._component.name).starts + 1
        self._note(phase="starting", process=process, starts=starts)
        return process

    def _become_ready(self, process: Identity) -> bool:
        end = time.monotonic() + _LONGEST_START
        while not self._component.is_ready():
            if not process.alive:
                raise StackError(f"{_ended(process)} before it was ready")
            if time.monotonic() > end:
                raise StackError(f"not ready after {_LONGEST_START:.0f} s")
            if self._ending.wait(_TICK):
                return False
        if self._ending.is_set():
            return False
        self._component.settle(lambda detail: self._note(detail=detail))
        return True

    def _watch(self, process: Identity) -> str:
        while process.alive and not self._ending.wait(_TICK):
            pass
        return "" if self._ending.is_set() else _ended(process)

    def _say(self, text: str) -> None:
        with self._log.open("a") as log:
            log.write(f"--- {time.strftime('%Y-%m-%dT%H:%M:%S%z')} {self._component.name}: {text}\n")

    def _note(self, **changes: object) -> None:
        self._board.note(self._component.name, **changes)


def _ended(process: Identity) -> str:
    code = reap(process.pid)
    if code is None:
        return "died"
    return f"died of {signal.Signals(-code).name}" if code < 0 else f"exited with code {code}"
