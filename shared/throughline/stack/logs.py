"""Log files: one per component, the previous one kept beside it once it grew large, and the last lines of either."""

from pathlib import Path

_LARGE = 20 * 1024 * 1024
_TAIL = 64 * 1024


def make_room(log: Path) -> None:
    """Before a start: make the folder, and move a large log to `<name>.log.1`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.is_file() and log.stat().st_size > _LARGE:
        log.replace(log.with_name(log.name + ".1"))


def tail(log: Path, lines: int = 15) -> list[str]:
    """The last lines; empty when there is no log yet."""
    if not log.is_file():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _TAIL))
        return file.read().decode(errors="replace").splitlines()[-lines:]
