"""What of a case could not be read or taken, as issues of its data: told to the office that it belongs to.

Guarantees that a second import tells of the same ones under the same ids. Only where it stands and of which kind it is
goes out; what stands there stays in the file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casework_imports.outcome import Outcome
from casework_imports.record import Left, Unit, an_id

A_ROW = re.compile(r"[A-Za-z0-9._:-]{1,80}")
A_COLUMN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


@dataclass(frozen=True, slots=True)
class Issue:
    """`kept_in`: the stream of all that could not be read of one set in one office, which is no case."""

    kept_in: str
    key: str
    source: str
    body: Mapping[str, Any]


def issues(unit: Unit, of_set: str, outcome: Outcome) -> Iterator[Issue]:
    seen = Counter[tuple[str, str]]()
    for left in outcome.left:
        seen[left.row, left.column] += 1
        issue_id = an_id(of_set, f"issue {unit.key} {left.row} {left.column} {seen[left.row, left.column]}")
        column = left.column if A_COLUMN.fullmatch(left.column) else None
        about = {"column": column, "sourceEventId": outcome.event}
        told = {"officeId": unit.office, "issueId": issue_id, "kind": left.kind, "occurredOn": "unknown"}
        yield Issue(
            kept_in=an_id(of_set, f"could not be read, {unit.office}"),
            key=f"{of_set} issue {issue_id}",
            source=f"import:{of_set}#{row_of(left)}",
            body={**told, **{name: value for name, value in about.items() if value}},
        )


def row_of(left: Left) -> str:
    return left.row if A_ROW.fullmatch(left.row) else f"line-{left.line}"
