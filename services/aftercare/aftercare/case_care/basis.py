"""What a consent is good for: a purpose, on a day, for an organisation.

Guarantees that her last word on a purpose counts: a later refusal, a withdrawal or an organisation that she will not
have told stands against every consent that was not surely given after it. Where it is not sure which came first, the
refusal counts. What a child alone agreed to is no basis: a guardian or a court has to, or the law.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from casework.consents import SHARE, sharing_with
from throughline.domain import Moment, before

from aftercare.case_care.state import CaseCare, Consent

CARE = "service_delivery"


def covers(care: CaseCare, consent_id: UUID, subject_id: UUID, purposes: Iterable[str], *days: Moment) -> bool:
    """Whether this consent of hers covers every one of these purposes on every one of these days."""
    consent = care.consents.get(consent_id)
    if consent is None or consent.subject_id != subject_id or consent.against_her_will or by_child_alone(care, consent):
        return False
    return all(_good_for(care, consent, purpose, day) for purpose in purposes for day in days)


def covering(care: CaseCare, subject_id: UUID, purposes: Iterable[str], *days: Moment) -> UUID | None:
    """The first consent of hers, in order of id, that covers all of it."""
    wanted = tuple(purposes)
    return next((known for known in sorted(care.consents) if covers(care, known, subject_id, wanted, *days)), None)


def covers_on(care: CaseCare, consent_id: UUID, subject_id: UUID, purpose: str, day: date) -> bool:
    return covers(care, consent_id, subject_id, (purpose,), Moment.on(day))


def in_force(care: CaseCare, subject_id: UUID, purpose: str, now: Moment) -> UUID | None:
    """The first consent of hers, in order of id, that nothing ended. It holds to the end of the month it names."""
    for consent_id, consent in sorted(care.consents.items()):
        if consent.subject_id == subject_id and (purpose, True) in consent.purposes and not consent.against_her_will:
            ended = consent.withdrawn_on or consent.lapsed_on or _expired(consent, now) or by_child_alone(care, consent)
            if not ended and not _spoken_against(care, consent, purpose, now):
                return consent_id
    return None


def refuses_care(care: CaseCare, person: UUID, day: Moment) -> bool:
    """Whether she herself said no to it, or took her yes back, by that day: it stands until she asks for help."""
    requested = [v.requested_on for each in care.ids_of(person) if (v := care.victims.get(each)) and v.requested_on]
    return any(
        not before(day, refused) and all(before(asked, refused) for asked in requested)
        for said in care.consents.values()
        if said.subject_id in care.ids_of(person) and said.by in ("self", None)
        for refused in _refusals(said, CARE)
    )


def by_child_alone(care: CaseCare, consent: Consent) -> bool:
    """Whether it is the word of somebody who is, or may be, a child, and nobody else's: in doubt she is one."""
    if consent.by != "self" or consent.subject_id is None:
        return False
    records = (care.victims.get(person) for person in care.ids_of(consent.subject_id))
    said = {victim.is_child for victim in records if victim}
    return "no" not in said or not said.isdisjoint({"yes", "presumed"})


def _good_for(care: CaseCare, consent: Consent, purpose: str, day: Moment) -> bool:
    return (
        (purpose, True) in consent.purposes
        and _valid_on(consent, day)
        and not _spoken_against(care, consent, purpose, day)
    )


def _valid_on(consent: Consent, day: Moment) -> bool:
    """A day of slack before it was given: the world's calendars do not agree."""
    return (
        consent.given_on is not None
        and not before(day.plus(1), consent.given_on)
        and all(before(day, end) for end in (consent.withdrawn_on, consent.lapsed_on) if end)
        and not _expired(consent, day)
    )


def _expired(consent: Consent, day: Moment) -> bool:
    return consent.expires_on is not None and str(day.at)[:7] > consent.expires_on


def _spoken_against(care: CaseCare, consent: Consent, purpose: str, day: Moment) -> bool:
    """Whether she said no to this by that day, and not surely before she gave this consent."""
    return any(
        not before(refused, consent.given_on or refused) and not before(day, refused)
        for other in care.consents.values()
        if other.subject_id == consent.subject_id
        for refused in _refusals(other, purpose)
    )


def _refusals(consent: Consent, purpose: str) -> Iterator[Moment]:
    withheld = purpose.startswith(SHARE) and purpose in map(sharing_with, consent.withhold_from)
    if consent.given_on and (withheld or (purpose, False) in consent.purposes):
        yield consent.given_on
    if consent.withdrawn_on and (purpose, True) in consent.purposes:
        yield consent.withdrawn_on
