"""Whether a consent that was noted here covers something: whose, for what, and on which day."""

from collections.abc import Iterable
from uuid import UUID

from casework import Ledger, Sharing
from throughline.domain import Moment, before

from legal.docket.state import Docket


def covers(docket: Docket, consent_id: UUID, subject_id: UUID, purposes: Iterable[str], on: Moment) -> bool:
    """Given by her for one of these purposes, and not ended by then: withdrawn, lapsed or expired. In doubt not."""
    consent = docket.consents.get(consent_id)
    if consent is None or consent.subject_id != subject_id:
        return False
    given = any((purpose, True) in consent.purposes for purpose in purposes)
    ended = [end for end in (consent.withdrawn_on, consent.lapsed_on, consent.expires_on) if end is not None]
    return given and all(before(on, end) for end in ended)


def ledger(docket: Docket) -> Ledger:
    """A subject's data is held while legal is at work on a prosecution of the case."""
    at_work = bool(docket.prosecutions) and not docket.is_closed

    def shared(sharing: Sharing) -> bool:
        purposes = (sharing.purpose, f"share_with_partner:{sharing.to_org_id}")
        return covers(docket, sharing.consent_id, sharing.subject_id, purposes, sharing.on)

    return Ledger(covers=shared, held=lambda _subject: at_work)
