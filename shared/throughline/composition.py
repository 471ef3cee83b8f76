"""A service as its composition root declares it: its parts, and nothing about how they run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from throughline.domain import Aggregate, Command, Elapsed, Fact
from throughline.envelope import Record
from throughline.http import Queries
from throughline.inbound import Inbound
from throughline.notice import Noticing
from throughline.partner.addressing import Addressing
from throughline.projection import Forgetting, ReadModel
from throughline.reaction import Reaction

Ingest = Callable[[Record], Record]


@dataclass(frozen=True, kw_only=True)
class Service:
    """`reads`: the other services' topics it follows. `package` holds its migrations and query files.

    `ingest` is made of the service key and applied to whatever arrives, before any of it is kept. `vault_readers` and
    `depositors` say which roles open and deposit which kinds of document, `vault_named` which kinds open only for those
    of these roles whom the document names in these fields, and whoever wrote it. `sets_aside`: the partner facts that
    any service takes, given to the one service that sets aside what none does. `clears`: the roles that accept and
    dismiss held facts and correct what is recorded. `notices`: which of its events an office's webhook is told at once.
    `hides`: per role, the query of its projections that names, for a case and an actor, the persons (and their streams)
    whom others look after: their documents are not there for that actor. `shows`: per role, the query that names the
    only persons whose documents are there, where they are about nobody else. Either may be another package's, as
    `package:query`. `breaks_glass`: per role that may open any
    document of its office in an emergency, the command (of case, document and reason) that records it first.
    `addressing`: how partners name a case by numbers of their own, and who places what no number does.
    `forgets`: the event after which it keeps nothing that others told of the person; `cases` names a query of its own.
    """

    name: str
    package: str
    aggregates: Sequence[Aggregate[Any]]
    queries: Queries
    reads: Sequence[str] = ()
    reactions: Sequence[Reaction] = ()
    partners: Sequence[type[Fact]] = ()
    clock: Mapping[str, Callable[[Elapsed], Command]] = field(default_factory=dict)
    read_models: Sequence[ReadModel[Any]] = ()
    ingest: Callable[[bytes], Ingest] | None = None
    vault_readers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    vault_named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depositors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sets_aside: frozenset[str] | None = None
    clears: frozenset[str] = frozenset()
    notices: Noticing | None = None
    hides: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, str] = field(default_factory=dict)
    breaks_glass: Mapping[str, Callable[[UUID, UUID, str], Command]] = field(default_factory=dict)
    addressing: Addressing | None = None
    forgets: Forgetting | None = None

    @property
    def own_topics(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(aggregate.topic for aggregate in self.aggregates))

    @property
    def inbound(self) -> set[type[Inbound]]:
        """Every foreign event that a read model or a reaction of this service reads."""
        handled = {event for model in self.read_models for event in model.handlers if issubclass(event, Inbound)}
        return handled | {reaction.event for reaction in self.reactions}
