"""What follows where an event of the Docket is corrected: a lawyer looks at what was begun because of it.

Guarantees that a part whose reopening never happened is open again as long as a prosecution expects something, that
nobody stays accused unseen whom no suspicion names any more, and that nobody is missed whom no operation took. Also
called for the corrections of a prosecution and of an item of evidence: for those it only tells.
"""

from collections.abc import Iterator
from uuid import UUID

import casework
from throughline.domain import Event, Mending, StreamRef, id_in

from legal.docket.asking import FILE, LAWYER, UNCONFIRMED, UNLINKED, task
from legal.docket.detention import DetentionNoted
from legal.docket.notes import SuspectNoted, VictimNoted
from legal.docket.part import reopened
from legal.docket.state import PROSECUTION, Docket
from legal.prosecution.ending import expected


def corrected(mending: Mending[Docket]) -> Iterator[Event]:
    docket = mending.after
    yield from casework.after_correction(docket.casework, mending, LAWYER)
    yield from asked(mending)
    expecting = (one for one in docket.prosecutions if one in mending.seen and any(expected(one, mending.seen[one])))
    if docket.is_closed and any(expecting):
        yield from reopened("proceedings_resumed")


def asked(mending: Mending[Docket]) -> Iterator[Event]:
    """A suspect that is none any more may be accused already; a file may have opened by itself for no victim."""
    docket, because = mending.after, (casework.own_event(mending.command, 0),)
    match mending.wrong:
        case SuspectNoted(suspect_id=suspect_id) if suspect_id not in docket.suspects:
            yield from task(docket, mending.command, UNLINKED, because, suspect_id)
        case DetentionNoted(operation_id=operation_id) if operation_id not in docket.detentions:
            yield from nobody_missing(mending, operation_id)
        case VictimNoted(victim_id=victim_id) if docket.prosecutions:
            still = any(status.asks_for_a_prosecution for said in docket.victims.values() for status in said)
            was = any(status.asks_for_a_prosecution for status in mending.before.victims.get(victim_id, ()))
            if was and not still:
                yield from task(docket, mending.command, FILE, because, victim_id)


def nobody_missing(mending: Mending[Docket], operation_id: UUID) -> Iterator[Event]:
    """That nobody confirmed it never counted: whoever was warned of it is told again, and nobody looks for anyone."""
    known = mending.before.detentions.get(operation_id)
    if known and known.unconfirmed:
        yield mending.undoes(known.unconfirmed)
        yield from casework.finish_tasks(mending.after.casework, UNCONFIRMED, subjects=[operation_id])


def weighs(docket: Docket, command: object) -> Iterator[StreamRef]:
    yield from (StreamRef(PROSECUTION, prosecution_id) for prosecution_id in docket.prosecutions)


def concerns(docket: Docket, event: Event, _seen: object) -> Iterator[UUID]:
    """Whose consent or entitlement it is, where the event names only that."""
    consent = docket.consents.get(id_in(event, "consent_id"))
    if consent and consent.subject_id:
        yield consent.subject_id
    if entitlement := docket.entitlements.get(id_in(event, "entitlement_id")):
        yield entitlement.victim_id
