"""Where things are: one object that names every file the stack reads or writes, so that no other module spells a path.

Two checkouts never share anything but `cache`, which holds only downloads that are checked by hash.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from throughline.stack.errors import StackError

_MARK = Path("deploy/local/Procfile")


@dataclass(frozen=True)
class Layout:
    """`root` is the checkout (read), `var` is where this stack's data, logs and state go (written)."""

    root: Path
    var: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Layout":
        """The checkout around `start` (default: the working directory), else the one this package lies in."""
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents, *Path(__file__).resolve().parents):
            if (folder / _MARK).is_file():
                return cls(folder, folder / "var")
        raise StackError(f"{start} is not inside a checkout: no {_MARK} here or above")

    @property
    def procfile(self) -> Path:
        return self.root / _MARK

    @property
    def local(self) -> Path:
        return self.root / "deploy/local"

    @property
    def topics_file(self) -> Path:
        return self.root / "deploy/kafka/topics.yaml"

    @property
    def state_file(self) -> Path:
        return self.var / "stack.json"

    @property
    def wanted_file(self) -> Path:
        return self.var / "wanted.json"

    @property
    def compose_file(self) -> Path:
        return self.root / "docker-compose.yml"

    @property
    def compose_env(self) -> Path:
        return self.var / "compose.env"

    @property
    def keys_file(self) -> Path:
        return self.var / "keys.json"

    @property
    def lock_file(self) -> Path:
        return self.var / "stack.lock"

    @property
    def spans_file(self) -> Path:
        return self.var / "traces/spans.jsonl"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    @property
    def cache(self) -> Path:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        return Path(base).expanduser() / "throughline"
