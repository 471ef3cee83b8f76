"""What Postgres would do with a statement, and which of that would be too much once there are millions of rows."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg

UUID = "00000000-0000-0000-0000-00000000012c"
VALUES = {
    "uuid": f"'{UUID}'",
    "text": "'t7'",
    "boolean": "true",
    "date": "'2026-01-20'",
    "timestamp with time zone": "'2026-01-20T10:00:00Z'",
    "jsonb": "'[]'",
    "bytea": "'\\x00'",
}
PARAMETERS = "select unnest(parameter_types)::text from pg_prepared_statements where name = 'asked'"
NEEDS_ALL = {"Sort", "Aggregate", "Hash", "Incremental Sort", "WindowAgg", "Materialize", "Unique", "SetOp"}
SCANS = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"}


def plans(conn: "psycopg.Connection[Any]", text: str) -> Iterator[dict[str, Any]]:
    """As it runs with a value for each parameter, and with null for each that its comment says may be null."""
    body = re.sub(r"--[^\n]*", "", text).strip().rstrip(";")
    conn.execute(f"prepare asked as {body}".encode())
    try:
        types = conn.execute(PARAMETERS).fetchall()
        optional = nullable(text)
        for without in (frozenset[int](), optional) if optional else (frozenset[int](),):
            given = [
                "null" if number in without else f"{value(kind)}::{kind}"
                for number, (kind,) in enumerate(types, start=1)
            ]
            call = f"execute asked({', '.join(given)})" if given else "execute asked"
            row = conn.execute(f"explain (format json) {call}".encode()).fetchone()
            assert row is not None
            made = row[0] if isinstance(row[0], list) else json.loads(row[0])
            yield made[0]["Plan"]
    finally:
        conn.execute(b"deallocate asked")


def nullable(text: str) -> frozenset[int]:
    comment = " ".join(re.findall(r"--([^\n]*)", text))
    if re.search(r"null for any\b", comment):
        return frozenset(int(number) for number in re.findall(r"\$(\d+)", comment))
    said = re.findall(r"\$(\d+)((?:(?!\$\d).)*)", comment)
    return frozenset(int(number) for number, words in said if re.search(r"\bnull\b", words))


def value(kind: str) -> str:
    if kind.endswith("[]"):
        return f"array[{value(kind[:-2])}]"
    return VALUES.get(kind, "7")


def reads_everything(plan: dict[str, Any], small: frozenset[str], begins: Mapping[str, str]) -> Iterator[str]:
    """The tables, not small ones, that would be read from end to end, and not only until a page is full.

    `begins`: the first column of each index. One that is looked through without it is looked through whole.
    """
    yield from _walk(plan, small, begins, stops=False)


def indexes(plan: dict[str, Any]) -> Iterator[str]:
    if "Index Name" in plan:
        yield plan["Index Name"]
    for part in plan.get("Plans", ()):
        yield from indexes(part)


def _walk(
    plan: dict[str, Any], small: frozenset[str], begins: Mapping[str, str], *, stops: bool, table: str = ""
) -> Iterator[str]:
    kind = plan["Node Type"]
    stops = (stops or kind == "Limit") and kind not in NEEDS_ALL
    table = plan.get("Relation Name", table)
    if kind in SCANS and table not in small:
        if kind == "Seq Scan" and (not stops or "Filter" in plan):
            yield f"{table} (all of it)"
        elif kind != "Seq Scan" and not stops and not _begins_with(plan, begins):
            yield f"{table} (all of {plan['Index Name']})"
    for part in plan.get("Plans", ()):
        yield from _walk(part, small, begins, stops=stops, table=table)


def _begins_with(plan: dict[str, Any], begins: Mapping[str, str]) -> bool:
    first = begins[plan["Index Name"]]
    return re.search(rf"(?<![\w.]){re.escape(first)}(?!\w)", plan.get("Index Cond", "")) is not None
