"""docker-compose.yml is what it says: same settings, same topics, nobody root, everything watched and started again.

What the file says is checked always; that it runs only with THROUGHLINE_TEST_COMPOSE=1, as that builds images.
"""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from throughline.settings import PREFIX, Settings, decoded_key
from throughline.stack.layout import Layout
from throughline.stack.processes import Surroundings, service, services

LAYOUT = Layout.find(Path(__file__))
DOCKER = LAYOUT.root / "deploy/docker"
FILE: dict[str, Any] = yaml.safe_load((LAYOUT.root / "docker-compose.yml").read_text())
PARTS: dict[str, dict[str, Any]] = FILE["services"]
SERVICES = ["intake", "legal", "aftercare", "reporting"]
READERS = [f"{name}-readers" for name in SERVICES]
ONCE = ["keys", "topics"]
IMAGE = (DOCKER / "Dockerfile").read_text()


def settings_of(name: str) -> set[str]:
    return {variable for variable in PARTS[name].get("environment", {}) if variable.startswith(PREFIX)}


class TestEveryPart:
    @pytest.mark.parametrize("name", PARTS)
    def test_is_not_root_and_gains_no_rights(self, name: str) -> None:
        assert PARTS[name]["user"] not in ("", "0", 0, "root")
        assert PARTS[name]["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in PARTS[name]["security_opt"]

    @pytest.mark.parametrize("name", [name for name in PARTS if name not in ONCE])
    def test_is_watched_and_started_again(self, name: str) -> None:
        assert PARTS[name]["restart"] == "unless-stopped"
        assert "healthcheck" in PARTS[name] or (name in (*SERVICES, *READERS) and "HEALTHCHECK" in IMAGE)

    @pytest.mark.parametrize("name", [name for name in PARTS if "image" in PARTS[name]])
    def test_runs_an_image_whose_version_is_said(self, name: str) -> None:
        assert re.fullmatch(r"[\w/-]+:\d[\w.-]*", PARTS[name]["image"])

    @pytest.mark.parametrize("name", PARTS)
    def test_is_published_on_this_machine_only_under_a_port_that_can_be_chosen(self, name: str) -> None:
        for port in PARTS[name].get("ports", ()):
            assert re.fullmatch(r"127\.0\.0\.1:\$\{[A-Z_]+_PORT:-\d+\}:\d+", port), port

    def test_keeps_its_data_in_a_volume_with_a_name(self) -> None:
        kept = {name: part["volumes"] for name, part in PARTS.items() if name == "kafka" or name.endswith("-db")}
        assert kept.pop("kafka") == ["kafka-data:/var/lib/kafka/data"]
        assert kept == {f"{name}-db": [f"{name}-data:/var/lib/postgresql"] for name in SERVICES}
        named = {volume.partition(":")[0] for part in PARTS.values() for volume in part.get("volumes", ())}
        assert named == set(FILE["volumes"])


class TestTheServices:
    def test_are_those_of_the_stack_without_docker_on_the_same_ports(self) -> None:
        usual = yaml.safe_load((LAYOUT.local / "ports.yaml").read_text())
        assert [name for name in PARTS if name in services(LAYOUT.procfile)] == list(services(LAYOUT.procfile))
        for name in SERVICES:
            assert PARTS[name]["ports"] == [f"127.0.0.1:${{{name.upper()}_PORT:-{usual[name]}}}:8100"]

    @pytest.mark.parametrize("name", SERVICES)
    def test_know_only_settings_there_are_and_all_that_the_other_stack_gives(self, name: str) -> None:
        known = {f"{PREFIX}{field}".upper() for field in Settings.model_fields}
        in_image = set(re.findall(rf"\b({PREFIX}\w+)=", IMAGE))
        from_files = {f"{PREFIX}SERVICE_KEY", f"{PREFIX}TOKEN_KEY"}
        around = Surroundings("", "", "", "", {})
        local = {key for key in service(LAYOUT, name, "python", 1, around, "", "").env if key.startswith(PREFIX)}
        assert settings_of(name) | in_image | from_files <= known
        one_alone = {f"{PREFIX}REPLICA"}  # of containers there may be several, and no two may have the same name
        assert local - one_alone <= settings_of(name) | in_image | from_files

    @pytest.mark.parametrize("name", SERVICES)
    def test_start_when_database_topics_and_keys_are_there(self, name: str) -> None:
        done = {"condition": "service_completed_successfully"}
        healthy = {"condition": "service_healthy"}
        assert PARTS[name]["depends_on"] == {"keys": done, "topics": done, f"{name}-db": healthy}

    @pytest.mark.parametrize("name", SERVICES)
    def test_reach_their_own_database_and_see_their_own_keys_only(self, name: str) -> None:
        dsn = PARTS[name]["environment"][f"{PREFIX}POSTGRES_DSN"]
        assert re.fullmatch(rf"postgresql://{name}:\$\{{[A-Z_]+:-[a-z-]+\}}@{name}-db:5432/{name}", dsn)
        assert PARTS[name]["volumes"] == [f"{name}-keys:/run/secrets:ro"]
        assert f"{name}-keys:/keys/{name}" in PARTS["keys"]["volumes"]
        assert f"/keys/{name}" in PARTS["keys"]["command"]


class TestMoreReaders:
    @pytest.mark.parametrize("name", SERVICES)
    def test_are_that_service_again_and_only_read(self, name: str) -> None:
        service, readers = PARTS[name], PARTS[f"{name}-readers"]
        reads = {**service["environment"], f"{PREFIX}ROLES": "projector,reactor"}
        assert readers["environment"] == reads
        assert (readers["build"], readers["volumes"]) == (service["build"], service["volumes"])
        assert readers["depends_on"] == {name: {"condition": "service_healthy"}}

    @pytest.mark.parametrize("name", READERS)
    def test_start_only_when_asked_for_and_as_many_as_wanted(self, name: str) -> None:
        assert PARTS[name]["profiles"] == ["readers"]
        assert not {"ports", "container_name", "hostname"} & PARTS[name].keys()

    def test_each_have_the_name_of_their_container(self) -> None:
        (command,) = {tuple(PARTS[name]["command"]) for name in READERS}
        shell, flag, line = command
        shown = line.replace("$$", "$").replace('python -m "$SERVICE"', f"printenv {PREFIX}REPLICA")
        given = {**os.environ, "HOSTNAME": "4f1c0de5a7b2", "SERVICE": "legal"}
        done = subprocess.run([shell, flag, shown], env=given, capture_output=True, text=True, check=True)
        assert done.stdout == "4f1c0de5a7b2\n"
        assert 'python -m \\"$SERVICE\\"' in IMAGE  # what they start is what the image starts


class TestKafka:
    def test_has_the_settings_of_the_stack_without_docker(self) -> None:
        lines = (LAYOUT.local / "kafka/server.properties").read_text().splitlines()
        local = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        given = {key: str(value) for key, value in PARTS["kafka"]["environment"].items()}
        for key, value in local.items():
            assert set(value.split(",")) <= set(given[f"KAFKA_{key.upper().replace('.', '_')}"].split(",")), key

    def test_gets_the_declared_topics(self) -> None:
        assert PARTS["topics"]["command"][:3] == ["throughline", "topics", "--file"]
        assert f"deploy/kafka/topics.yaml {PARTS['topics']['command'][3]}" in IMAGE
        assert PARTS["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
        assert settings_of("topics") == {f"{PREFIX}KAFKA_BOOTSTRAP", f"{PREFIX}TOPIC_PREFIX"}


class TestDevelopmentKeys:
    def make(self, environment: str, *folders: Path) -> "subprocess.CompletedProcess[str]":
        command = ["sh", str(DOCKER / "development-keys.sh"), *map(str, folders)]
        given = {**os.environ, f"{PREFIX}ENVIRONMENT": environment}
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    def test_are_made_once_one_per_service_and_one_token_key_for_all(self, tmp_path: Path) -> None:
        folders = [tmp_path / name for name in ("intake", "legal")]
        for folder in folders:
            folder.mkdir()
        assert self.make("development", *folders).returncode == 0
        first = [(folder / "throughline_service_key").read_text() for folder in folders]
        tokens = {(folder / "throughline_token_key").read_text() for folder in folders}
        assert len(tokens) == 1
        assert len({decoded_key(key.strip()) for key in (*first, *tokens)}) == 3
        (folders[1] / "throughline_token_key").unlink()
        assert self.make("development", *folders).returncode == 0
        assert [(folder / "throughline_service_key").read_text() for folder in folders] == first
        assert {(folder / "throughline_token_key").read_text() for folder in folders} == tokens

    def test_are_refused_in_production(self, tmp_path: Path) -> None:
        refused = self.make("production", tmp_path)
        assert refused.returncode == 1
        assert "for development only" in refused.stderr
        assert list(tmp_path.iterdir()) == []

    def test_are_not_in_any_file_of_the_repository(self) -> None:
        text = (LAYOUT.root / "docker-compose.yml").read_text() + IMAGE
        assert f"{PREFIX}SERVICE_KEY" not in text
        assert f"{PREFIX}TOKEN_KEY" not in text


@pytest.fixture
def answering() -> Iterator[HTTPServer]:
    class Answers(BaseHTTPRequestHandler):
        status = 200

        def do_GET(self) -> None:
            self.send_response(Answers.status if self.path == "/health/ready" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_container_is_healthy_only_while_its_service_is_ready(answering: HTTPServer) -> None:
    def healthy(port: int) -> bool:
        given = {**os.environ, f"{PREFIX}HTTP_PORT": str(port)}
        command = [sys.executable, "-IS", str(DOCKER / "ready.py")]
        return subprocess.run(command, env=given, capture_output=True, check=False).returncode == 0

    assert healthy(answering.server_port)
    answering.RequestHandlerClass.status = 503  # type: ignore[attr-defined]
    assert not healthy(answering.server_port)
    assert not healthy(1)
