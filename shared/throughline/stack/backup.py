"""A service's database saved and set back, on the stack without Docker: for drills, and where it has to be done.

The service is ended when its database is replaced, as it must be wherever one is: only at its start does it compare its
store with its topics. The database that was replaced stays beside, until somebody drops it.
"""

import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from throughline.stack.errors import StackError
from throughline.stack.postgres import programs
from throughline.stack.state import StackState

REPLACED = "_replaced"
SAVED = "_saved"


def save(state: StackState, service: str, file: Path) -> None:
    """Write a backup of the service's database, while it works."""
    _run("pg_dump", "--format=custom", f"--file={file}", f"--dbname={_dsn(state, service)}")


def set_back(state: StackState, service: str, file: Path) -> None:
    """Put the backup in the place of the service's database, and end the service, which its supervisor starts again."""
    saved, replaced = service + SAVED, service + REPLACED
    one = state.components[service].process
    with psycopg.connect(state.postgres_admin_dsn, autocommit=True) as admin:
        _do(admin, "DROP DATABASE IF EXISTS {}", saved)
        _do(admin, "DROP DATABASE IF EXISTS {}", replaced)
        _do(admin, "CREATE DATABASE {} OWNER {}", saved, service)
        _do(admin, "REVOKE ALL ON DATABASE {} FROM PUBLIC", saved)
        _run("pg_restore", "--exit-on-error", f"--dbname={_dsn(state, saved)}", str(file))
        _do(admin, "ALTER DATABASE {} ALLOW_CONNECTIONS false", service)
        try:
            if one is not None:
                one.send(signal.SIGKILL)
            admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (service,))
            _do(admin, "ALTER DATABASE {} RENAME TO {}", service, replaced)
            _do(admin, "ALTER DATABASE {} RENAME TO {}", saved, service)
        except psycopg.Error:
            _do(admin, "ALTER DATABASE {} ALLOW_CONNECTIONS true", service)
            raise


def drop_replaced(state: StackState, service: str) -> None:
    """Drop the database that was replaced."""
    with psycopg.connect(state.postgres_admin_dsn, autocommit=True) as admin:
        _do(admin, "DROP DATABASE IF EXISTS {}", service + REPLACED)


def _dsn(state: StackState, database: str) -> str:
    return f"{state.postgres_admin_dsn.rpartition('/')[0]}/{database}"


def _do(admin: "psycopg.Connection[tuple[object, ...]]", statement: str, *names: str) -> None:
    admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([str(programs() / program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"{program} failed: {done.stderr.strip().splitlines()[-1:]}")
