"""The stack in Docker behind the same commands; a stand-in for the `docker` program says what it was asked."""

import base64
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import chdir
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from throughline import cli
from throughline.cli.trace import kept_traces
from throughline.stack.compose import Container
from throughline.stack.errors import StackError
from throughline.stack.identity import NOBODY
from throughline.stack.layout import Layout
from throughline.stack.state import StackState
from typer.testing import CliRunner, Result

KEY = base64.b64encode(b"k" * 32).decode()
INSIDE = {"kafka": {"KAFKA": 19092}, "intake": {"INTAKE": 8100}, "jaeger": {"JAEGER": 16686, "OTLP_HTTP": 4318}}
STAND_IN = f"""#!/usr/bin/env python3
import json, os, pathlib, sys
words = sys.argv[1:]
here = pathlib.Path(__file__).parent
with (here / "asked").open("a") as asked:
    asked.write(json.dumps(words) + "\\n")
env = [word.partition("=")[2] for word in words if word.startswith("--env-file=")][-1:]
ports = dict(line.split("=") for line in pathlib.Path(env[0]).read_text().splitlines()) if env else {{}}
if "ps" in words and (here / "up").exists():
    for service, inside in {INSIDE}.items():
        at = {{port: int(ports[f"{{name}}_PORT"]) for name, port in inside.items()}}
        published = [{{"TargetPort": port, "PublishedPort": at[port]}} for port in at]
        row = {{"Service": service, "State": "running", "Health": "healthy", "ExitCode": 0, "Publishers": published}}
        print(json.dumps(row))
if "exec" in words:
    print("{KEY}")
if "up" in words:
    (here / "up").touch()
    print("Container started", file=sys.stderr)
if "down" in words:
    (here / "up").unlink(missing_ok=True)
if os.environ.get("BROKEN") in words:
    sys.exit("no space left on device")
"""


