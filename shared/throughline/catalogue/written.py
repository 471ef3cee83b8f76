"""The files that say what is on the topics: what they should hold, which are stale, and writing them."""

from collections.abc import Mapping, Sequence
from json import dumps, loads
from pathlib import Path
from typing import Any

import yaml

from throughline.catalogue.asyncapi import asyncapi_document
from throughline.catalogue.pages import Page, Sample
from throughline.catalogue.partner_page import partner_page, partner_types
from throughline.catalogue.using import uses
from throughline.composition import Service

GENERATED = ("docs/catalogue", "docs/asyncapi")
"""Folders that hold nothing else."""


def contents(root: Path, services: Sequence[Service]) -> Mapping[Path, str]:
    """By path under `root`, what each file should hold. A service that has a partner_types.json has it kept current."""
    used = uses(services)
    found = {
        "docs/catalogue/partner-messages.md": partner_page(services),
        "docs/catalogue/partner-types.json": dumps(partner_types(services), indent=2) + "\n",
    }
    for service in services:
        samples = _samples(root / "services" / service.name / "tests/golden")
        found[f"docs/catalogue/{service.name}.md"] = Page(service, used, samples).text()
        found[f"docs/asyncapi/{service.name}.yaml"] = _yaml(asyncapi_document(service))
        if (root / (copy := f"services/{service.name}/{service.package}/inbound/partner_types.json")).is_file():
            found[copy] = found["docs/catalogue/partner-types.json"]
    return {root / path: text for path, text in found.items()}


def stale(wanted: Mapping[Path, str], root: Path) -> list[Path]:
    """Files that do not hold what they should, or should not be there, relative to `root`."""
    wrong = [path for path, text in wanted.items() if not path.is_file() or path.read_text() != text]
    return sorted(path.relative_to(root) for path in [*wrong, *_left_over(wanted, root)])


def write(wanted: Mapping[Path, str], root: Path) -> list[Path]:
    """Make every file hold what it should; returns those that changed."""
    changed = stale(wanted, root)
    for path in _left_over(wanted, root):
        path.unlink()
    for path, text in wanted.items():
        if path.relative_to(root) in changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return changed


def _left_over(wanted: Mapping[Path, str], root: Path) -> list[Path]:
    there = [path for folder in GENERATED for path in (root / folder).glob("*") if path.is_file()]
    return [path for path in there if path not in wanted]


def _samples(folder: Path) -> Mapping[str, Sample]:
    return {path.name: loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


def _yaml(document: Mapping[str, Any]) -> str:
    text: str = yaml.dump(
        loads(dumps(document)), Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=120
    )
    return "# Written by `throughline catalogue` from the event classes.\n" + text
