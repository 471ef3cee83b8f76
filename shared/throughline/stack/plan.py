"""Turns what is wanted into components with ports, keys and addresses, and into the state that says so.

Ports of what still runs are kept, so a new supervisor can take over from one that was killed. Every service gets an
address even when only some are wanted, because each is told where all its peers are.
"""

import os
from dataclasses import dataclass

import yaml

from throughline.stack.component import Component
from throughline.stack.databases import dsn
from throughline.stack.errors import NotThere
from throughline.stack.identity import Identity
from throughline.stack.kafka import Kafka
from throughline.stack.keys import Keys
from throughline.stack.layout import Layout
from throughline.stack.ports import PortClaims
from throughline.stack.postgres import Postgres
from throughline.stack.processes import Surroundings, service, services, trace_receiver
from throughline.stack.state import ComponentState, ServiceState, StackState, Wanted

FOUNDATION = ("postgres", "kafka", "traces")
_ANY = 8200


@dataclass(frozen=True)
class Plan:
    """`components` in start order, all that could run; `state` the one to publish before anything starts."""

    components: dict[str, Component]
    state: StackState


def known(layout: Layout) -> list[str]:
    """Every component there can be, in start order."""
    return [*FOUNDATION, *services(layout.procfile)]


def with_foundation(layout: Layout, only: list[str] | None) -> list[str]:
    """The components to run: all by default; a service brings the broker and the database it needs."""
    everything = known(layout)
    if only is None:
        return everything
    unknown = [name for name in only if name not in everything]
    if unknown:
        raise NotThere(f"unknown component {unknown[0]!r}; there are {', '.join(everything)}")
    needed = {*only, *(("postgres", "kafka") if set(only) - set(FOUNDATION) else ())}
    return [name for name in everything if name in needed]


def make_plan(layout: Layout, wanted: Wanted, claims: PortClaims, before: StackState | None) -> Plan:
    lines = {} if wanted.bare else services(layout.procfile)
    ports = _ports(layout, wanted, [*lines], claims, before)
    keys = Keys.ensure(layout.keys_file, [*lines])
    prefix = os.environ.get("THROUGHLINE_TOPIC_PREFIX", "")
    kafka = Kafka(layout, ports["kafka"], ports["kafka-controller"], prefix, topics=not wanted.bare, brief=wanted.brief)
    passwords = {name: keys.role_passwords[name] for name in lines}
    postgres = Postgres(layout, ports["postgres"], keys.postgres_password, passwords, brief=wanted.brief)
    traces = trace_receiver(layout, ports["traces"])
    peers = {name: f"http://127.0.0.1:{ports[name]}" for name in lines}
    around = Surroundings(kafka.address, traces.address, keys.token_key, prefix, peers)
    components: dict[str, Component] = {"postgres": postgres, "kafka": kafka, "traces": traces}
    state = StackState(
        supervisor=Identity.of(os.getpid()),
        kafka_bootstrap=kafka.address,
        topic_prefix=prefix,
        postgres_port=postgres.port,
        postgres_admin_dsn=postgres.admin_dsn,
        otlp_endpoint=traces.address,
        token_key=keys.token_key,
    )
    for name, command in lines.items():
        url = dsn(name, passwords[name], postgres.port)
        key = keys.service_keys[name]
        components[name] = service(layout, name, command, ports[name], around, url, key)
        state.services[name] = ServiceState(url=peers[name], dsn=url, service_key=key)
    for name, component in components.items():
        state.components[name] = _at_rest(layout, component, before)
    return Plan(components, state)


def _at_rest(layout: Layout, component: Component, before: StackState | None) -> ComponentState:
    old = before.components.get(component.name) if before else None
    running = old.process if old and old.process and old.process.alive else None
    return ComponentState(
        phase="stopped",
        process=running,
        address=component.address,
        log=str(layout.log(component.name)),
        stop_signal=component.stop_signal,
        layer=component.layer,
    )


def _ports(
    layout: Layout, wanted: Wanted, names: list[str], claims: PortClaims, before: StackState | None
) -> dict[str, int]:
    usual: dict[str, int] = yaml.safe_load((layout.local / "ports.yaml").read_text())
    chosen: dict[str, int] = {}
    for name in ("kafka", "kafka-controller", "postgres", "traces", *names):
        running = before.components.get(name) if before else None
        if running and running.process and running.process.alive:
            chosen[name] = int(running.address.rpartition(":")[2])
            claims.keep(chosen[name])
        else:
            chosen[name] = claims.choose(wanted.ports_from or usual.get(name, _ANY))
    return chosen
