"""A small per-case stream that embeds the casework as a service does: one own fact, one own decision, and closing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import assert_never
from uuid import UUID

import casework
from casework import NOTHING, Casework, CaseworkCommand, CaseworkEvent, Ledger
from throughline.domain import Aggregate, Deadline, DeadlineMet, Decision, Fact, Moment, Rejected, per_case_stream
from throughline.domain import Event as AnyEvent


class DossierOpened(AnyEvent):
    pass


class DossierClosed(AnyEvent):
    pass


class ThreatNoted(AnyEvent):
    """Somebody was threatened: a lawyer is asked to look."""

    source: UUID


class NoteThreat(Fact, opens=True, records=ThreatNoted):
    source: UUID
    person: UUID


class CloseDossier(Decision, roles=frozenset({"director"})):
    pass


class StandsOpen(Rejected):
    pass


Command = NoteThreat | CloseDossier | casework.Command
Event = DossierOpened | DossierClosed | ThreatNoted | casework.Event


FOREVER = Moment(datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Dossier:
    closed: bool = False
    valid: frozenset[UUID] = frozenset()
    until: Moment = FOREVER
    held: frozenset[UUID] = frozenset()
    casework: Casework = field(default=NOTHING)


def decide(dossier: Dossier, command: Command) -> list[AnyEvent]:
    match command:
        case NoteThreat():
            due = command.now.replace(hour=18)
            task = casework.open_task(
                dossier.casework, command, "look", "lawyer", due, "urgent", [command.source], [command.person]
            )
            return [ThreatNoted(source=command.source), *task]
        case CloseDossier():
            if dossier.casework.stands_open:
                raise StandsOpen("a risk or an immediate task is open")
            return [] if dossier.closed else [DossierClosed()]
        case CaseworkCommand():
            return casework.decide(dossier.casework, command, ledger(dossier))
        case other:
            assert_never(other)


def evolve(dossier: Dossier, event: Event) -> Dossier:
    match event:
        case DossierOpened() | ThreatNoted():
            return dossier
        case DossierClosed():
            return replace(dossier, closed=True)
        case CaseworkEvent():
            return replace(dossier, casework=casework.evolve(dossier.casework, event))
        case other:
            assert_never(other)


def deadlines(dossier: Dossier, event: Event) -> Iterator[Deadline | DeadlineMet]:
    match event:
        case CaseworkEvent():
            yield from casework.deadlines(dossier.casework, event)


def ledger(dossier: Dossier) -> Ledger:
    return Ledger(
        covers=lambda sharing: sharing.consent_id in dossier.valid and sharing.on < dossier.until,
        held=lambda subject: subject in dossier.held,
    )


def aggregate(initial: Dossier | None = None) -> Aggregate[Dossier]:
    return Aggregate(
        name="Dossier",
        topic="test.events",
        initial=initial or Dossier(),
        commands=Command,
        events=Event,
        decide=decide,
        evolve=evolve,
        stream_id=lambda command: per_case_stream(command.case_id, "test.Dossier"),
        deadlines=deadlines,
    )
