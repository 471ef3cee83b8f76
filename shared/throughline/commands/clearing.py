"""Clearing up on any stream: finds what is meant, folds its whole history, and prepares the entry to append.

Guarantees that the state remembered afterwards, and the deadlines, are those of the history as it is corrected.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never
from uuid import UUID

from pydantic import ValidationError

from throughline.commands import deciding
from throughline.commands.answer import NotFound
from throughline.domain import (
    AcceptHeldFact,
    Aggregate,
    Clearing,
    Command,
    CorrectFact,
    DismissHeldFact,
    Event,
    FactCorrected,
    FactHeld,
    Mending,
    Moment,
    OnStream,
    Rejected,
    StreamRef,
    clearing,
)
from throughline.domain.aggregate import Decided
from throughline.eventstore import Entry, EventStore, Folded
from throughline.eventstore.entry import moved_deadlines


class NotSuchACommand(Rejected):
    def __init__(self, kind: str, aggregate: str) -> None:
        super().__init__(f"{kind} is not a command of {aggregate} with these fields; see the page of the API")


class HeldFactErased(Rejected):
    def __init__(self, held_id: UUID) -> None:
        super().__init__(f"what held fact {held_id} said is erased; dismiss it")


class RightRestsOnLaterEvents(Rejected):
    def __init__(self, fact: Command) -> None:
        super().__init__(
            f"{type(fact).__name__} rests on what was recorded after the wrong event; correct that one as never "
            "happened, and record what is right by itself, as of its day"
        )


OpenSeals = Callable[[Sequence[tuple[str, str, str]]], Awaitable[list[Any]]]
Seal = Callable[[Decided], Awaitable[Sequence[Event | OnStream]]]


class Case:
    """What a clearing works on: the stream that holds what it is about, with all its events."""

    def __init__(self, aggregate: Aggregate[Any], ref: StreamRef, history: Sequence[Event]) -> None:
        self.aggregate, self.ref, self.history = aggregate, ref, history
        self.folded = Folded.of_history(aggregate, history)


async def find(store: EventStore, conn: Any, aggregates: Mapping[str, Aggregate[Any]], command: Clearing) -> Case:
    """Raises NotFound for an event or held fact that this case does not have."""
    ref = await store.find_recorded(conn, command.case_id, command.about)
    if ref is None:
        raise NotFound
    aggregate = aggregates[ref.aggregate]
    return Case(aggregate, ref, await store.history(conn, ref.stream_id))


async def fact_of(case: Case, command: Clearing, open_seals: OpenSeals) -> Command | None:
    """The fact that is to be judged, as it was held or as it is given. Raises Rejected."""
    match command:
        case AcceptHeldFact():
            held = clearing.open_fact(case.history, command.held_id)
            return _as_held(case, held, await _unsealed(held, open_seals))
        case CorrectFact(right=right) if right is not None:
            return _as_given(case, command, right)
        case _:
            return None


async def entry_of(
    case: Case, command: Clearing, fact: Command | None, streams: Mapping[UUID, Folded], seal: Seal, **stamped: Any
) -> Entry:
    """What the clearing comes to. Raises Rejected."""
    seen = {stream_id: folded.state for stream_id, folded in streams.items() if stream_id != case.ref.stream_id}
    match command:
        case DismissHeldFact():
            dismissed = clearing.dismiss(case.aggregate, case.folded.state, case.history, command)
            return Entry.of(command, dismissed, streams=streams, **stamped)
        case AcceptHeldFact():
            assert fact is not None
            decided = clearing.accept(case.aggregate, case.folded.state, case.history, command, fact, seen)
            return Entry.of(_like(command, fact), await seal(decided), streams=streams, **stamped)
        case CorrectFact():
            return await _correction(case, command, fact, streams, seen, seal, stamped)
        case other:
            assert_never(other)  # type: ignore[arg-type]


async def _correction(
    case: Case,
    command: CorrectFact,
    fact: Command | None,
    streams: Mapping[UUID, Folded],
    seen: Mapping[UUID, Any],
    seal: Seal,
    stamped: Mapping[str, Any],
) -> Entry:
    """The entry is folded where the wrong event stood; what came later is folded on top, and deadlines follow suit.

    What follows from the correction is decided, and counts, after all that.
    """
    aggregate, own = case.aggregate, case.ref.stream_id
    wrong = clearing.wrong_event(case.history, command.replaces)
    standing = clearing.around(aggregate, case.history, wrong)
    about = clearing.concerned(aggregate, case.folded.state, wrong, seen)
    decided = await seal(clearing.correct(aggregate, standing, wrong, about, command, fact, seen))
    there = {**streams, own: replace(case.folded, state=standing.before)}
    like = _like(command, fact or command)
    try:
        entry = Entry.of(like, decided, streams=there, **stamped)
    except (LookupError, AttributeError) as broken:
        raise RightRestsOnLaterEvents(like if fact is None else fact) from broken
    state = clearing.settled(aggregate, entry.after[own].state, standing, wrong)
    entry = replace(entry, after={**entry.after, own: replace(entry.after[own], state=state)})
    mending = Mending(command, wrong, about, case.folded.state, state, seen)
    if follows := await seal(_following(mending, aggregate, stamped["aggregates"])):
        since = Entry.of(command, follows, streams={**streams, **entry.after}, first=len(decided), **stamped)
        entry = entry.then(since)
    history = [*case.history, *(one.event for one in entry.events if one.event.metadata.stream_id == own)]
    if any(isinstance(item, FactCorrected) for item in follows):
        state = Folded.of_history(aggregate, history).state
        entry = replace(entry, after={**entry.after, own: replace(entry.after[own], state=state)})
    elsewhere = [row for row in entry.deadlines if row.stream_id != own]
    return replace(entry, deadlines=[*elsewhere, *moved_deadlines(aggregate, own, case.history, history)])


def _following(mending: Mending[Any], own: Aggregate[Any], aggregates: Mapping[str, Aggregate[Any]]) -> Decided:
    """What the correction leads to, from now on: on its own stream, and on the one that keeps to whom data was told."""
    now = Moment(mending.command.now)
    follows: list[Any] = [_on(item, now) for item in own.corrected(mending)]
    if own.tells:
        ref = own.tells(mending.command)
        state = mending.seen[ref.stream_id]
        told = aggregates[ref.aggregate].corrected(replace(mending, before=state, after=state))
        follows += [_on(item if isinstance(item, OnStream) else OnStream(ref, item), now) for item in told]
    return follows


def _on(item: Event | OnStream, now: Moment) -> Event | OnStream:
    return replace(item, event=item.event.on(now)) if isinstance(item, OnStream) else item.on(now)


async def _unsealed(held: FactHeld, open_seals: OpenSeals) -> Mapping[str, Any]:
    """What of a held fact was sealed. Raises HeldFactErased."""
    if held.sealed is None or held.sealed.seal is None:
        return {}
    (fields,) = await open_seals([(FactHeld.__name__, "sealed", held.sealed.seal)])
    if fields is None:
        raise HeldFactErased(held.held_id)
    return dict(fields)


def _as_held(case: Case, held: FactHeld, unsealed: Mapping[str, Any]) -> Command:
    """The fact as it was said, under the id it had: what it creates and what it put into the vault keep their ids."""
    kind = next((kind for kind in case.aggregate.command_types if _is(kind, held)), None)
    if kind is None:
        raise clearing.HeldFactUnreadable(held.held_id, held.type)
    known = held.metadata
    refs = {f"{_camel(kind, name)}Ref": name for name in kind.model_fields}
    sealed = frozenset(refs[key] for key in held.body if key in refs and not _takes(kind, key))
    fields = {key: value for key, value in held.body.items() if key not in refs or _takes(kind, key)}
    fact = _built(kind, {**fields, **unsealed, "caseId": str(known.case_id)}, case.aggregate.name).sealed_before(sealed)
    unsaid: dict[str, Any] = {
        name: getattr(known, name)
        for name in ("occurred_on", "authority", "legal_basis", "consent_id")
        if getattr(fact, name) is None
    }
    fact = fact.model_copy(update=unsaid)
    return fact.issued(
        replace(
            fact.issue,
            command_id=known.command_id,
            at=known.recorded_at,
            actor=replace(fact.actor, id=known.actor_id, role=known.actor_role),
            correlation_id=known.correlation_id,
            causation_id=known.event_id,
            source=known.source,
            historical=known.historical,
            office_id=known.office_id,
            jurisdiction=known.jurisdiction,
            case_reference=known.case_reference,
        )
    )


def _as_given(case: Case, command: CorrectFact, right: clearing.Right) -> Command:
    kind = next((kind for kind in case.aggregate.command_types if kind.__name__ == right.type and kind.roles), None)
    if kind is None:
        raise NotSuchACommand(right.type, case.aggregate.name)
    wrong = clearing.wrong_event(case.history, command.replaces).metadata
    fact = _built(kind, {**right.fields, "caseId": str(command.case_id)}, case.aggregate.name)
    if fact.occurred_on is None:
        fact = fact.model_copy(update={"occurred_on": wrong.occurred_on})
    return deciding.in_context(
        fact.issued(replace(command.issue, source=wrong.source, historical=wrong.historical)), case.folded
    )


def _built(kind: type[Command], fields: Mapping[str, Any], aggregate: str) -> Command:
    try:
        return kind.model_validate(fields, by_alias=True)
    except ValidationError:
        raise NotSuchACommand(kind.__name__, aggregate) from None


def _is(kind: type[Command], held: FactHeld) -> bool:
    return kind.__name__ == held.command if held.command else kind.records == held.type


def _camel(kind: type[Command], name: str) -> str:
    return kind.model_fields[name].alias or name


def _takes(kind: type[Command], key: str) -> bool:
    return any(field.alias == key for field in kind.model_fields.values())


def _like(command: Clearing, fact: Command) -> Clearing:
    """The clearing, saying of what it records all that the fact says: when, whose act, on what basis, from where."""
    said = command.model_copy(
        update={name: getattr(fact, name) for name in ("occurred_on", "authority", "legal_basis", "consent_id")}
    )
    return said.issued(replace(command.issue, source=fact.issue.source, historical=fact.issue.historical))
