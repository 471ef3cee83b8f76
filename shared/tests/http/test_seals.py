"""Seals are found wherever a row has them: in columns, and within the documents that columns hold."""

from typing import Any

import pytest
from throughline.http.seals import places

A, B = {"seal": "YQ=="}, {"seal": "Yg=="}


@pytest.mark.parametrize(
    ("row", "path", "found"),
    [
        ({"note": A}, "note", [A]),
        ({"note": '{"seal": "YQ=="}'}, "note", [A]),
        ({"note": None}, "note", []),
        ({"services": {"1": {"type": A}, "2": {"type": B}}}, "services.*.type", [A, B]),
        ({"services": '{"1": {"type": {"seal": "YQ=="}}}'}, "services.*.type", [A]),
        ({"services": {}}, "services.*.type", []),
        ({"harms": [{"kind": A}, {"kind": None}]}, "harms.*.kind", [A]),
    ],
)
def test_a_seal_is_found_where_the_path_leads(row: dict[str, Any], path: str, found: list[Any]) -> None:
    assert [holder[name] for holder, name in places(row, path)] == found


def test_what_is_opened_takes_the_seals_place() -> None:
    row: dict[str, Any] = {"services": '{"1": {"type": {"seal": "YQ=="}, "units": 2}}'}
    for holder, name in places(row, "services.*.type"):
        holder[name] = None
    assert row == {"services": {"1": {"type": None, "units": 2}}}
