"""The manifests are valid for Kubernetes, and name only roles, settings, groups, ports and routes that there are.

Rendered here without kubectl, by the few means that they use; where there is one, it has to render the same.
"""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml
from manifests.kinds import SCALED_OBJECT, SCALED_OBJECTS
from manifests.rendering import Manifest, rendered
from throughline.composition import Service
from throughline.feed.feed import LANES
from throughline.runtime import Runtime
from throughline.settings import PREFIX, ROLES, Settings
from throughline.stack.layout import Layout
from throughline.watching import LIVE, REACTIONS

LAYOUT = Layout.find(Path(__file__))
FOLDER = LAYOUT.root / "deploy/kubernetes"
GUIDE = (LAYOUT.root / "docs/replicas.md").read_text()
IMAGE = (LAYOUT.root / "deploy/docker/Dockerfile").read_text()
VERSION = tomllib.loads((LAYOUT.root / "shared/pyproject.toml").read_text())["project"]["version"]
KUBERNETES = "1.32"
ALL = [*rendered(FOLDER), *rendered(FOLDER / "topics")]
WORKLOADS = [one for one in ALL if one["kind"] in ("Deployment", "StatefulSet", "Job")]
SERVING = [one for one in WORKLOADS if one["kind"] != "Job"]
BY_INSTALLATION = {"KAFKA_BOOTSTRAP", "JWKS_URL", "TOKEN_ISSUER", "OTLP_ENDPOINT", "NOTICE_URLS", "PARTNERS"}
SECRETS = {"service_key", "postgres_dsn"}
"""What no manifest can say: where the brokers are, who signs tokens, and what is secret."""
GRACE = 10
"""Seconds within which SIGTERM finishes what is in hand."""


def named(manifest: Manifest) -> str:
    return f"{manifest['metadata'].get('namespace', '')}/{manifest['kind']}/{manifest['metadata']['name']}"


def pod(workload: Manifest) -> dict[str, Any]:
    spec: dict[str, Any] = workload["spec"]["template"]["spec"]
    return spec


def container(workload: Manifest) -> dict[str, Any]:
    (only,) = pod(workload)["containers"]
    return dict(only)


def env(workload: Manifest) -> dict[str, Any]:
    return {one["name"]: one.get("value", one.get("valueFrom")) for one in container(workload).get("env", ())}


def of(namespace: str, kind: str) -> Iterator[Manifest]:
    return (one for one in ALL if one["kind"] == kind and one["metadata"].get("namespace") == namespace)


@pytest.fixture(scope="module", params=["intake", "legal", "aftercare", "reporting"])
def service(request: pytest.FixtureRequest) -> Service:
    composed: Service = import_module(f"{request.param}.service").service()
    return composed


class TestEveryManifest:
    @pytest.mark.parametrize("manifest", ALL, ids=named)
    def test_is_valid(self, manifest: Manifest) -> None:
        if manifest["apiVersion"] == SCALED_OBJECTS:
            jsonschema.validate(manifest, SCALED_OBJECT)
        else:
            assert kubernetes_validate.validate(manifest, KUBERNETES, strict=True) == KUBERNETES

    def test_is_there_once_in_a_namespace_that_is(self) -> None:
        assert len({named(one) for one in ALL}) == len(ALL)
        namespaces = {one["metadata"]["name"] for one in ALL if one["kind"] == "Namespace"}
        assert {one["metadata"].get("namespace") for one in ALL if one["kind"] != "Namespace"} == namespaces

    def test_a_wrong_one_is_not_valid(self) -> None:
        broken = json.loads(json.dumps(SERVING[0]))
        pod(broken)["containers"][0]["readinessprobe"] = {}
        with pytest.raises(kubernetes_validate.ValidationError, match="readinessprobe"):
            kubernetes_validate.validate(broken, KUBERNETES, strict=True)

    def test_holds_no_secret(self) -> None:
        assert [one for one in ALL if one["kind"] == "Secret"] == []
        assert not re.search(r"postgresql://|BEGIN [A-Z ]*KEY", json.dumps(ALL))

    @pytest.mark.skipif(shutil.which("kubectl") is None, reason="there is no kubectl to compare with")
    @pytest.mark.parametrize("folder", [FOLDER, FOLDER / "topics"], ids=lambda folder: folder.name)
    def test_is_what_kubectl_makes_of_the_folder(self, folder: Path) -> None:
        made = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, check=True).stdout
        theirs = {named(one): one for one in yaml.safe_load_all(made)}
        assert {named(one): one for one in rendered(folder)} == theirs


