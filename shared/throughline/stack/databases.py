"""One database and one role per service: a role can connect to its own database and to no other.

Idempotent. Identifiers are quoted by psycopg, never pasted. Every role gives up a transaction left idle for 5 s, so
that a stalled process cannot hold a case.
"""

import psycopg
from psycopg import sql


def ensure_database(admin_dsn: str, name: str, password: str) -> None:
    """Create role and database `name`, or bring existing ones into this shape."""
    who = sql.Identifier(name)
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        # Two sessions changing the same catalogue row at once would make one of them fail.
        connection.execute("SELECT pg_advisory_lock(hashtext('throughline databases'))")
        if not _exists(connection, sql.SQL("SELECT 1 FROM pg_roles WHERE rolname = %s"), name):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(who))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(who, sql.Literal(password)))
        connection.execute(sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = '5s'").format(who))
        if not _exists(connection, sql.SQL("SELECT 1 FROM pg_database WHERE datname = %s"), name):
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(who, who))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(who))
        connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC"))


def answers(admin_dsn: str) -> bool:
    """True when the server takes connections and queries."""
    try:
        with psycopg.connect(admin_dsn, connect_timeout=2) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def dsn(role: str, password: str, port: int, database: str | None = None, host: str = "127.0.0.1") -> str:
    """A connection string that asyncpg and psycopg both read."""
    return f"postgresql://{role}:{password}@{host}:{port}/{database or role}"


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", query: sql.SQL, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None
