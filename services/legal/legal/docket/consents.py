"""Whether a consent that was noted here covers something: whose, for what, and on which day."""

from collections.abc import Iterable
from uuid import UUID

from casework import Ledger, Sharing
from casework.consents import Word, is_last_word, sharing_with
from throughline.domain import Moment, before

from legal.docket.state import Consent, Docket


def covers(docket: Docket, consent_id: UUID, subject_id: UUID, purposes: Iterable[str], on: Moment) -> bool:
    """Given by her for every one of these purposes by then, not ended, and her last word on them. In doubt not.

    What a guardian or a court agreed to although she, a child, refused her assent covers nothing.

    A day of slack before it was given: the world's calendars do not agree.
    """
    consent = docket.consents.get(consent_id)
    if consent is None or consent.subject_id != subject_id or consent.against_her_will:
        return False
    if consent.given_on is None or before(on.plus(1), consent.given_on):
        return False
    ended = [end for end in (consent.withdrawn_on, consent.lapsed_on, consent.expires_on) if end is not None]
    if not all(before(on, end) for end in ended):
        return False
    hers = (word(known) for known in docket.consents.values() if known.subject_id == subject_id)
    return is_last_word(word(consent), hers, frozenset(purposes), on)


def word(consent: Consent) -> Word:
    refused = frozenset(purpose for purpose, given in consent.purposes if not given)
    return Word(
        given_on=consent.given_on,
        yes=frozenset(purpose for purpose, given in consent.purposes if given),
        no=refused | frozenset(map(sharing_with, consent.withhold_from)),
        withdrawn_on=consent.withdrawn_on,
    )


def ledger(docket: Docket) -> Ledger:
    """A subject's data is held while legal is at work on a prosecution of the case."""
    at_work = bool(docket.prosecutions) and not docket.is_closed

    def shared(sharing: Sharing) -> bool:
        purposes = (sharing.purpose, sharing_with(sharing.to_org_id))
        return covers(docket, sharing.consent_id, sharing.subject_id, purposes, sharing.on)

    return Ledger(covers=shared, held=lambda _subject: at_work)
