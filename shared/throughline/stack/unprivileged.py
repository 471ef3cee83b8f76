"""Who runs Postgres, which refuses to be root: the caller, or, when the caller is root, the user `nobody`.

Nothing is created on the machine. Where `nobody` may not enter a folder on the way (a checkout under /root), the one
capability that lets it pass is kept through util-linux's setpriv; it stays an ordinary user in every other respect.
"""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from throughline.stack.errors import StackError

_OTHERS_MAY_ENTER = 0o001


class PopenUser(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class OsUser:
    """`passes` means it needs help to enter folders closed to others."""

    uid: int
    gid: int
    passes: bool

    @property
    def popen(self) -> PopenUser:
        return {} if self.passes else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def wrap(self, argv: list[str]) -> list[str]:
        if not self.passes:
            return argv
        ids = [f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        # initdb asks access(2), which disregards an ordinary user's capabilities unless this bit is set.
        keep = ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        return ["setpriv", *ids, *keep, *argv]

    def own(self, folder: Path) -> None:
        """Give it the folder (made when missing) and all within, closed to everyone else."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def for_postgres(*paths: Path) -> OsUser | None:
    """None when the caller is not root. `paths` are the files it must be able to reach."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    closed = [folder for path in paths for folder in path.resolve().parents if not _open(folder)]
    if closed and not shutil.which("setpriv"):
        raise StackError(f"Postgres runs as {nobody.pw_name}, which may not enter {closed[0]}: chmod o+x {closed[0]}")
    return OsUser(nobody.pw_uid, nobody.pw_gid, passes=bool(closed))


def _open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & _OTHERS_MAY_ENTER)