class TestEveryPod:
    @pytest.mark.parametrize("workload", WORKLOADS, ids=named)
    def test_gains_no_rights_and_writes_to_no_image(self, workload: Manifest) -> None:
        assert pod(workload)["securityContext"]["runAsNonRoot"] is True
        assert pod(workload)["securityContext"]["runAsUser"] == int(re.findall(r"USER (\d+)", IMAGE)[0])
        assert pod(workload)["automountServiceAccountToken"] is False
        confined = container(workload)["securityContext"]
        assert confined == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }

    @pytest.mark.parametrize("workload", WORKLOADS, ids=named)
    def test_runs_an_image_of_this_release_from_no_registry_that_we_made_up(self, workload: Manifest) -> None:
        name, _, tag = container(workload)["image"].partition(":")
        assert tag == VERSION
        expected = workload["metadata"]["namespace"] if workload in SERVING else "throughline-kit"
        assert name == expected

    @pytest.mark.parametrize("workload", WORKLOADS, ids=named)
    def test_says_what_it_needs_and_is_not_throttled(self, workload: Manifest) -> None:
        resources = container(workload)["resources"]
        assert resources["requests"].keys() == {"cpu", "memory"}
        assert resources["limits"].keys() == {"memory"}

    @pytest.mark.parametrize("workload", SERVING, ids=named)
    def test_is_asked_on_the_port_and_the_routes_that_there_are(self, workload: Manifest) -> None:
        port = int(re.findall(rf"{PREFIX}HTTP_PORT=(\d+)", IMAGE)[0])
        assert container(workload)["ports"] == [{"name": "http", "containerPort": port}]
        health = (LAYOUT.root / "shared/throughline/http/health.py").read_text()
        routes = {f"/health{route}" for route in re.findall(r'router\.get\(\s*"(/\w+)"', health)}
        asked = {kind: container(workload)[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")}
        assert {probe["path"] for probe in asked.values()} == routes
        assert asked["readiness"]["path"] == "/health/ready"
        assert {probe["port"] for probe in asked.values()} == {"http"}

    @pytest.mark.parametrize("workload", SERVING, ids=named)
    def test_has_the_time_to_finish(self, workload: Manifest) -> None:
        waits = container(workload).get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        assert pod(workload)["terminationGracePeriodSeconds"] >= waits + GRACE

    @pytest.mark.parametrize("workload", SERVING, ids=named)
    def test_goes_one_at_a_time_when_a_node_is_emptied(self, workload: Manifest) -> None:
        namespace, selector = workload["metadata"]["namespace"], workload["spec"]["selector"]
        budgets = [one["spec"] for one in of(namespace, "PodDisruptionBudget") if one["spec"]["selector"] == selector]
        assert budgets == [{"maxUnavailable": 1, "selector": selector}]


class TestTheSettings:
    @pytest.mark.parametrize("workload", SERVING, ids=named)
    def test_are_ones_and_leave_out_none_that_is_needed(self, workload: Manifest) -> None:
        (ours,) = of(workload["metadata"]["namespace"], "ConfigMap")
        given = {name for name in (*ours["data"], *env(workload)) if name.startswith(PREFIX)}
        known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
        by_hand = {f"{PREFIX}{name}" for name in BY_INSTALLATION}
        in_image = set(re.findall(rf"\b({PREFIX}\w+)=", IMAGE))
        secret = {f"{PREFIX}{name.upper()}" for name in SECRETS}
        assert given | by_hand | in_image | secret <= known
        needed = {f"{PREFIX}{name.upper()}" for name, field in Settings.model_fields.items() if field.is_required()}
        assert needed - {f"{PREFIX}SERVICE"} <= given | by_hand | secret  # each service says its own name
        assert {*by_hand, *secret} <= set(
            re.findall(rf"{PREFIX}[A-Z_]+", GUIDE.replace("throughline_", PREFIX).upper())
        )

    @pytest.mark.parametrize("workload", SERVING, ids=named)
    def test_start_a_process_of_production(self, workload: Manifest, monkeypatch: pytest.MonkeyPatch) -> None:
        (ours,) = of(workload["metadata"]["namespace"], "ConfigMap")
        texts = {name: value for name, value in env(workload).items() if isinstance(value, str)}
        for name, value in {**ours["data"], **texts}.items():
            monkeypatch.setenv(name, value)
        name = workload["metadata"]["namespace"].removeprefix("throughline-")
        loaded = Settings.load(
            service=name,
            postgres_dsn="postgresql://nowhere",
            kafka_bootstrap="nowhere:9092",
            service_key="A" * 44,
            jwks_url="https://issuer.invalid/keys",
        )
        assert loaded.environment == "production"
        assert loaded.peers.keys() == {"intake", "legal", "aftercare", "reporting"}

    def test_come_from_files_that_the_entrypoint_reads(self) -> None:
        assert "/run/secrets/throughline_*" in (LAYOUT.root / "deploy/docker/entrypoint.sh").read_text()
        for workload in SERVING:
            mounts = {one["name"]: one["mountPath"] for one in container(workload)["volumeMounts"]}
            assert mounts == {"secrets": "/run/secrets", "tmp": "/tmp"}
            secret = next(one["secret"] for one in pod(workload)["volumes"] if one["name"] == "secrets")
            assert secret == {"secretName": "service", "defaultMode": 0o440}

    def test_lead_to_the_peers_that_there_are(self) -> None:
        for settings in (one for one in ALL if one["kind"] == "ConfigMap"):
            for peer, address in json.loads(settings["data"][f"{PREFIX}PEERS"]).items():
                assert [
                    one["metadata"]["name"]
                    for one in of(f"throughline-{peer}", "Service")
                    if "clusterIP" not in one["spec"]
                ] == ["api"]
                assert address == f"http://api.throughline-{peer}:8100"


class TestOneService:
    def test_has_every_role_of_the_code(self, service: Service) -> None:
        mine = [one for one in SERVING if one["metadata"]["namespace"] == f"throughline-{service.name}"]
        roles = [role for one in mine for role in env(one)[f"{PREFIX}ROLES"].split(",")]
        assert sorted(roles) == sorted(ROLES)

    def test_names_those_that_read_and_nobody_else(self, service: Service) -> None:
        for one in (one for one in SERVING if one["metadata"]["namespace"] == f"throughline-{service.name}"):
            reads = {"projector", "reactor"} & set(env(one)[f"{PREFIX}ROLES"].split(","))
            assert (one["kind"] == "StatefulSet") == bool(reads)
            own_name = {"fieldRef": {"fieldPath": "metadata.name"}}
            assert env(one).get(f"{PREFIX}REPLICA") == (own_name if reads else None)

    def test_grows_with_the_lag_of_the_groups_it_reads_with(self, service: Service) -> None:
        groups = {
            one["metadata"]["name"]: [trigger["metadata"]["consumerGroup"] for trigger in one["spec"]["triggers"]]
            for one in of(f"throughline-{service.name}", "ScaledObject")
        }
        runtime = Runtime(service, settings_of(service.name), pool=None)  # type: ignore[arg-type]
        feeds = {"projector": [LIVE], "reactor": [REACTIONS, "partners"]}
        assert groups == {name: [runtime.readers.group(feed) for feed in read] for name, read in feeds.items()}

    def test_has_no_more_readers_than_lanes(self, service: Service) -> None:
        for one in of(f"throughline-{service.name}", "ScaledObject"):
            target = one["spec"]["scaleTargetRef"]
            assert target["name"] in {
                each["metadata"]["name"] for each in of(f"throughline-{service.name}", target["kind"])
            }
            assert 2 <= one["spec"]["minReplicaCount"] <= one["spec"]["maxReplicaCount"] == LANES


class TestTheNetwork:
    def test_lets_nothing_through_that_is_not_named(self, service: Service) -> None:
        policies = {one["metadata"]["name"]: one["spec"] for one in of(f"throughline-{service.name}", "NetworkPolicy")}
        assert policies["nothing-else"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
        asked = [rule for one in policies.values() for rule in (*one.get("ingress", ()), *one.get("egress", ()))]
        assert all(rule.get("ports") for rule in asked)
        offered = set(re.findall(r'"throughline/offers": "(\w+)"', json.dumps(asked)))
        assert offered == set(re.findall(r"throughline/offers=(\w+)", GUIDE))


def test_the_topics_are_applied_from_the_file_in_the_image() -> None:
    (job,) = (one for one in ALL if one["kind"] == "Job")
    assert container(job)["args"][:3] == ["throughline", "topics", "--file"]
    assert f"deploy/kafka/topics.yaml {container(job)['args'][3]}" in IMAGE
    assert env(job).keys() == {f"{PREFIX}KAFKA_BOOTSTRAP"}


def settings_of(name: str) -> Settings:
    return Settings(
        service=name,
        environment="test",
        postgres_dsn="postgresql://nowhere",
        kafka_bootstrap="nowhere:9092",
        service_key="A" * 44,  # type: ignore[arg-type]
        token_key="B" * 44,  # type: ignore[arg-type]
    )
