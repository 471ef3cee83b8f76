"""The test run's broker and Postgres as Docker containers, behind the same files as the local supervisor.

The broker gets the same settings as the local one. This process is the one that removes the containers: on SIGTERM, or
when the test run it belongs to is gone. So testcontainers' own reaper, one more image to pull, is not used.
"""

import secrets
import shutil
import signal
import sys
import threading
from pathlib import Path

from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from throughline.stack.databases import answers, dsn
from throughline.stack.deadline import wait_until
from throughline.stack.errors import StackError
from throughline.stack.identity import Identity
from throughline.stack.kafka import Kafka
from throughline.stack.layout import Layout
from throughline.stack.ports import PortClaims
from throughline.stack.postgres import BRIEF
from throughline.stack.state import ComponentState, StackState, Wanted

POSTGRES, KAFKA = "postgres:18", "apache/kafka:4.3.1"
_PATIENCE = 120.0


def usable() -> bool:
    """True when a Docker engine answers and both images are there or can be had."""
    import docker
    from docker.errors import APIError, DockerException, ImageNotFound

    try:
        client = docker.from_env(timeout=5)
        for image in (POSTGRES, KAFKA):
            try:
                client.images.get(image)
            except ImageNotFound:
                client.images.get_registry_data(image)
    except (DockerException, APIError, OSError):
        return False
    return True


class Containers:
    """Both containers, started on construction and removed by `close`."""

    def __init__(self, layout: Layout, port: int) -> None:
        password = secrets.token_urlsafe(16)
        postgres = PostgresContainer(POSTGRES, username="postgres", password=password, dbname="postgres", driver=None)
        settings = ("max_connections=200", *BRIEF)
        self._postgres = postgres.with_command(" ".join(["postgres", *(f"-c {setting}" for setting in settings)]))
        self._kafka = DockerContainer(KAFKA).with_bind_ports(9092, port)
        self._ending = threading.Event()
        try:
            self._postgres.start()
            self.admin_dsn = dsn(
                "postgres", password, int(postgres.get_exposed_port(5432)), host=postgres.get_container_host_ip()
            )
            self.bootstrap = f"{self._kafka.get_docker_client().host()}:{port}".replace("localhost", "127.0.0.1")
            for name, value in self._environment(layout).items():
                self._kafka.with_env(name, value)
            self._kafka.start()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        for container in (self._kafka, self._postgres):
            if container.get_wrapped_container() is not None:
                container.stop(force=True)

    def _environment(self, layout: Layout) -> dict[str, str]:
        settings = dict(
            line.split("=", 1)
            for line in (layout.local / "kafka/server.properties").read_text().splitlines()
            if "=" in line and not line.startswith("#")
        )
        settings |= {
            "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "controller.quorum.voters": "1@localhost:9093",
        }
        return {f"KAFKA_{key.upper().replace('.', '_')}": value for key, value in settings.items()}


def main(root: str, var: str) -> None:
    """Start, publish, wait for the end, remove."""
    layout, ending = Layout(Path(root), Path(var)), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    signal.signal(signal.SIGINT, lambda *_: ending.set())
    testcontainers_config.ryuk_disabled = True
    wanted = Wanted.load(layout.wanted_file)
    if wanted is None or wanted.owner is None:
        raise StackError("containers are kept for a test run only; its process is not named")
    claims = PortClaims(layout.cache / "ports")
    containers = Containers(layout, claims.choose(wanted.ports_from or 20_000))
    try:
        kafka = Kafka(layout, int(containers.bootstrap.rpartition(":")[2]), 0)
        if not wait_until(lambda: answers(containers.admin_dsn) and kafka.is_ready(), _PATIENCE):
            raise StackError(f"the containers did not become ready in {_PATIENCE:.0f} s")
        _state(containers).save(layout.state_file)
        while wanted.owner.alive and not ending.wait(0.2):
            pass
    finally:
        containers.close()
        shutil.rmtree(layout.var, ignore_errors=True)


def _state(containers: Containers) -> StackState:
    import os

    return StackState(
        supervisor=Identity.of(os.getpid()),
        kafka_bootstrap=containers.bootstrap,
        topic_prefix="",
        postgres_port=int(containers.admin_dsn.rpartition(":")[2].partition("/")[0]),
        postgres_admin_dsn=containers.admin_dsn,
        otlp_endpoint="",
        token_key="",
        components={name: ComponentState(phase="ready") for name in ("postgres", "kafka")},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
