"""`throughline rebuild`: what cannot be done is one line and exit code 2, what is done comes with its hashes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from throughline.cli import main
from throughline.cli import rebuild as command

Answer = Callable[[httpx.Request], httpx.Response]

CONTENT = {"rows": 3, "hash": "ab" * 32}
REPORT = {
    "cases": 3,
    "differing": 0,
    "folded": CONTENT,
    "built": CONTENT,
    "before": CONTENT,
    "beforeCases": 3,
    "otherThanBefore": 1,
    "from": "stock_v1",
    "to": "stock_v1_b1",
    "parked": 0,
}


def at(phase: str, **more: Any) -> dict[str, Any]:
    counts = {"casesKnown": 3, "cases": 3, "events": 9, "compared": 3, "copyingSeconds": 0.5, "blocked": None}
    return {
        "readModel": "stock",
        "phase": phase,
        "report": None,
        "signature": None,
        "signatureHolds": None,
        **counts,
        **more,
    }


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run it against a service `depot` that answers so; its exit code, and what it said."""

    def run(answer: Answer, *arguments: str) -> tuple[int, str]:
        @contextmanager
        def services() -> Iterator[dict[str, httpx.Client]]:
            with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://depot") as client:
                yield {"depot": client}

        monkeypatch.setattr(command, "services", services)
        monkeypatch.setattr(command, "LOOK_EVERY", 0.0)
        monkeypatch.setattr("sys.argv", ["throughline", "rebuild", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return run


def refusing(status: int, detail: str) -> Answer:
    return lambda _request: httpx.Response(status, json={"detail": detail})


@pytest.mark.parametrize(
    ("answer", "arguments", "line"),
    [
        (refusing(404, "nothing"), ("depot", "stack"), "depot has no read model stack"),
        (refusing(404, "nothing"), ("post", "stock"), "no service post runs here; there are depot"),
        (refusing(409, "A rebuild of stock is under way."), ("depot", "stock"), "A rebuild of stock is under way."),
        (refusing(200, ""), ("depot", "stock", "--drop", "--roll-back"), "choose one of"),
        (refusing(200, ""), ("depot", "stock", "--reason", " "), "say why"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    run: Callable[..., tuple[int, str]], answer: Answer, arguments: tuple[str, ...], line: str
) -> None:
    code, said = run(answer, *arguments)
    assert (code, len(said.strip().splitlines())) == (2, 1)
    assert line in said


def test_it_is_followed_until_it_is_switched_and_its_report_is_shown(run: Callable[..., tuple[int, str]]) -> None:
    phases = iter(
        [
            at("copying", cases=1),
            at("following"),
            at("switched", report=REPORT, signature="cd" * 32, signatureHolds=True),
        ]
    )
    asked = list[tuple[str, Any]]()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            asked.append((request.url.path, json.loads(request.content)))
            return httpx.Response(202, json=at("copying"))
        return httpx.Response(200, json=[next(phases)])

    code, said = run(answer, "depot", "stock", "--reason", "it was tampered with")
    assert code == 0, said
    assert asked == [("/operations/rebuilds/stock", {"reason": "it was tampered with"})]
    for told in (
        "switched from stock_v1 to stock_v1_b1",
        "ab" * 32,
        "0 rows differ from the log",
        f"{'cd' * 32} holds",
    ):
        assert told in said


def test_the_way_back_is_asked_for_by_name(run: Callable[..., tuple[int, str]]) -> None:
    asked = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=at("switched"))

    code, said = run(answer, "depot", "stock", "--roll-back")
    assert (code, asked) == (0, ["/operations/rebuilds/stock/roll-back"])
    assert "rolled back" in said
