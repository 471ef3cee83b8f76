"""The roles that the services of this checkout know, out of what each declares: who may send, ask, read and deposit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.composition import Service
    from throughline.stack.layout import Layout


def known_roles(layout: "Layout") -> set[str]:
    """Every role that some door here lets in; empty where no service is found to ask."""
    from throughline.catalogue.discovery import services
    from throughline.operations import CONSUMER, OPERATORS

    found = services(layout.procfile)
    return {role for service in found for role in _of(service)} | ({CONSUMER, *OPERATORS} if found else frozenset())


def _of(service: "Service") -> Iterator[str]:
    for aggregate in service.aggregates:
        for command in aggregate.command_types:
            yield from aggregate.roles_of(command)
    for asked in service.queries.asked:
        yield from asked.roles
    for roles in (*service.vault_readers.values(), *service.depositors.values()):
        yield from roles