class Docker:
    """What the stand-in was asked, without the options that say which stack is meant."""

    def __init__(self, folder: Path) -> None:
        self._asked = folder / "asked"

    @property
    def asked(self) -> list[list[str]]:
        lines = [json.loads(line) for line in self._asked.read_text().splitlines()]
        return [
            [word for word in words[1:] if not word.startswith(("--project", "--file", "--env"))] for words in lines
        ]


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Docker:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "docker").write_text(STAND_IN)
    (folder / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Docker(folder)


@pytest.fixture
def layout(checkout: Callable[[str], Layout]) -> Layout:
    return checkout("intake: python service.py\n")


def ports_of(layout: Layout) -> dict[str, str]:
    return dict(line.split("=") for line in layout.compose_env.read_text().splitlines())


def run(layout: Layout, *words: str) -> Result:
    """The command, in this process."""
    with chdir(layout.root):
        return CliRunner().invoke(cli.build(), words)


def refusal(result: Result) -> str:
    assert isinstance(result.exception, StackError | cli.Failed), result
    return str(result.exception)


def up(layout: Layout) -> Result:
    done = run(layout, "up", "--docker")
    assert done.exit_code == 0, done.exception
    return done


class TestUp:
    def test_waits_until_all_is_healthy_and_tells_the_other_commands_where_it_is(
        self, layout: Layout, docker: Docker
    ) -> None:
        assert up(layout).stdout.startswith("ready in")
        assert ["up", "--build", "--detach", "--wait", "--wait-timeout", "180"] in docker.asked
        state, ports = StackState.load(layout.state_file), ports_of(layout)
        assert state is not None
        assert state.project == ports["COMPOSE_PROJECT_NAME"]
        assert state.services["intake"].url == f"http://127.0.0.1:{ports['INTAKE_PORT']}"
        assert state.kafka_bootstrap == f"127.0.0.1:{ports['KAFKA_PORT']}"
        assert state.traces_url == f"http://127.0.0.1:{ports['JAEGER_PORT']}"
        assert not state.supervisor.alive
        assert run(layout, "token", "--role", "lawyer").stdout.count(".") == 2

    def test_takes_no_port_that_is_taken_and_keeps_those_it_has(self, layout: Layout, docker: Docker) -> None:
        (layout.root / ".env").write_text("LEGAL_PORT=8999\n")
        up(layout)
        first = ports_of(layout)
        assert first["LEGAL_PORT"] == "8999"
        assert len(set(first.values())) == len(first)
        mine, other = first["INTAKE_PORT"], first["AFTERCARE_PORT"]  # of these two the stand-in runs only intake
        with socket.create_server(("127.0.0.1", int(mine))), socket.create_server(("127.0.0.1", int(other))):
            up(layout)
        again = ports_of(layout)
        assert again["INTAKE_PORT"] == mine
        assert int(again["AFTERCARE_PORT"]) > int(other)

    def test_says_once_what_to_do_when_docker_fails(
        self, layout: Layout, docker: Docker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BROKEN", "up")
        assert refusal(run(layout, "up", "--docker")).startswith("`docker compose up` failed")
        assert "no space left on device" in capfd.readouterr().err
        assert run(layout, "down").exit_code == 0
        assert not layout.compose_env.exists()

    def test_does_not_start_a_second_stack_in_one_checkout(self, layout: Layout, docker: Docker) -> None:
        here = StackState(
            supervisor=NOBODY,
            kafka_bootstrap="",
            topic_prefix="",
            postgres_port=1,
            postgres_admin_dsn="",
            otlp_endpoint="",
            token_key="",
        )
        here.save(layout.state_file)
        refused = refusal(run(layout, "up", "--docker"))
        assert refused == "this checkout's stack runs without Docker: `throughline down` first"

    def test_without_the_option_goes_on_with_what_runs(self, layout: Layout, docker: Docker) -> None:
        up(layout)
        assert run(layout, "up").exit_code == 0
        assert [words[0] for words in docker.asked].count("up") == 2
        assert not layout.wanted_file.exists()


def test_status_shows_what_docker_says(layout: Layout, docker: Docker) -> None:
    up(layout)
    rows = {row["component"]: row for row in json.loads(run(layout, "status", "--json").stdout)}
    assert {name: row["state"] for name, row in rows.items()} == dict.fromkeys(INSIDE, "ready")
    assert rows["intake"]["address"] == f"http://127.0.0.1:{ports_of(layout)['INTAKE_PORT']}"
    assert rows["kafka"]["address"] == f"127.0.0.1:{ports_of(layout)['KAFKA_PORT']}"
    assert "docker compose" in refusal(run(layout, "restart", "intake"))


def test_down_removes_the_containers_and_data_only_when_told(layout: Layout, docker: Docker) -> None:
    up(layout)
    assert run(layout, "down").exit_code == 0
    assert docker.asked[-1] == ["down", "--remove-orphans"]
    assert "nothing is running" in run(layout, "status").stdout
    assert run(layout, "down", "--volumes").exit_code == 0
    assert docker.asked[-1] == ["down", "--remove-orphans", "--volumes"]


@pytest.mark.parametrize(
    ("state", "health", "code", "phase"),
    [
        ("running", "healthy", 0, "ready"),
        ("running", "starting", 0, "starting"),
        ("running", "unhealthy", 0, "unwell"),
        ("running", "", 0, "ready"),
        ("exited", "", 0, "done"),
        ("exited", "", 1, "failing"),
        ("restarting", "", 1, "restarting"),
    ],
)
def test_a_container_is_described_in_the_words_of_the_other_stack(
    state: str, health: str, code: int, phase: str
) -> None:
    assert Container("intake", state, health, code, {}).phase == phase


TRACE, CASE = "0af7651916cd43dd8448eb211c80319c", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
SPAN = {
    "traceID": TRACE,
    "spanID": "b7ad6b7169203331",
    "operationName": "RecordReferral",
    "references": [{"refType": "CHILD_OF", "traceID": TRACE, "spanID": "00f067aa0ba902b7"}],
    "startTime": 1_700_000_000_000_000,
    "duration": 1500,
    "tags": [{"key": "case.id", "value": CASE}, {"key": "otel.status_code", "value": "ERROR"}],
    "processID": "p1",
}
FOUND = {"data": [{"traceID": TRACE, "spans": [SPAN], "processes": {"p1": {"serviceName": "intake"}}}]}


@pytest.fixture
def jaeger() -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlparse(self.path)
            tags = json.loads(parse_qs(url.query).get("tags", ["{}"])[0])
            known = url.path == f"/api/traces/{TRACE}" or tags == {"case.id": CASE}
            services = url.path == "/api/services"
            self.send_response(200 if known or services or url.path == "/api/traces" else 404)
            self.end_headers()
            self.wfile.write(
                json.dumps({"data": ["intake"]} if services else FOUND if known else {"data": []}).encode()
            )

        def log_message(self, format: str, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_traces_come_from_jaeger_by_case_and_by_trace(layout: Layout, docker: Docker, jaeger: str) -> None:
    up(layout)
    state = StackState.load(layout.state_file)
    assert state is not None
    state.model_copy(update={"traces_url": jaeger}).save(layout.state_file)
    by_case, by_trace = kept_traces(layout, CASE), kept_traces(layout, TRACE)
    assert by_case == by_trace
    ((span,),) = by_case
    assert span["service"] == "intake"
    assert span["parent_span_id"] == "00f067aa0ba902b7"
    assert (span["start"], span["end"] - span["start"]) == (1_700_000_000_000_000_000, 1_500_000)
    assert span["status"] == "error"
    assert span["attributes"] == {"case.id": CASE}
    assert kept_traces(layout, "hello") == []
