"""The vault: personal data sealed under its subjects' keys, in versions that are only ever added.

Guarantees that a document is written in the transaction of the events that refer to it, that a read is recorded
before anything is returned, and that destroying any one subject's key makes what it sealed unreadable at once. It
does not keep what a caller does with an opened document, and it does not decide when a key must be destroyed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from throughline.database import Conn, Pool
from throughline.domain import Actor, Command, Event, OnStream
from throughline.sql import statements
from throughline.vault import access, sealing
from throughline.vault.deposits import Deposit
from throughline.vault.documents import ToSeal, documents_of, references_of
from throughline.vault.errors import DepositKeyReused, DocumentErased, DocumentNotFound, DocumentTooLarge, ReadForbidden
from throughline.vault.fields import has_unsealed, mark_of, open_seals, seal_fields
from throughline.vault.keys import SubjectKeys
from throughline.vault.opened import Found, Opened

sql = statements(__package__)

MAX_DEPOSIT_BYTES = 256 * 1024
DEPOSITS = uuid5(NAMESPACE_URL, "throughline/vault/deposits")


class Vault:
    """`service_key` is 32 bytes or more and wraps the subjects' keys; `readers` says which roles open which kind.

    `hides`: per role, the statement (of case and actor) that answers the ids of persons whom others look after;
    `shows`, the ids of the only ones whose documents a role opens, as long as these are about nobody else.
    `named`: kinds of document that are for named readers only, and the fields that name them.
    """

    def __init__(
        self,
        pool: Pool,
        service_key: bytes,
        readers: access.Roles,
        hides: Mapping[str, str] | None = None,
        shows: Mapping[str, str] | None = None,
        named: access.Named | None = None,
    ) -> None:
        self.pool, self.readers, self.hides, self.shows = pool, readers, hides or {}, shows or {}
        self.named = named or {}
        self._service_key = service_key
        self._keys = SubjectKeys(service_key)

    async def seal_command(self, conn: Conn, command: Command) -> None:
        """All a command brings to the vault: seal its documents, and give its case the deposits it refers to."""
        await self.seal(conn, documents_of(command))
        await self.refer(conn, references_of(command), command.case_id, command.actor)

    async def seal(self, conn: Conn, documents: Sequence[ToSeal]) -> None:
        """Write documents, inside the caller's transaction. A ref that exists gets its next version."""
        if not documents:
            return
        keys = await self._keys.for_sealing(conn, (subject for each in documents for subject in each.subjects))
        rows = await conn.fetch(sql("last_versions"), [each.ref for each in documents])
        last = {row["ref"]: row["version"] for row in rows}
        for each in documents:
            version = last[each.ref] = last.get(each.ref, 0) + 1
            subjects = sorted(each.subjects)
            nonce, sealed = sealing.seal([keys[s].key for s in subjects], each.ref, version, each.kind, each.json())
            await conn.execute(
                sql("insert_document"),
                each.ref,
                version,
                each.kind,
                each.case_id,
                subjects,
                [keys[subject].key_id for subject in subjects],
                nonce,
                sealed,
                each.actor.id,
                each.actor.role,
            )

    async def seal_events(self, conn: Conn, decided: Sequence[Event | OnStream]) -> list[Event | OnStream]:
        """What was decided, with the fields sealed that are to be, inside the caller's transaction."""
        sealed = list[Event | OnStream]()
        for item in decided:
            event = item.event if isinstance(item, OnStream) else item
            if has_unsealed([event]):
                event = await seal_fields(conn, self._keys, event)
                item = replace(item, event=event) if isinstance(item, OnStream) else event
            sealed.append(item)
        return sealed

    async def marker(self, conn: Conn, subject: UUID) -> Callable[[bytes], str]:
        """What marks the values that are sealed for a subject, inside the caller's transaction."""
        key = (await self._keys.for_sealing(conn, [subject]))[subject]
        return partial(mark_of, key.key)

    async def open_seals(self, seals: Sequence[tuple[str, str, str]], *, conn: Conn | None = None) -> list[Any]:
        """The values of (event type, field, seal), each None once its key is destroyed. Raises SealBroken.

        Whoever holds a connection gives it: waiting for a second one, many could wait for each other.
        """
        if conn is not None:
            return await open_seals(conn, self._keys, seals)
        async with self.pool.acquire() as own:
            return await open_seals(own, self._keys, seals)

    async def refer(self, conn: Conn, refs: Sequence[UUID], case_id: UUID, actor: Actor) -> None:
        """Give a case the deposits that a fact of it refers to, where this actor or their office deposited them.

        Anything else is left as it is, without an error: the fact stands, and the document stays out of reach.
        """
        if refs:
            everywhere = "*" in actor.offices and not actor.is_system
            await conn.execute(sql("refer_to_deposits"), refs, case_id, actor.id, _offices(actor), everywhere)

    async def deposit(self, deposit: Deposit, actor: Actor, key: str) -> UUID:
        """Write a document before the fact that will refer to it. The same actor and key answer the same ref.

        Raises DepositKeyReused, DocumentTooLarge. A deposit that names no subject is sealed under its own ref.
        """
        ref = uuid5(DEPOSITS, f"{actor.id}|{key}")
        to_seal = ToSeal(ref, deposit.kind, deposit.subjects or frozenset({ref}), None, deposit.content, actor)
        if len(to_seal.json()) > MAX_DEPOSIT_BYTES:
            raise DocumentTooLarge(MAX_DEPOSIT_BYTES)
        fingerprint = sealing.fingerprint(self._service_key, deposit.canonical())
        async with self.pool.acquire() as conn, conn.transaction():
            if await conn.fetchval(sql("note_deposit"), ref, fingerprint, actor.id, _offices(actor)):
                await self.seal(conn, [to_seal])
            elif await conn.fetchval(sql("deposit_fingerprint"), ref) != fingerprint:
                raise DepositKeyReused
        return ref

    async def case_of(self, ref: UUID, actor: Actor) -> UUID:
        """The case of a document within this actor's reach. Raises DocumentNotFound."""
        row = await self.pool.fetchrow(sql("find_document"), ref, None)
        found = None if row is None else Found.of(dict(row))
        if found is None or found.case_id is None or not found.whereabouts.in_reach_of(actor):
            raise DocumentNotFound(ref)
        return found.case_id

    async def read(
        self, ref: UUID, actor: Actor, purpose: str, version: int | None = None, *, broken_glass: bool = False
    ) -> Opened:
        """Open a document (its newest version) for a stated purpose, after recording who reads it and why.

        `broken_glass`: the reader's role does not count, only the office. Raises DocumentNotFound, ReadForbidden,
        DocumentErased, SealBroken. A refusal is recorded too.
        """
        if not broken_glass and access.reads_nothing(actor, self.readers):
            raise ReadForbidden(f"the role {actor.role} reads no documents")
        async with self.pool.acquire() as conn:
            row = await conn.fetchrow(sql("find_document"), ref, version)
            if row is None:
                raise DocumentNotFound(ref)
            found = Found.of(dict(row))
            refused: DocumentNotFound | ReadForbidden | None
            if broken_glass:
                refused = None if found.whereabouts.in_reach_of(actor) else DocumentNotFound(ref)
            else:
                refused = access.refusal(found.whereabouts, actor, self.readers)
                refused = refused or await self._others(conn, found, actor) or self._not_named(found, actor)
            outcome = "refused" if refused else "erased" if found.erased else "opened"
            await conn.execute(
                sql("record_read"),
                ref,
                found.version,
                found.kind,
                found.case_id,
                actor.id,
                actor.role,
                purpose,
                outcome,
            )
        if refused:
            raise refused
        content = self._content(found)
        if content is None:
            raise DocumentErased(ref)
        return found.opened(content)

    def _content(self, found: Found) -> dict[str, Any] | None:
        """What it says; None once a key is destroyed."""
        keys = self._keys.unwrap_all(found.keys, found.subjects, found.wrapped)
        if keys is None:
            return None
        sealed: dict[str, Any] = json.loads(
            sealing.unseal(keys, found.ref, found.version, found.kind, found.nonce, found.sealed)
        )
        return sealed

    def _not_named(self, found: Found, actor: Actor) -> ReadForbidden | None:
        """Why a document for named readers is not for this one. What is erased names nobody."""
        fields = self.named.get(found.kind)
        content = None if fields is None else self._content(found)
        if fields is None or content is None:
            return None
        return access.not_named(content, fields, found.written_by, actor)

    async def _others(self, conn: Conn, found: Found, actor: Actor) -> DocumentNotFound | None:
        """Why a document about persons who are not this actor's to read of is not there for them."""
        if own := self.shows.get(actor.role):
            theirs = {row[0] for row in await conn.fetch(own, found.case_id, actor.id)} if found.case_id else set()
            return None if found.subjects and set(found.subjects) <= theirs else DocumentNotFound(found.ref)
        statement = self.hides.get(actor.role)
        if statement is None or found.case_id is None:
            return None
        others = {row[0] for row in await conn.fetch(statement, found.case_id, actor.id)}
        return DocumentNotFound(found.ref) if others & set(found.subjects) else None

    async def destroy_key(self, subject: UUID, conn: Conn | None = None) -> bool:
        """Make everything sealed for this subject unreadable, for ever. False: the subject has no living key."""
        if conn is not None:
            return await self._keys.destroy(conn, subject)
        async with self.pool.acquire() as own:
            return await self._keys.destroy(own, subject)


def _offices(actor: Actor) -> list[str]:
    """Offices whose people may take a deposit up: none for a part of the system, which stands only for itself."""
    return [] if actor.is_system else sorted(actor.offices)
