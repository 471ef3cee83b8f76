"""The services, one process per line of `deploy/local/Procfile`, and the trace receiver.

A service learns everything from its environment, under the same names as in docker compose. honcho reads the
Procfile; running it is the supervisor's, because honcho stops everything when one process dies and takes the output
of all with it when it dies itself.
"""

import json
import shlex
import signal
import sys
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from honcho.environ import parse_procfile

from throughline.stack.component import Launch, Report
from throughline.stack.errors import StackError
from throughline.stack.layout import Layout


def services(procfile: Path) -> dict[str, str]:
    """Name and command line of each service, in the file's order."""
    return dict(parse_procfile(procfile.read_text()).processes)


@dataclass(frozen=True)
class HttpProcess:
    """A process that answers 200 on /health/ready once it can do its work."""

    name: str
    argv: list[str]
    port: int
    cwd: Path
    layer: int
    env: dict[str, str] = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self, report: Report) -> Launch:
        return Launch(self.argv, self.cwd, self.env)

    def is_ready(self) -> bool:
        return answers_ready(self.address)

    def settle(self, report: Report) -> None:
        """Services apply their own migrations at start."""


def answers_ready(url: str) -> bool:
    """One question to /health/ready; anything but a 200 within 2 s is a no.

    It is asked ten times a second of everything that starts: a client that first reads all certificates would take half
    a processor from it.
    """
    connection = HTTPConnection(url.removeprefix("http://"), timeout=2.0)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def trace_receiver(layout: Layout, port: int) -> HttpProcess:
    module = [sys.executable, "-m", "throughline.stack.traces"]
    return HttpProcess("traces", [*module, "127.0.0.1", str(port), str(layout.spans_file)], port, layout.root, layer=0)


@dataclass(frozen=True)
class Surroundings:
    """What all services share."""

    kafka_bootstrap: str
    otlp_endpoint: str
    token_key: str
    topic_prefix: str
    peers: dict[str, str]


def service(
    layout: Layout, name: str, command: str, port: int, around: Surroundings, dsn: str, key: str
) -> HttpProcess:
    """The process of one service, `python` on its line meaning the interpreter that runs this."""
    argv = shlex.split(command)
    if not argv:
        raise StackError(f"{layout.procfile}: {name} has no command")
    if argv[0] in ("python", "python3"):
        argv[0] = sys.executable
    env = {
        "THROUGHLINE_POSTGRES_DSN": dsn,
        "THROUGHLINE_KAFKA_BOOTSTRAP": around.kafka_bootstrap,
        "THROUGHLINE_HTTP_HOST": "127.0.0.1",
        "THROUGHLINE_HTTP_PORT": str(port),
        "THROUGHLINE_OTLP_ENDPOINT": around.otlp_endpoint,
        "THROUGHLINE_SERVICE_KEY": key,
        "THROUGHLINE_TOKEN_KEY": around.token_key,
        "THROUGHLINE_ENVIRONMENT": "development",
        "THROUGHLINE_ROLES": "all",
        "THROUGHLINE_REPLICA": "1",
        "THROUGHLINE_TOPIC_PREFIX": around.topic_prefix,
        "THROUGHLINE_PEERS": json.dumps(around.peers),
        "PYTHONUNBUFFERED": "1",
    }
    return HttpProcess(name, argv, port, layout.root, layer=1, env=env)
