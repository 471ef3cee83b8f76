"""The same stack in Docker: docker-compose.yml under a name and on ports that no other checkout uses.

Name and ports are in `var/compose.env` while it runs, so that `docker compose --env-file var/compose.env …` means this
stack. Whatever the environment or `.env` sets wins. Where things really are is asked of Docker, never assumed.
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dotenv import dotenv_values

from throughline.stack.errors import StackError
from throughline.stack.identity import NOBODY
from throughline.stack.layout import Layout
from throughline.stack.ports import PortClaims
from throughline.stack.processes import services
from throughline.stack.state import ServiceState, StackState

_PORTS = {
    "KAFKA_PORT": 9092,
    "JAEGER_PORT": 16686,
    "OTLP_GRPC_PORT": 4317,
    "OTLP_HTTP_PORT": 4318,
    "INTAKE_PORT": 8101,
    "LEGAL_PORT": 8102,
    "AFTERCARE_PORT": 8103,
    "REPORTING_PORT": 8104,
}
_STDERR = 2
_TOKEN_KEY = "/run/secrets/throughline_token_key"


@dataclass(frozen=True)
class Container:
    """`health` is empty where it has no check; `ports`: the container's port, and where this machine has it."""

    service: str
    state: str
    health: str
    exit_code: int
    ports: dict[int, int]

    @property
    def phase(self) -> str:
        """Its state in the words of the stack without Docker."""
        if self.state == "running":
            return {"healthy": "ready", "starting": "starting", "unhealthy": "unwell"}.get(self.health, "ready")
        if self.state == "exited":
            return "done" if self.exit_code == 0 else "failing"
        return self.state


class Compose:
    """One checkout's stack in Docker. Raises StackError, with Docker's own words printed before."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        place = str(layout.root)
        plain = re.sub(r"[^a-z0-9]+", "-", layout.root.name.lower()).strip("-") or "throughline"
        self._name = f"{plain}-{hashlib.sha256(place.encode()).hexdigest()[:6]}"

    @property
    def asked_for(self) -> bool:
        """True from the first `up` until `down`, even where it failed half-way."""
        return self._layout.compose_env.exists()

    def up(self, patience: float) -> None:
        """Build and start what is missing, and wait until all is healthy."""
        claims = PortClaims(self._layout.cache / "ports")
        try:
            self._choose(claims)
            self._run("up", "--build", "--detach", "--wait", "--wait-timeout", str(round(patience)))
        finally:
            claims.close()

    def down(self, *, volumes: bool = False) -> None:
        """Remove the containers, and with `volumes` the data and the keys too."""
        self._run("down", "--remove-orphans", *(["--volumes"] if volumes else []))
        self._layout.compose_env.unlink(missing_ok=True)

    def containers(self) -> list[Container]:
        """All there are, also those that have done their work."""
        told = self._ask("ps", "--all", "--format", "json").strip()
        rows = json.loads(told) if told.startswith("[") else [json.loads(line) for line in told.splitlines()]
        return sorted((_container(row) for row in rows), key=lambda one: one.service)

    def state(self) -> StackState:
        """What the other commands need to know of it."""
        at = {one.service: one.ports for one in self.containers()}

        def url(service: str, port: int) -> str:
            return f"http://127.0.0.1:{at[service][port]}"

        return StackState(
            supervisor=NOBODY,
            kafka_bootstrap=f"127.0.0.1:{at['kafka'][19092]}",
            topic_prefix=self._given().get("THROUGHLINE_TOPIC_PREFIX") or "",
            postgres_port=0,
            postgres_admin_dsn="",
            otlp_endpoint=url("jaeger", 4318),
            token_key=self._ask("exec", "-T", "intake", "cat", _TOKEN_KEY).strip(),
            project=self._name,
            traces_url=url("jaeger", 16686),
            services={
                name: ServiceState(url=url(name, 8100), dsn="", service_key="")
                for name in services(self._layout.procfile)
            },
        )

    def _choose(self, claims: PortClaims) -> None:
        """Ports in use by this stack stay; any other is the one it had or the next that is free."""
        given, before = self._given(), dotenv_values(self._layout.compose_env)
        ours = {str(port) for one in self.containers() for port in one.ports.values()} if self.asked_for else set()

        def port(name: str, usual: int) -> str:
            had = before.get(name) or str(usual)
            return given.get(name) or (had if had in ours else str(claims.choose(int(had))))

        lines = {"COMPOSE_PROJECT_NAME": self._name, **{name: port(name, usual) for name, usual in _PORTS.items()}}
        self._layout.var.mkdir(parents=True, exist_ok=True)
        self._layout.compose_env.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))

    def _given(self) -> dict[str, str | None]:
        return {**dotenv_values(self._layout.root / ".env"), **os.environ}

    def _command(self, *arguments: str) -> Sequence[str]:
        own = self._layout.root / ".env"
        files = [f"--env-file={file}" for file in (own, self._layout.compose_env) if file.exists()]
        this = [f"--project-name={self._name}", f"--file={self._layout.compose_file}", *files]
        return ["docker", "compose", *this, *arguments]

    def _run(self, *arguments: str) -> None:
        """Its progress goes to stderr, where it is in nobody's way."""
        done = _docker(self._command(*arguments), stdout=_STDERR)
        if done.returncode:
            raise StackError(
                f"`docker compose {arguments[0]}` failed; `docker compose -p {self._name} logs` may say why"
            )

    def _ask(self, *arguments: str) -> str:
        done = _docker(self._command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            raise StackError(f"`docker compose {arguments[0]}` failed: {done.stderr.strip()}")
        return done.stdout


def _docker(command: Sequence[str], **streams: Any) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, text=True, check=False, **streams)
    except FileNotFoundError:
        raise StackError("there is no `docker` here; `throughline up` starts the stack without it") from None


def _container(row: dict[str, Any]) -> Container:
    published = {port["TargetPort"]: port["PublishedPort"] for port in row["Publishers"] or () if port["PublishedPort"]}
    return Container(row["Service"], row["State"], row["Health"], row["ExitCode"], published)
