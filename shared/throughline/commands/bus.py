"""The command bus: every change of a service goes through here, from whichever door it comes.

Guarantees: what it answers as accepted is recorded exactly once; a retry gets the same answer and adds nothing; a
rejected or conflicting command left no event and is judged afresh. It decides at once on what it remembers, and
takes the case lock for a second look only after a conflict or a no. What is decided at once is appended together with
what other cases' commands come to meanwhile, and no answer depends on theirs.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from hmac import digest
from json import dumps
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID, uuid5

from throughline import failpoints
from throughline.commands import clearing, deciding
from throughline.commands.answer import Answer, KeyReused, NotFound, Position, StalePosition, joined
from throughline.commands.streams import Streams
from throughline.commands.turns import Turns
from throughline.database import ACQUIRE_SECONDS, Asking, Conn, Pool, StoreUnavailable, reachable
from throughline.domain import (
    Aggregate,
    Clearing,
    Command,
    CorrectFact,
    Event,
    Fact,
    OnStream,
    Rejected,
    StreamRef,
    TakeBack,
)
from throughline.domain.clearing import taken_back
from throughline.eventstore import Entry, EventStore, Folded, Receipt, RecordTooLarge, VersionConflict
from throughline.telemetry import metrics, span, traceparent
from throughline.vault import Vault, concerns_vault

NOT_KNOWN = b""
"""The fingerprint of a command whose answer was restored from what it published."""
C = TypeVar("C", bound=Command)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a command: what was decided on which streams, or the rule that said no."""

    command: Command
    addressed: StreamRef
    streams: Mapping[UUID, Folded]
    decided: Sequence[Event | OnStream] = ()
    rejected: Rejected | None = None

    @property
    def position(self) -> Position:
        return Position(self.addressed.stream_id, self.streams[self.addressed.stream_id].version)


