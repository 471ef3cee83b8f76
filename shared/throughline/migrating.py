"""Bringing a database to the schema of this release: plain .sql files, forward only, the kit's and the service's."""

from importlib.resources import as_file, files
from time import monotonic, sleep

import structlog
from psycopg import OperationalError
from yoyo import get_backend, read_migrations

log = structlog.get_logger()
WAIT_SECONDS = 60.0


def migrate(dsn: str, package: str) -> None:
    """Apply what is missing, under a lock; waits up to a minute for the database. Raises psycopg.OperationalError."""
    deadline = monotonic() + WAIT_SECONDS
    while True:
        try:
            _apply(dsn, package)
            return
        except OperationalError as away:
            if monotonic() > deadline:
                raise
            log.warning("migrations_wait_for_the_database", fault=type(away).__name__)
            sleep(0.5)


def _apply(dsn: str, package: str) -> None:
    backend = get_backend(dsn.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        for owner in ("throughline", package):
            with as_file(files(owner).joinpath("migrations")) as folder, backend.lock():
                if not folder.is_dir():
                    continue
                missing = backend.to_apply(read_migrations(str(folder)))
                backend.apply_migrations(missing)
                for migration in missing:
                    log.info("migrated", migration=migration.id)
    finally:
        backend.connection.close()
