"""Makes every table of a service look as if it held millions of rows, to Postgres' planner.

A few thousand rows are made up column by column and analysed; then the planner is told that there are a thousand times
as many. What is in them means nothing: nothing here is ever executed, only planned.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row
from throughline.sql import statements

ROWS = 3000
TIMES = 1000
OF_ONE_CASE = 5
OTHER_WORDS = 8

sql = statements(__package__)


def fill(dsn: str, small: frozenset[str]) -> None:
    """Fill all tables but the `small` ones, which keep few rows for ever."""
    with psycopg.connect(dsn, autocommit=True, row_factory=dict_row) as conn:
        tables = [row["name"] for row in conn.execute(sql("tables")) if row["name"] not in small]
        inserts = [insert(name, conn.execute(sql("columns"), {"table": name}).fetchall()) for name in tables]
        for rule in conn.execute(sql("constraints")).fetchall():
            conn.execute(rule["drop"].encode())
        for made in inserts:
            conn.execute(made.encode())
        for name in tables:
            conn.execute(f"alter table {name} set (autovacuum_enabled = false)".encode())
        conn.execute(b"analyze")
        conn.execute(sql("enlarge"), {"times": TIMES, "tables": tables})


def insert(table: str, columns: list[dict[str, Any]]) -> str:
    names = ", ".join(f'"{column["name"]}"' for column in columns)
    values = ", ".join(value(column) for column in columns)
    return (
        f"insert into {table} ({names}) overriding system value "
        f"select {values} from generate_series(1, {ROWS}) i on conflict do nothing"
    )


def value(column: Mapping[str, Any]) -> str:
    """An expression of `i`: all different where a key ends with the column, a few rows alike otherwise."""
    number = "i" if column["distinct"] else f"(i / {OF_ONE_CASE})"
    kind, choices = column["type"], column["choices"]
    if choices:
        words = [*choices, *(f"'t{n}'" for n in range(OTHER_WORDS))]
        made = f"(array[{', '.join(words)}])[1 + i % {len(words)}]"
    elif kind == "uuid":
        made = f"lpad(to_hex({number}), 32, '0')::uuid"
    elif kind in ("smallint", "integer", "bigint", "numeric", "double precision"):
        made = f"({number} % 12)::smallint" if kind == "smallint" else f"{number}::{kind}"
    elif kind == "boolean":
        made = "i % 2 = 0"
    elif kind == "date":
        made = f"date '2026-01-01' + {number}::int"
    elif kind.startswith("timestamp"):
        made = f"timestamptz '2026-01-01' + {number} * interval '1 hour'"
    elif kind == "jsonb":
        made = """(case when i % 10 = 0 then '["a"]' else '[]' end)::jsonb"""
    elif kind == "bytea":
        made = "'\\x00'::bytea"
    elif kind.endswith("[]"):
        made = f"array[{value({**column, 'type': kind[:-2], 'nullable': False})}]"
    elif column["name"] in ("headers", "body", "data"):
        made = "'{}'"
    else:
        made = "'t' || i" if column["distinct"] or column["name"].endswith("_key") else "'t' || i % 20"
    given = "i % 10 = 0" if column["rare"] else "i % 10 <> 0"
    return f"case when {given} then {made} end" if column["nullable"] else made
