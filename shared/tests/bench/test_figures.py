"""How figures are made of samples, without a stack."""

import json
import re
from pathlib import Path

import pytest
from throughline_bench import append, growth, project, rebuild
from throughline_bench.command import bench
from throughline_bench.figures import MILLISECONDS, Series, alone, beside
from throughline_bench.machine import busy
from throughline_bench.pace import Pace
from throughline_bench.project.counted import Counted, check
from throughline_bench.report import About, store, write_markdown
from throughline_bench.rounds import Interleaved, Side, interleave
from throughline_bench.screen import Screen
from throughline_bench.timetable import percentile


def test_a_ratio_is_made_within_each_round_so_that_a_slow_minute_hurts_both_sides() -> None:
    ours, floor = Series((80.0, 8.0, 90.0)), Series((100.0, 10.0, 100.0))
    figure = beside("x", "ours", ours, floor, "floor", at_least=0.7)
    assert (figure.ratio, figure.met) == (pytest.approx(0.8), True)
    assert (figure.figure, figure.low, figure.high, figure.rounds) == (80.0, 8.0, 90.0, 3)


def test_a_missed_target_is_said() -> None:
    assert beside("x", "ours", Series((1.0,)), Series((2.0,)), "floor", at_least=0.65).met is False
    assert alone("x", "p50", Series((16.0,)), MILLISECONDS, at_most=15).met is False
    assert alone("x", "p50", Series((15.0,)), MILLISECONDS, at_most=15).met is True
    assert alone("x", "floor", Series((15.0,))).met is None


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile([4.0, 1.0, 3.0, 2.0], percent) for percent in (1, 50, 75, 99)] == [1.0, 2.0, 3.0, 4.0]


async def test_every_side_is_measured_once_a_round_and_warmed_up_before(tmp_path: Path) -> None:
    calls: list[str] = []

    def side(name: str) -> Side:
        async def once() -> float:
            calls.append(name)
            return float(len(calls))

        return Side(name, once)

    done = await interleave("part", [side("a"), side("b")], 2, Screen(tmp_path / "log"))
    assert calls == ["a", "b", "b", "a", "a", "b"]
    assert done.series == {"a": Series((4.0, 5.0)), "b": Series((3.0, 6.0))}


async def test_a_side_that_fails_is_left_out_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    async def fails() -> float:
        raise ExceptionGroup("all of them", [ValueError("no such table")])

    async def works() -> float:
        return 1.0

    done = await interleave("part", [Side("bad", fails), Side("good", works)], 1, Screen(tmp_path / "log"))
    assert (list(done.series), done.failed) == (["good"], {"bad": "ValueError: no such table"})
    assert "no such table" in (tmp_path / "log").read_text()


async def test_a_fault_that_a_subscriber_swallows_ends_the_sample() -> None:
    counted = Counted(10)
    with pytest.raises(ValueError, match="poison"), counted.work(lambda: 5):
        raise ValueError("poison")
    with pytest.raises(ValueError, match="poison"):
        await counted.over()


def test_a_sample_that_lost_an_event_is_no_figure() -> None:
    with pytest.raises(ValueError, match="99 events instead of 100"):
        check("floor_overview", 99, 100)


def test_a_busy_machine_is_said() -> None:
    assert busy({"processors": 2, "load_before": [0.4, 3.0, 3.0]}) == []
    assert "load was 25.9 on 2 processors" in busy({"processors": 2, "load_before": [25.9, 1.0, 1.0]})[0]


def test_the_file_is_a_list_of_figures_each_with_its_machine_and_versions(tmp_path: Path) -> None:
    file = tmp_path / "latest.json"
    figure = beside("append.8", "command path", Series((70.0,)), Series((100.0,)), "bare append × 8", at_least=0.65)
    store(file, [figure], About({"processors": 2}, {"python": "3.11"}))
    (stored,) = json.loads(file.read_text())
    assert {"id", "figure", "unit", "beside", "ratio", "target", "met", "machine", "versions"} <= stored.keys()
    assert (stored["id"], stored["ratio"], stored["met"]) == ("append.8", 0.7, True)


def test_the_same_as_markdown_for_the_guide(tmp_path: Path) -> None:
    file = tmp_path / "latest.md"
    machine = {"processors": 2, "processor": "x", "memory_gb": 24, "load_before": [0.1], "fsync": "on"}
    versions = {"python": "3.11", "postgres": "18", "kafka": "4", "commit": "abc"}
    figure = beside("append.8", "command path", Series((70.0,)), Series((100.0,)), "bare append × 8", at_least=0.65)
    about = About({**machine, "synchronous_commit": "on"}, versions)
    write_markdown(file, [figure, alone("x", "p50", Series((16.0,)), MILLISECONDS, at_most=15)], ["a note"], about)
    lines = file.read_text().splitlines()
    assert "| command path | 70/s | 70 – 70 | bare append × 8 | 0.70 | ≥ 0.65 × | met |" in lines
    assert "| p50 | 16.0 ms | 16.0 – 16.0 |  |  | ≤ 15 ms | not met |" in lines
    assert lines[-1] == "- a note"


def test_what_a_figure_stands_beside_is_explained_by_the_help_and_is_no_code() -> None:
    sides = [f"{name} × {n}" for name in (append.OURS, append.BARE, append.LIBRARY) for n in (1, 8)]
    sides += [project.OURS, project.PYDANTIC, project.JSON, project.PLAIN, rebuild.OURS, rebuild.COPY]
    sides += [growth.YOUNG, growth.GROWN, growth.SHORT, growth.LONG]
    done = Interleaved({side: Series((1.0,)) for side in sides}, {})
    figures = [*append._figures(done), *project._figures(done), *rebuild._figures(done)]
    figures += [*growth._of_stores(done, Pace(5)), *growth._of_cases(done)]
    explained = set(re.findall(r"\*([\w ]+)\*", bench.__doc__ or ""))
    assert {re.split(" ×|,", one.beside)[0] for one in figures if one.beside} <= explained
    shown = " ".join([bench.__doc__ or "", *(f"{one.id} {one.what} {one.beside}" for one in figures)])
    assert re.findall(r"\b[RT]\d\b", shown, re.IGNORECASE) == []
