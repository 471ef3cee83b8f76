"""What runs, as written to `var/stack.json` after every change, and what should run, in `var/wanted.json`.

The files hold development keys and passwords and are readable by their owner only. They are replaced whole, so a
reader sees the old state or the new one, never half of one. Only the supervisor writes the first.
"""

import os
import tempfile
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, Field

from throughline.stack.identity import Identity

Phase = Literal["waiting", "preparing", "starting", "ready", "failing", "stopped"]


class Stored(BaseModel):
    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w") as file:
            file.write(self.model_dump_json(indent=2))
        Path(name).replace(path)

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """The stored value, or None when there is none."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None


class ComponentState(BaseModel):
    """One process the supervisor keeps. `since` is when the phase began, `failures` counts failed starts in a row."""

    phase: Phase = "waiting"
    detail: str = ""
    since: float = 0.0
    process: Identity | None = None
    address: str = ""
    log: str = ""
    starts: int = 0
    failures: int = 0
    stop_signal: int = 15
    layer: int = 0


class ServiceState(BaseModel):
    """Where one service answers and what it was given."""

    url: str
    dsn: str
    service_key: str
    pid: int | None = None


class StackState(Stored):
    """The whole stack. `components` is in start order and includes the services.

    Where Docker runs it, `project` is its name there, `traces_url` is Jaeger's, the supervisor is nobody, `components`
    is empty, and of the databases, which only the services reach, nothing is told.
    """

    supervisor: Identity
    kafka_bootstrap: str
    topic_prefix: str
    postgres_port: int
    postgres_admin_dsn: str
    otlp_endpoint: str
    token_key: str
    project: str = ""
    traces_url: str = ""
    services: dict[str, ServiceState] = Field(default_factory=dict)
    components: dict[str, ComponentState] = Field(default_factory=dict)


class Wanted(Stored):
    """What the supervisor should run. `bare`: no topics and no service databases. `brief`: for one run of tests, whose
    data no loss of power has to leave, and which is over before a broker's code is worth compiling well. `owner`: stop
    when it is gone, and then remove `var` as well."""

    components: list[str]
    bare: bool = False
    brief: bool = False
    owner: Identity | None = None
    ports_from: int | None = None
