"""Consent and contact preferences, as intake records them. A refusal of warnings is respected, never inferred.

Guarantees that a withdrawal counts whether it is heard before or after the consent it withdraws, and that her newest
wish rules whatever is heard last: an older one is known too, and stands where the newer turns out to be wrong. It
stores no consent form: what purposes she gave, until when, and what she took back. What a consent is good for stands in
basis.py.
"""

from dataclasses import replace
from uuid import UUID

from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Moment, before, latest

from aftercare.case_care.state import CaseCare, Consent, Preference
from aftercare.codes import Assent, ConsentBy, Month, PurposeGiven, Tell, Warn

# Events. These names and fields are the storage format: never rename, add a V2.


class ConsentNoted(AnyEvent):
    """`subject_id` is None and `purposes` empty while only its end is known: withdrawn by her, or lapsed."""

    consent_id: UUID
    subject_id: UUID | None = None
    purposes: tuple[PurposeGiven, ...] = ()
    expires_on: Month | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    by: ConsentBy | None = None
    assent: Assent | None = None
    withhold_from: tuple[UUID, ...] = ()


class PreferenceNoted(AnyEvent):
    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = ()


class OlderPreferenceNoted(AnyEvent):
    """A wish that she had surely changed by the time it was heard of here."""

    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = ()


Wish = PreferenceNoted | OlderPreferenceNoted


# Commands


class NoteConsent(Fact, opens=True, records=ConsentNoted):
    consent_id: UUID
    subject_id: UUID | None = None
    purposes: tuple[PurposeGiven, ...] = ()
    expires_on: Month | None = None
    withdrawn_on: Moment | None = None
    lapsed_on: Moment | None = None
    by: ConsentBy | None = None
    assent: Assent | None = None
    withhold_from: tuple[UUID, ...] = ()


class NotePreference(Fact, opens=True, records=PreferenceNoted):
    person_id: UUID
    warn: Warn
    tell: tuple[Tell, ...] = ()


UNHEARD_OF = Consent()

# Decisions


def note_consent(care: CaseCare, command: NoteConsent) -> list[AnyEvent]:
    known = care.consents.get(command.consent_id)
    noted = with_known(known, ConsentNoted(**command.fields(), consent_id=command.consent_id))
    return [] if known == consent_of(known, noted, command.moment) else [noted]


def note_preference(care: CaseCare, command: NotePreference) -> list[AnyEvent]:
    """What another event says alike is noted too, so that it stands where one of them turns out to be wrong."""
    wish, source = preference_of(command, command.moment), command.issue.causation_id
    sources = {
        noted.source
        for noted in care.notes
        if isinstance(noted.event, Wish)
        and noted.event.person_id == command.person_id
        and preference_of(noted.event, noted.event.occurred_on) == wish
    }
    if source in sources or (sources and source is None):
        return []
    known = care.preferences.get(command.person_id)
    if known and before(command.moment, known.noted_for):
        return [OlderPreferenceNoted(**command.fields())]
    return [PreferenceNoted(**command.fields())]


def with_known(known: Consent | None, said: ConsentNoted) -> ConsentNoted:
    """What is said on top of what is known."""
    known = known or UNHEARD_OF
    told = {
        "subject_id": said.subject_id or known.subject_id,
        "purposes": said.purposes or purposes_of(known),
        "expires_on": said.expires_on or known.expires_on,
        "withdrawn_on": latest(known.withdrawn_on, said.withdrawn_on),
        "lapsed_on": latest(known.lapsed_on, said.lapsed_on),
        "by": said.by or known.by,
        "assent": said.assent or known.assent,
        "withhold_from": tuple(sorted({*known.withhold_from, *said.withhold_from})),
    }
    return said.model_copy(update=told)


def news(known: Consent | None, noted: ConsentNoted) -> ConsentNoted:
    """What of a note was not known before it."""
    known = known or UNHEARD_OF
    told = {
        "purposes": () if known.purposes else noted.purposes,
        "expires_on": None if known.expires_on == noted.expires_on else noted.expires_on,
        "withdrawn_on": None if known.withdrawn_on == noted.withdrawn_on else noted.withdrawn_on,
        "lapsed_on": None if known.lapsed_on == noted.lapsed_on else noted.lapsed_on,
        "by": None if known.by == noted.by else noted.by,
        "assent": None if known.assent == noted.assent else noted.assent,
        "withhold_from": tuple(each for each in noted.withhold_from if each not in known.withhold_from),
    }
    return noted.model_copy(update=told)


# What the events change


def consent_noted(care: CaseCare, event: ConsentNoted) -> CaseCare:
    known = care.consents.get(event.consent_id)
    return replace(care, consents={**care.consents, event.consent_id: consent_of(known, event, event.occurred_on)})


def preference_noted(care: CaseCare, event: Wish) -> CaseCare:
    """Who refuses warnings has no open re-check; asked to be warned again, she is owed what is current then.

    An older wish than the one known rules nothing.
    """
    preference, known = preference_of(event, event.occurred_on), care.preferences.get(event.person_id)
    if known and before(event.occurred_on, known.noted_for):
        return care
    rechecks = {p: r for p, r in care.rechecks.items() if p != event.person_id or event.warn == "yes"}
    return replace(care, preferences={**care.preferences, event.person_id: preference}, rechecks=rechecks)


def consent_of(known: Consent | None, event: ConsentNoted, moment: Moment) -> Consent:
    given_on = known.given_on if known else None
    return Consent(
        subject_id=event.subject_id,
        purposes=frozenset((said.purpose, said.given) for said in event.purposes),
        given_on=given_on or (moment if event.purposes else None),
        expires_on=event.expires_on,
        withdrawn_on=event.withdrawn_on,
        lapsed_on=event.lapsed_on,
        by=event.by,
        assent=event.assent,
        withhold_from=frozenset(event.withhold_from),
    )


def purposes_of(consent: Consent) -> tuple[PurposeGiven, ...]:
    return tuple(PurposeGiven(purpose=purpose, given=given) for purpose, given in sorted(consent.purposes))


def preference_of(said: NotePreference | Wish, moment: Moment) -> Preference:
    return Preference(said.warn, moment, frozenset(said.tell))
