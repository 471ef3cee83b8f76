"""`throughline token` signs for the development stack only, with the key its services check."""

import base64
from pathlib import Path
from uuid import UUID

import pytest
from throughline.cli import Failed, build
from throughline.http.keys import DevelopmentKey
from throughline.http.tokens import Tokens
from throughline.stack.errors import StackError
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.state import StackState
from typer.testing import CliRunner

SECRET, STACK_SECRET = b"e" * 32, b"s" * 32


def run(*arguments: str) -> str:
    answer = CliRunner().invoke(build(), ["token", *arguments], catch_exceptions=True)
    if isinstance(answer.exception, Failed | StackError):
        raise answer.exception
    assert answer.exit_code == 0, answer.output
    return answer.output.strip()


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Layout:
    """A checkout in which nothing runs, and a development key in the environment."""
    layout = Layout(tmp_path, tmp_path / "var")
    monkeypatch.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
    monkeypatch.setenv("THROUGHLINE_ENVIRONMENT", "development")
    monkeypatch.setenv("THROUGHLINE_TOKEN_KEY", base64.b64encode(SECRET).decode())
    for name in ("AUDIENCE", "ISSUER"):
        monkeypatch.delenv(f"THROUGHLINE_TOKEN_{name}", raising=False)
    return layout


async def test_a_token_is_who_was_asked_for() -> None:
    token = run("--role", "lawyer", "--office", "PHL-MNL", "--office", "PHL-CEB", "--subject", str(UUID(int=7)))
    actor = await Tokens((DevelopmentKey(SECRET),), "throughline").actor(token)
    assert (actor.id, actor.role, actor.offices) == (UUID(int=7), "lawyer", frozenset({"PHL-MNL", "PHL-CEB"}))


async def test_without_a_subject_a_role_and_its_offices_are_always_the_same_person() -> None:
    tokens = Tokens((DevelopmentKey(SECRET),), "throughline")
    one, again = [await tokens.actor(run("--role", "lawyer", "--office", "PHL-MNL")) for _ in range(2)]
    other = await tokens.actor(run("--role", "director", "--office", "PHL-MNL"))
    assert one.id == again.id != other.id


async def test_the_running_stacks_key_is_taken_before_the_variable(
    nowhere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THROUGHLINE_ENVIRONMENT")
    StackState(
        supervisor=Identity(pid=1, started=1.0),
        kafka_bootstrap="",
        topic_prefix="",
        postgres_port=1,
        postgres_admin_dsn="",
        otlp_endpoint="",
        token_key=base64.b64encode(STACK_SECRET).decode(),
    ).save(nowhere.state_file)
    actor = await Tokens((DevelopmentKey(STACK_SECRET),), "throughline").actor(run("--role", "lawyer"))
    assert actor.role == "lawyer"


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_it_is_refused_outside_development(monkeypatch: pytest.MonkeyPatch, environment: str) -> None:
    monkeypatch.setenv("THROUGHLINE_ENVIRONMENT", environment)
    with pytest.raises(Failed, match="for development only"):
        run("--role", "lawyer")


def test_a_key_alone_does_not_make_it_development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THROUGHLINE_ENVIRONMENT")
    with pytest.raises(Failed, match="THROUGHLINE_ENVIRONMENT=development"):
        run("--role", "lawyer")


def test_without_any_key_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THROUGHLINE_TOKEN_KEY")
    with pytest.raises(Failed, match="throughline up"):
        run("--role", "lawyer")


@pytest.mark.parametrize("role", ["reaction", "clock", "partner", "Lawyer", ""])
def test_nobody_becomes_a_part_of_the_system(role: str) -> None:
    with pytest.raises(Failed, match="no role"):
        run("--role", role)


def test_a_role_that_no_service_knows_is_refused_with_those_there_are(nowhere: Layout) -> None:
    here = Path(__file__).parents[3] / "deploy/local/Procfile"
    nowhere.procfile.parent.mkdir(parents=True)
    nowhere.procfile.write_text(here.read_text())
    with pytest.raises(Failed) as refused:
        run("--role", "lawyr")
    said = str(refused.value)
    assert refused.value.code == 2
    assert said.startswith("no service knows the role 'lawyr'; there are ")
    for role in ("director", "hq_analyst", "importer", "lawyer", "operator", "social_worker"):
        assert f" {role}" in said
        assert run("--role", role)


@pytest.mark.parametrize("ttl", ["8", "h", "-1h", "0h", "8 h", "9999999d"])
def test_a_duration_that_is_none_is_bad_usage(ttl: str) -> None:
    answer = CliRunner().invoke(build(), ["token", "--role", "lawyer", "--ttl", ttl])
    assert answer.exit_code == 2
