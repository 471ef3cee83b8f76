"""Writes `jgo.lock.toml` from `jgo.toml`: run `python -m throughline.stack.jars_lock` after changing a coordinate.

The lock names versions and hashes, never a host.
"""

import jgo
from jgo.env import EnvironmentBuilder, EnvironmentSpec, LockedDependency, LockFile
from jgo.maven import MavenContext

from throughline.stack.layout import Layout


def main() -> None:
    """Resolve the coordinates with all they need, download them, and store their hashes."""
    layout = Layout.find()
    spec = EnvironmentSpec.load(layout.local / "kafka/jgo.toml")
    context = MavenContext(repo_cache=layout.cache / "maven")
    wanted = EnvironmentBuilder(context).spec_to_dependencies(spec)
    inputs, transitive = context.resolver.resolve(wanted)
    needed = [*inputs, *(dependency for dependency in transitive if dependency.scope in ("compile", "runtime"))]
    locked = [LockedDependency.from_dependency(dependency) for dependency in needed]
    lock = LockFile(locked, environment_name=spec.name, jgo_version=jgo.__version__)
    lock.save(layout.local / "kafka/jgo.lock.toml")
    print(f"{len(locked)} jars locked")


if __name__ == "__main__":
    main()
