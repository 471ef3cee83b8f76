"""What the figures were measured on: the machine, how busy it was, and the versions of everything that took part."""

import os
import platform
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
import psycopg

PACKAGES = ("throughline", "asyncpg", "aiokafka", "faststream", "pydantic", "uvloop", "eventsourcing", "psycopg")

Facts = dict[str, str | int | float | list[float]]


def machine(admin_dsn: str) -> Facts:
    """Processors, memory, load at the start, and whether a commit waits for the disk."""
    with psycopg.connect(admin_dsn) as connection:
        settings = {name: _show(connection, name) for name in ("fsync", "synchronous_commit")}
    return {
        "processor": _processor(),
        "processors": os.cpu_count() or 0,
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(),
        "load_before": [round(each, 2) for each in os.getloadavg()],
        **settings,
    }


def busy(facts: Facts) -> list[str]:
    """A warning where others were using the machine before this run began."""
    load, processors = facts["load_before"], facts["processors"]
    if not isinstance(load, list) or not isinstance(processors, int) or load[0] <= processors / 2:
        return []
    return [f"load was {load[0]:g} on {processors} processors before it began: these figures are not worth quoting"]


def versions(root: Path, admin_dsn: str) -> dict[str, str]:
    """Of packages, servers, and this checkout."""
    with psycopg.connect(admin_dsn) as connection:
        postgres = _show(connection, "server_version")
    return {
        "python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
        "postgres": postgres,
        "kafka": _kafka(root),
        "commit": _commit(root),
    }


def _show(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> str:
    row = connection.execute("select current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _kafka(root: Path) -> str:
    lock = tomllib.loads((root / "deploy/local/kafka/jgo.lock.toml").read_text())
    jars = lock.get("dependencies", [])
    return next((str(jar["version"]) for jar in jars if str(jar.get("artifactId", "")).startswith("kafka_")), "unknown")


def _commit(root: Path) -> str:
    """The commit measured, with `+` where files differ from it."""
    try:
        commit = _git(root, "rev-parse", "--short", "HEAD")
        return commit + ("+" if _git(root, "status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout.strip()
