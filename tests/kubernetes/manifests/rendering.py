"""What kustomize makes of our folders, by the few means that they use: resources, namespace, images, `replace`.

Any other field of a kustomization is refused, so that nothing is left out unseen.
"""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]
KNOWN = {"apiVersion", "kind", "resources", "namespace", "images", "patches"}


def rendered(folder: Path) -> list[Manifest]:
    """Every manifest of a folder and of those it names."""
    made = yaml.safe_load((folder / "kustomization.yaml").read_text())
    assert made.keys() <= KNOWN, made.keys() - KNOWN
    manifests = [one for name in made["resources"] for one in _resource((folder / name).resolve())]
    for patch in made.get("patches", ()):
        _patch(manifests, patch)
    for manifest in manifests:
        if "namespace" in made:
            manifest["metadata"]["namespace"] = made["namespace"]
        for container in _containers(manifest):
            for image in made.get("images", ()):
                if container["image"] == image["name"]:
                    container["image"] = f"{image['newName']}:{image['newTag']}"
    return manifests


def _resource(place: Path) -> list[Manifest]:
    return rendered(place) if place.is_dir() else [*yaml.safe_load_all(place.read_text())]


def _containers(manifest: Manifest) -> Iterator[dict[str, Any]]:
    if manifest["kind"] in ("Deployment", "StatefulSet", "Job"):
        yield from manifest["spec"]["template"]["spec"]["containers"]


def _patch(manifests: list[Manifest], patch: dict[str, Any]) -> None:
    wanted = patch["target"]
    (target,) = (
        one for one in manifests if one["kind"] == wanted["kind"] and one["metadata"]["name"] == wanted["name"]
    )
    for change in yaml.safe_load(patch["patch"]):
        assert change["op"] == "replace"
        *way, last = change["path"].strip("/").split("/")
        place: Any = target
        for step in way:
            place = place[int(step) if isinstance(place, list) else step]
        assert last in place
        place[last] = deepcopy(change["value"])
