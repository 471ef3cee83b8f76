"""The services of this installation: those that announce themselves, and those that the local stack runs.

A service announces itself by an entry point of the group `throughline.services`, a function that returns its Service.
A module of the Procfile (`intake: python -m intake`) is one whose `intake.service` has that function.
"""

import importlib
import re
from importlib.metadata import entry_points
from pathlib import Path

from throughline.composition import Service

GROUP = "throughline.services"
_RUNS = re.compile(r"^(?P<name>[a-z][a-z0-9_-]*):.*\bpython3? -m (?P<module>[A-Za-z_][\w.]*)", re.MULTILINE)


def services(procfile: Path) -> list[Service]:
    """Every service, in the Procfile's order, then announced ones by name. Raises ImportError."""
    found = [importlib.import_module(f"{match['module']}.service").service() for match in _runs(procfile)]
    found += [entry.load()() for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)]
    return list({service.name: service for service in reversed(found)}.values())[::-1]


def _runs(procfile: Path) -> list[re.Match[str]]:
    return list(_RUNS.finditer(procfile.read_text())) if procfile.is_file() else []
