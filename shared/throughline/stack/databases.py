"""One database and one role per service: a role can connect to its own database and to no other.

Idempotent. Identifiers are quoted by psycopg, never pasted. Every role gives up a transaction left idle for 5 s, so
that a stalled process cannot hold a case.
"""

import psycopg
from psycopg import sql


def ensure_database(admin_dsn: str, name: str, password: str, template: str = "template1") -> None:
    """Create role and database `name` as a copy of `template`, or bring existing ones into this shape."""
    who = sql.Identifier(name)
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        # Two sessions changing the same catalogue row at once would make one of them fail.
        connection.execute("SELECT pg_advisory_lock(hashtext('throughline databases'))")
        if not _exists(connection, sql.SQL("SELECT 1 FROM pg_roles WHERE rolname = %s"), name):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(who))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(who, sql.Literal(password)))
        connection.execute(sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = '5s'").format(who))
        if not _exists(connection, sql.SQL("SELECT 1 FROM pg_database WHERE datname = %s"), name):
            made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(who, who, sql.Identifier(template))
            connection.execute(made)
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(who))
        connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC"))


def hand_over(admin_dsn: str, database: str, before: str, after: str) -> None:
    """Whatever in this database is the role `before`'s becomes the role `after`'s."""
    with psycopg.connect(admin_dsn, dbname=database, autocommit=True) as connection:
        roles = sql.Identifier(before), sql.Identifier(after)
        connection.execute(sql.SQL("REASSIGN OWNED BY {} TO {}").format(*roles))


def take_back(admin_dsn: str, database: str) -> None:
    """The database itself becomes the administrator's; what is in it stays its role's."""
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO CURRENT_USER").format(sql.Identifier(database)))


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
