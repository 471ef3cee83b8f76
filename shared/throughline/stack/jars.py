"""Kafka's jars: exactly those `deploy/local/kafka/jgo.lock.toml` pins, each checked against its sha256 at every start.

Downloads come from Maven Central (or the `[repositories]` of the user's jgo configuration) into the user's cache and
are shared by all checkouts. A damaged or half-written file is fetched again once; a wrong hash after that is an error.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from throughline.stack.errors import StackError

if TYPE_CHECKING:
    from jgo.env import LockedDependency
    from jgo.maven import Artifact, MavenContext


def class_path(lock_file: Path, cache: Path, report: Callable[[str], None]) -> list[Path]:
    """The jars on disk, downloaded where missing; `report` hears of progress."""
    from jgo.env import LockFile

    context = _context(cache / "maven")
    pinned = LockFile.load(lock_file).dependencies
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "maven.lock", timeout=600):
        missing = [entry for entry in pinned if not _intact(_artifact(context, entry), entry)]
        if missing:
            report(f"downloading {len(missing)} jars")
            with ThreadPoolExecutor(8) as pool:
                for done, name in enumerate(pool.map(lambda entry: _fetch(context, entry), missing), start=1):
                    report(f"downloaded {done} of {len(missing)} jars ({name})")
    return [_path(_artifact(context, entry)) for entry in pinned]


def _context(repository: Path) -> "MavenContext":
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.maven import MavenContext

    remotes = GlobalSettings.load().repositories or {"central": MAVEN_CENTRAL_URL}
    return MavenContext(repo_cache=repository, remote_repos=remotes, timeout=60)


def _artifact(context: "MavenContext", entry: "LockedDependency") -> "Artifact":
    component = context.project(entry.groupId, entry.artifactId).at_version(entry.version)
    return component.artifact(entry.classifier or "", entry.packaging)


def _path(artifact: "Artifact") -> Path:
    path = artifact.cached_path
    if path is None:
        raise StackError(f"{artifact} has no place in the jar cache")
    return path


def _intact(artifact: "Artifact", entry: "LockedDependency") -> bool:
    path = _path(artifact)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256


def _fetch(context: "MavenContext", entry: "LockedDependency") -> str:
    artifact = _artifact(context, entry)
    _path(artifact).unlink(missing_ok=True)
    try:
        artifact.resolve()
    except Exception as error:
        raise StackError(f"cannot download {artifact}: {error}") from error
    if not _intact(artifact, entry):
        _path(artifact).unlink(missing_ok=True)
        raise StackError(f"{artifact} does not have the sha256 that jgo.lock.toml states; not using it")
    return artifact.filename
