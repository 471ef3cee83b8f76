"""What the guides name exists: files and headings behind links, commands, figures, problems, settings, log lines."""

import ast
import re
from pathlib import Path

import pytest
import typer
from throughline.cli import build
from throughline.envelope import _EXTENSIONS
from throughline.settings import NOT_SETTINGS, PREFIX, ROLES, Settings
from throughline.vault.errors import PROBLEMS

ROOT = Path(__file__).parents[2]
KIT = ROOT / "shared/throughline"
GUIDES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/runbooks").glob("*.md")),
]
PAGES = [*GUIDES, *sorted((ROOT / "docs/catalogue").glob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
TESTS_ONLY = {"THROUGHLINE_TEST_STACK"}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def anchors(path: Path) -> set[str]:
    """The anchors that a page's headings have on GitHub."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_link_leads_to_a_file_and_a_heading(path: Path):
    for target, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)", FENCE.sub("", path.read_text())):
        found = (path.parent / target).resolve() if target else path
        assert found.exists(), target
        assert not heading or heading in anchors(found), f"{target}#{heading}"


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_command_can_be_run(path: Path):
    text = path.read_text()
    command = typer.main.get_command(build())
    for line in re.findall(r"(?:bin/|`)throughline ([a-z][a-z -]*)", text):
        first, _, second = line.strip().partition(" ")
        assert first in command.commands, line
        inner = getattr(command.commands[first], "commands", None)
        assert inner is None or second.partition(" ")[0] in {"", *inner}, line
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize(
    "path",
    [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs/runbooks").glob("*.md")],
    ids=lambda path: path.stem,
)
def test_a_command_is_written_as_it_is_typed_in_a_checkout(path: Path):
    assert re.findall(r"`throughline [a-z].*", path.read_text()) == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_setting_is_one(path: Path):
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | NOT_SETTINGS | TESTS_ONLY
    assert set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", path.read_text())) <= known


def test_every_header_of_a_record_is_explained():
    assert [name for name, _ in _EXTENSIONS if f"`ce_{name}`" not in page("subscribing.md")] == []


def test_every_figure_is_explained():
    names = re.findall(r'"(throughline\.[a-z.]+)"', (KIT / "telemetry/metrics.py").read_text())
    instruments = {name.replace(".", "_") for name in names}
    explained = set(re.findall(r"`(throughline_[a-z_]+)`", page("operating.md")))
    assert {name for name in instruments if any(one.startswith(name) for one in explained)} == instruments
    assert {one for one in explained if any(one.startswith(name) for name in instruments)} == explained


def alarms() -> set[str]:
    """What the code logs at level warning or above, up to the first value in it."""
    files = [*KIT.rglob("*.py"), *ROOT.glob("services/*/*/**/*.py")]
    calls = [node for path in files for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {
        call.args[0].value.partition(": %")[0]
        for call in calls
        if re.fullmatch(r"log\.(warning|error|critical|exception)|level", ast.unparse(call.func))
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_alarm_in_the_log_is_in_the_operators_guide_and_no_other():
    table = page("operating.md").partition("| line | means | do |")[2].partition("\n\n")[0]
    lines = [name for row in table.splitlines() for name in re.findall(r"`([^`]+)`", row.partition(" | ")[0])]
    assert len(alarms()) > 20
    assert sorted(lines) == sorted(alarms())


def test_every_role_is_in_the_operators_guide():
    assert all(f"| `{role}` |" in page("operating.md") for role in ROLES)


def test_every_problem_is_in_the_api_guide():
    sources = "\n".join(path.read_text() for path in sorted((KIT / "http").glob("*.py")))
    made = set(re.findall(r'Problem\(\s*(\d{3}),\s*"([a-z-]+)"', sources)) | {("422", "wrong-form")}
    known = {(int(status), code) for status, code in made} | set(PROBLEMS.values())
    explained = {
        (int(status), code)
        for status, code in re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \|", page("api.md"), re.MULTILINE)
    }
    assert explained == known - {(status, "refused") for status, _ in known}
