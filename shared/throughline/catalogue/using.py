"""What the services do with each event: reactions, and the read models it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from throughline.catalogue.recording import made_in
from throughline.composition import Service
from throughline.domain import Command, TakeBack
from throughline.inbound import Inbound
from throughline.reaction import Reaction

Name = tuple[str, str]
"""The service that records an event, and the event's type."""


@dataclass
class Use:
    """What one service does with one type of event."""

    reactions: list[Reaction] = field(default_factory=list)
    read_models: list[str] = field(default_factory=list)


def uses(services: Iterable[Service]) -> Mapping[Name, Mapping[str, Use]]:
    """By event, by service. Read models that take every event, like the timeline, are left out."""
    found = dict[Name, dict[str, Use]]()
    for service in services:
        for reaction in service.reactions:
            _use(found, (reaction.event.source, reaction.event.name), service).reactions.append(reaction)
        for model in service.read_models:
            for kind in model.handlers:
                name = (kind.source, kind.name) if issubclass(kind, Inbound) else (service.name, kind.__name__)
                use = _use(found, name, service)
                if model.name not in use.read_models:
                    use.read_models.append(model.name)
    return found


def issuers(service: Service) -> Mapping[type[Command], tuple[str, ...]]:
    """By command, the reactions and clocks that issue it, as a reader meets them."""
    found = dict[type[Command], list[str]]()
    for reaction in service.reactions:
        for kind in made_in(service.package, reaction.react):
            found.setdefault(kind, []).append(f"{reaction.event.source}'s `{reaction.event.name}`")
            if issubclass(kind, TakeBack) and kind.asks:
                found.setdefault(kind.asks, []).append("a note that a rule keeps from being taken back")
    for role, record in service.breaks_glass.items():
        for kind in made_in(service.package, record):
            found.setdefault(kind, []).append(f"the vault, when a {role} breaks the glass")
    if service.addressing:
        for tell, when in ((service.addressing.asks, "no number places"), (service.addressing.settled, "was placed")):
            for kind in made_in(service.package, tell):
                found.setdefault(kind, []).append(f"a partner's fact that {when}")
    for clock, make in service.clock.items():
        for kind in made_in(service.package, make):
            found.setdefault(kind, []).append(f"the clock `{clock}`")
    return {kind: tuple(dict.fromkeys(names)) for kind, names in found.items()}


def _use(found: dict[Name, dict[str, Use]], name: Name, service: Service) -> Use:
    return found.setdefault(name, {}).setdefault(service.name, Use())
