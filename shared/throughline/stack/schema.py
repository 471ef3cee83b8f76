"""The schema that all migrations come to, as SQL: committed beside them, so that a change of it is seen.

Written by pg_dump from a database that nothing but the migrations has touched: the kit's once, and of a service what it
has beyond the kit's.
"""

import re
import secrets
import subprocess

import psycopg
from psycopg import sql

from throughline.migrating import migrate
from throughline.stack.databases import dsn, ensure_database
from throughline.stack.errors import StackError
from throughline.stack.postgres import programs

KIT = "throughline"
BETWEEN = "\n\n"
_LEFT_OUT = re.compile(r"^(--.*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*)\n", re.MULTILINE)


def schema_of(database: str) -> str:
    """The schema of a database (its connection string), without owners, comments and what the dump itself needs."""
    options = ["--schema-only", "--no-owner", "--no-privileges", "--exclude-table=*yoyo*"]
    done = subprocess.run(
        [str(programs() / "pg_dump"), *options, f"--dbname={database}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StackError(f"pg_dump failed: {' '.join(done.stderr.strip().splitlines()[-1:])}")
    return re.sub(r"\n{3,}", "\n\n", _LEFT_OUT.sub("", done.stdout)).strip() + "\n"


def schema_by_migrations(admin_dsn: str, package: str) -> str:
    """What the kit's migrations and those of a package come to, in a database made for it on this server."""
    name, password = f"schema_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    host, _, port = admin_dsn.rpartition("@")[2].partition("/")[0].partition(":")
    ensure_database(admin_dsn, name, password)
    try:
        migrate(dsn(name, password, int(port), host=host), package)
        return schema_of(dsn(name, password, int(port), host=host))
    finally:
        with psycopg.connect(admin_dsn, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def beyond(kit: str, whole: str) -> str:
    """What a service's schema has beyond the kit's. Raises StackError where it has the kit's own otherwise."""
    of_kit, of_service = kit.strip().split(BETWEEN), whole.strip().split(BETWEEN)
    if changed := [statement for statement in of_kit if statement not in of_service]:
        raise StackError(f"a migration of a service changes what is the kit's: {changed[0].splitlines()[0]}")
    return BETWEEN.join(statement for statement in of_service if statement not in of_kit) + "\n"