class CommandBus:
    """`wake` is called after each commit, so that the relay need not wait for its next look.

    `admit`, while it is set, is awaited before any command, and raises where none may be taken.
    """

    def __init__(
        self,
        service: str,
        aggregates: Iterable[Aggregate[Any]],
        store: EventStore,
        pool: Pool,
        *,
        key: bytes,
        wake: Callable[[], None],
        vault: Vault,
    ) -> None:
        self.service, self.store, self.pool, self.key, self.wake, self.vault = service, store, pool, key, wake, vault
        self.admit: Callable[[], Awaitable[None]] | None = None
        self.aggregates = {aggregate.name: aggregate for aggregate in aggregates}
        self.by_command = {
            command: aggregate for aggregate in self.aggregates.values() for command in aggregate.command_types
        }
        self.notes = frozenset(
            name
            for kind in self.by_command
            for name in (getattr(kind, "records", ""),)
            for event in self.by_command[kind].own_event_types
            if event.__name__ == name and not event.erases and not event.owed_now
        )
        """What facts are written down as: what another service tells is noted so, and can be taken back."""
        self.streams, self.turns = Streams(store, self.aggregates, self.by_command), Turns()
        self.asking, self.commits = Asking(pool), store.commits(pool)

    def aggregate_of(self, command: type[Command]) -> Aggregate[Any]:
        return self.by_command[command]

    async def handle(
        self, command: Command, *, request: bytes = b"", expected: Position | None = None, by_person: bool = False
    ) -> Answer:
        """Decide `command` and record what was decided.

        `request` is what the receipt is fingerprinted from (default: the kind of command), `expected` an If-Match.
        Raises Rejected (a decision), NotFound, StalePosition, KeyReused, StoreUnavailable.
        """
        fingerprint = self._fingerprint(request or _kind(command))
        name = type(command).__name__
        if self.admit:
            await self.admit()
        try:
            with span(f"command {name}", attributes={"case.id": str(command.case_id)}):
                async with reachable():
                    since, answer = monotonic(), None
                    if expected is None and self._may_be_at_once(command):
                        answer = await self._at_once(command, fingerprint, by_person)
                    if answer is None:
                        async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as conn:
                            if isinstance(command, TakeBack):
                                answer = await self._take_back(conn, command)
                            else:
                                answer = await self._for_good(conn, command, fingerprint, expected, by_person)
        except Exception as no:
            metrics.command_handled(name, _outcome(no))
            raise
        metrics.command_handled(name, answer.outcome)
        if answer.events and not answer.repeated:
            if failpoints.strike:
                failpoints.strike("after_commit")
            metrics.append_took(monotonic() - since)
            self.wake()
        return answer

    def _may_be_at_once(self, command: Command) -> bool:
        if isinstance(command, Clearing | TakeBack) or command.seals or command.issue.late:
            return False
        return not command.opens or self.streams.remembers(self.by_command[type(command)].stream_id(command))

    async def _at_once(self, command: Command, fingerprint: bytes, by_person: bool) -> Answer | None:
        """Decide on what is remembered, and append. None: that was not enough, look again."""
        await self.turns.begin(command.case_id)
        try:
            look = self._look(command, await self.streams.of(self.asking, command, fresh=False), None, by_person)
            if not look.position.version or not look.decided or deciding.wants_lock(look.decided):
                return None
            entry = self._entry(look)
            if concerns_vault(command):
                async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as conn, conn.transaction():
                    await self.store.lock_case(conn, command.case_id)
                    await self._write(conn, entry, fingerprint)
            else:
                await self.commits.append(entry, fingerprint)
            return self._accepted(look, entry)
        except (VersionConflict, NotFound):
            return None
        finally:
            self.turns.end(command.case_id)

    async def _for_good(
        self, conn: Conn, command: Command, fingerprint: bytes, expected: Position | None, by_person: bool
    ) -> Answer:
        try:
            return await self._under_lock(conn, command, fingerprint, expected, by_person)
        except VersionConflict:  # under the lock only where the database was set back behind what is remembered
            self.streams.forget()
            return await self._under_lock(conn, command, fingerprint, expected, by_person)

    async def _take_back(self, conn: Conn, command: TakeBack) -> Answer:
        """Correct every note that rests on what was wrong, each in an append of its own; none of them twice.

        First of all, nothing is noted because of it any more. Where a rule keeps a note, somebody is asked about it.
        """
        async with conn.transaction():
            await self.store.lock_case(conn, command.case_id)
            mark = taken_back(command.case_id, command.source)
            await self.store.note_receipt(conn, mark, self._fingerprint(_kind(command)), "nothing", None, None)
        answers, standing = list[Answer](), dict[UUID, Rejected]()
        for note in await self.store.find_noted(conn, command.case_id, command.source, command.only or self.notes):
            try:
                answers.append(await self._internally(conn, command.of(note)))
            except Rejected as no:
                standing[note] = no
        if standing:
            asked = command.standing([*standing])
            if asked is None:
                raise next(iter(standing.values()))
            issue = replace(command.issue, command_id=uuid5(command.issue.command_id, "standing"))
            answers.append(await self._internally(conn, asked.issued(issue)))
        return joined(command.case_id, answers)

    def _fingerprint(self, said: bytes) -> bytes:
        return digest(self.key, said, sha256)

    async def _internally(self, conn: Conn, command: Command) -> Answer:
        """A command that another one comes to."""
        return await self._for_good(conn, command, self._fingerprint(_kind(command)), None, False)

    async def _under_lock(
        self, conn: Conn, command: Command, fingerprint: bytes, expected: Position | None, by_person: bool
    ) -> Answer:
        """Take the case lock, load what is new, then the receipt, and decide for good: nobody can overtake this."""
        async with conn.transaction():
            receipt, own = await self._look_first(conn, command)
            if receipt and receipt.outcome != "rejected":
                if receipt.fingerprint not in (fingerprint, NOT_KNOWN):
                    raise KeyReused
                return await self._again(conn, command, receipt.positions)
            if command.issue.late and await self._is_taken_back(conn, command):
                return joined(command.case_id, ())
            if isinstance(command, Clearing):
                look, entry = await self._clear(conn, command, fingerprint, expected, by_person)
            else:
                command = await self._marking(conn, command)
                streams = await self.streams.of(conn, command, fresh=True, own=own)
                look = self._look(command, streams, expected, by_person)
                entry = await self._record(conn, look, fingerprint)
        if look.rejected:
            raise look.rejected
        if entry is None:
            return Answer(command.case_id, look.position, (look.position,), ())
        return self._accepted(look, entry)

    async def _look_first(self, conn: Conn, command: Command) -> tuple[Receipt | None, Folded | None]:
        """Take the case lock; the command's receipt and, where a command names it, the stream it is about."""
        if isinstance(command, Clearing):
            return await self.store.look_under_lock(conn, command.case_id, command.issue.command_id), None
        return await self.streams.look(conn, command)

    async def _is_taken_back(self, conn: Conn, command: Command) -> bool:
        """Whether what caused it was found to be wrong. Under the case lock: nobody finds so meanwhile."""
        cause = command.issue.causation_id
        if cause is None:
            return False
        mark = taken_back(command.case_id, cause)
        return await self.store.look_under_lock(conn, command.case_id, mark) is not None

    async def _record(self, conn: Conn, look: Look, fingerprint: bytes) -> Entry | None:
        """Write what was decided, None where that is nothing, under the case lock."""
        if not look.decided:
            await self._note(conn, look, fingerprint)
            return None
        look = replace(look, decided=await self.vault.seal_events(conn, look.decided))
        entry = self._entry(look, await self._reference(conn, look))
        await self._write(conn, entry, fingerprint)
        return entry

    async def _clear(
        self, conn: Conn, command: Clearing, fingerprint: bytes, expected: Position | None, by_person: bool
    ) -> tuple[Look, Entry | None]:
        """Clear up what is recorded, on whichever stream it stands. Raises Rejected, NotFound, StalePosition."""
        case = await clearing.find(self.store, conn, self.aggregates, command)
        deciding.admit(case.aggregate, deciding.in_context(command, case.folded), case.folded, by_person=by_person)
        deciding.check_position(case.ref.stream_id, case.folded, expected)
        fact = await clearing.fact_of(case, command, partial(self.vault.open_seals, conn=conn))
        fact = fact and await self._marking(conn, fact)
        streams = {case.ref.stream_id: case.folded}
        wanted = [*case.aggregate.reads(case.folded.state, fact)] if fact is not None and case.aggregate.reads else []
        if isinstance(command, CorrectFact):
            wanted += [*case.aggregate.weighs(case.folded.state, command)]
            wanted += [case.aggregate.tells(command)] if case.aggregate.tells else []
        for ref in wanted:
            if ref.stream_id not in streams:
                streams[ref.stream_id] = await self.streams.one(conn, ref, command.case_id, fresh=True)
        entry = await clearing.entry_of(
            case,
            deciding.in_context(command, case.folded),
            fact,
            streams,
            partial(self.vault.seal_events, conn),
            service=self.service,
            aggregates=self.aggregates,
            addressed=case.ref,
            traceparent=traceparent(),
        )
        await self._write(conn, entry, fingerprint, seals=fact)
        return Look(command, case.ref, streams), entry

    async def _marking(self, conn: Conn, command: C) -> C:
        """With what its rules compare sealed values by; under the case lock, since a key may have to be made."""
        if not command.seals:
            return command
        return command.marking(await self.vault.marker(conn, getattr(command, command.sealed_for)))

    def _look(
        self, command: Command, streams: Mapping[UUID, Folded], expected: Position | None, by_person: bool
    ) -> Look:
        """Decide once. A rule's no to a fact becomes the event that holds it."""
        aggregate = self.by_command[type(command)]
        own = StreamRef(aggregate.name, aggregate.stream_id(command))
        command = deciding.in_context(command, streams[own.stream_id])
        try:
            deciding.admit(aggregate, command, streams[own.stream_id], by_person=by_person)
            deciding.check_position(own.stream_id, streams[own.stream_id], expected)
            return Look(command, own, streams, deciding.decide(aggregate, command, own.stream_id, streams))
        except Rejected as rejected:
            if isinstance(command, Fact):
                follows = aggregate.held(streams[own.stream_id].state, command)
                return Look(command, own, streams, [deciding.held(command, rejected), *follows])
            return Look(command, own, streams, rejected=rejected)

    def _entry(self, look: Look, reference: str | None = None) -> Entry:
        command = look.command
        if reference:
            command = command.issued(replace(command.issue, case_reference=reference))
        return Entry.of(
            command,
            look.decided,
            service=self.service,
            aggregates=self.aggregates,
            addressed=look.addressed,
            streams=look.streams,
            traceparent=traceparent(),
        )

    async def _write(self, conn: Conn, entry: Entry, fingerprint: bytes, seals: Command | None = None) -> None:
        await self.store.append(conn, entry, fingerprint)
        seals = seals or entry.command
        if concerns_vault(seals):
            await self.vault.seal_command(conn, seals)
        for written in entry.events:
            if erases := type(written.event).erases:
                await self.vault.destroy_key(getattr(written.event, erases), conn)

    async def _reference(self, conn: Conn, look: Look) -> str | None:
        issue = look.command.issue
        if issue.case_reference or not issue.office_id or not deciding.opens_reference(look.decided):
            return None
        return await self.store.next_reference(conn, issue.office_id, issue.at.year)

    async def _note(self, conn: Conn, look: Look, fingerprint: bytes) -> None:
        """Keep an answer that appends nothing. A person's refused command leaves no trace."""
        issue = look.command.issue
        if not look.rejected:
            positions = dumps({str(look.position.stream_id): look.position.version})
            await self.store.note_receipt(conn, issue.command_id, fingerprint, "nothing", None, positions)
        elif issue.actor.is_system:
            await self.store.note_receipt(conn, issue.command_id, fingerprint, "rejected", look.rejected.code, None)

    async def _again(self, conn: Conn, command: Command, positions: dict[UUID, int]) -> Answer:
        """The answer this command was given before."""
        events = await self.store.events_of_command(conn, command.issue.command_id, positions)
        own = await self._addressed(conn, command)
        if own not in positions:
            stood = await self.store.version_before(conn, own, events[0].metadata.event_id)
        else:
            stood = positions[own]
        written = dict.fromkeys(event.metadata.stream_id for event in events) or positions
        at = tuple(Position(stream_id, positions[stream_id]) for stream_id in written)
        return Answer(command.case_id, Position(own, stood), at, events, repeated=True)

    async def _addressed(self, conn: Conn, command: Command) -> UUID:
        """The stream a command is about. Raises NotFound."""
        if not isinstance(command, Clearing):
            return self.by_command[type(command)].stream_id(command)
        ref = await self.store.find_recorded(conn, command.case_id, command.about)
        if ref is None:
            raise NotFound
        return ref.stream_id

    def _accepted(self, look: Look, entry: Entry) -> Answer:
        for stream_id, folded in entry.after.items():
            self.streams.keep(stream_id, folded)
        positions = tuple(Position(stream_id, folded.version) for stream_id, folded in entry.after.items())
        own = look.addressed.stream_id
        return Answer(
            entry.command.case_id,
            Position(own, entry.after.get(own, look.streams[own]).version),
            positions,
            tuple(written.event for written in entry.events),
        )


def _outcome(no: Exception) -> str:
    """What the figures call a command that was not done."""
    match no:
        case Rejected():
            return "rejected"
        case StalePosition() | KeyReused():
            return "conflict"
        case NotFound() | RecordTooLarge():
            return "refused"
        case StoreUnavailable():
            return "unavailable"
        case _:
            return "failed"


def _kind(command: Command) -> bytes:
    """What a command from inside the system is fingerprinted by: its id says which event or deadline it answers.

    Not its fields: a later release may put the same reaction into other words, and what is answered stays answered.
    """
    return type(command).__name__.encode()
