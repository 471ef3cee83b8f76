"""What a merged case knows, carried into the case that goes on: its people, what they want, hearings and changes.

Guarantees that everyone of both cases is owed a warning of what is heard of in either, that a threat by somebody
official bars disclosures in both, and that nothing is carried twice. Enrolments and charges stay where they are: care
and courts go on under the old number; what those in care say under the new one is carried back.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from casework import OfficialThreatNoted
from throughline.domain import Event as AnyEvent
from throughline.domain import before

from aftercare.case_care.consent import ConsentNoted, PreferenceNoted, consent_of, purposes_of
from aftercare.case_care.consent import with_known as with_all_known
from aftercare.case_care.corrections import CorrectionNoted, taken_back
from aftercare.case_care.custody import CustodyChangeNoted, last_changes
from aftercare.case_care.hearings import HearingNoted, with_known
from aftercare.case_care.joining import VictimRecordsJoinNoted
from aftercare.case_care.merging import MergedCaseNoted, NoteConsentsElsewhere, NoteMergedCase
from aftercare.case_care.people import VictimNoted, learned
from aftercare.case_care.state import CaseCare, Hearing, Victim


def carried(care: CaseCare, command: NoteMergedCase, merged: CaseCare | None) -> list[AnyEvent]:
    """`merged` is the other case as it stands, None where nothing was ever heard of it here."""
    known = command.merged_case_id in care.merged_from
    events: list[AnyEvent] = [] if known else [MergedCaseNoted(merged_case_id=command.merged_case_id)]
    if merged is None:
        return events
    return [
        *events,
        *corrections(care, merged),
        *joins(care, merged),
        *victims(care, command, merged),
        *preferences(care, merged),
        *hearings(care, merged),
        *changes(care, merged, command.now),
        *threats(care, merged),
    ]


def consents(care: CaseCare, command: NoteConsentsElsewhere, other: CaseCare | None) -> Iterator[ConsentNoted]:
    """Of those in care here: care goes on under this case, on what they say under the other."""
    for consent_id, consent in sorted(other.consents.items() if other else ()):
        known = care.consents.get(consent_id)
        if consent.subject_id not in care.enrolled or consent == known:
            continue
        said = ConsentNoted(
            consent_id=consent_id,
            subject_id=consent.subject_id,
            purposes=purposes_of(consent),
            expires_on=consent.expires_on,
            withdrawn_on=consent.withdrawn_on,
            lapsed_on=consent.lapsed_on,
            by=consent.by,
            assent=consent.assent,
            withhold_from=tuple(sorted(consent.withhold_from)),
        )
        noted, on = with_all_known(known, said), consent.given_on or command.moment
        if consent_of(known, noted, on) != known:
            yield noted.on(on)


def corrections(care: CaseCare, merged: CaseCare) -> Iterator[AnyEvent]:
    """Of what was carried here before; what was wrong by then is not carried at all."""
    for wrong in sorted((merged.corrected - care.corrected) & care.changes.keys()):
        yield CorrectionNoted(replaces=wrong, source_event_id=wrong)
        yield from taken_back(care, wrong, wrong)


def joins(care: CaseCare, merged: CaseCare) -> Iterator[VictimRecordsJoinNoted]:
    for joined, kept in sorted(merged.joined.items()):
        if care.kept(joined) != care.kept(kept):
            yield VictimRecordsJoinNoted(kept_victim_id=kept, joined_victim_id=joined)


def victims(care: CaseCare, command: NoteMergedCase, merged: CaseCare) -> Iterator[VictimNoted]:
    for person, victim in sorted(merged.victims.items()):
        known = care.victims.get(person)
        for told in notes_of(person, victim, known):
            after = learned(known or Victim(), told, None, told.own_moment or command.moment, command.now)
            if known is None or facts(after) != facts(known):
                yield told
                known = after


def notes_of(person: UUID, victim: Victim, known: Victim | None) -> Iterator[VictimNoted]:
    """What she did and what is known of her; then each word on her age, each side's on her status, and her counsel."""
    yield VictimNoted.model_validate(
        {
            "victim_id": person,
            "guardian": None if known and known.guardian else victim.guardian,
            "brought_to_safety_on": victim.brought_on,
            "requested_on": victim.requested_on,
            "declined_on": victim.declined_on,
        }
    )
    for by, age in sorted(victim.ages.items()):
        yield VictimNoted(victim_id=person, is_child=age.is_child, age_by=by).on(age.on)
    for side, word in sorted(victim.words.items()):
        yield VictimNoted.model_validate({"victim_id": person, "status": word.status, "standing": side}).on(word.on)
    for lawyer in sorted(victim.counsel):
        yield VictimNoted(victim_id=person, counsel_id=lawyer)


def facts(victim: Victim) -> Victim:
    """Without when and on what basis they were heard of."""
    return replace(victim, came_at=None, legal_basis=None)


def preferences(care: CaseCare, merged: CaseCare) -> Iterator[PreferenceNoted]:
    for person, said in sorted(merged.preferences.items()):
        known = care.preferences.get(person)
        if known is None or before(known.noted_for, said.noted_for):
            told = PreferenceNoted(person_id=person, warn=said.warn, tell=tuple(sorted(said.tell)))
            yield told.on(said.noted_for)


def hearings(care: CaseCare, merged: CaseCare) -> Iterator[HearingNoted]:
    """Those still to come, with the event that said so; of others, who is a witness."""
    for hearing in sorted(merged.hearings.values(), key=lambda each: each.hearing_id):
        told, known = told_of(hearing), care.hearings.get(hearing.hearing_id)
        if known is None or with_known(known, told).model_dump() != with_known(known, bare(hearing)).model_dump():
            yield with_known(known, told)


def threats(care: CaseCare, merged: CaseCare) -> Iterator[OfficialThreatNoted]:
    for source, people in sorted(merged.casework.threats.items()):
        if source not in care.casework.threats:
            yield OfficialThreatNoted(subject_ids=tuple(sorted(people)), source_event_id=source)


def told_of(hearing: Hearing) -> HearingNoted:
    if hearing.state not in ("scheduled", "adjourned", "vacated") or hearing.type is None:
        return bare(hearing).model_copy(update={"witness_ids": hearing.witness_ids})
    return HearingNoted(
        hearing_id=hearing.hearing_id,
        type=hearing.type,
        on=hearing.on,
        witness_ids=hearing.witness_ids,
        state=hearing.state,
        continues=hearing.continues,
        source_event_id=hearing.source,
    )


def bare(hearing: Hearing) -> HearingNoted:
    return HearingNoted(hearing_id=hearing.hearing_id, state="summoned", source_event_id=hearing.source)


def changes(care: CaseCare, merged: CaseCare, now: datetime) -> Iterator[CustodyChangeNoted]:
    """The last change of each accused there."""
    for change in sorted(last_changes(merged, now), key=lambda each: each.source_event_id):
        if change.source_event_id not in care.changes and change.source_event_id not in care.corrected:
            yield CustodyChangeNoted(
                accused_id=change.accused_id,
                change=change.change,
                effect=change.effect,
                expected_on=change.expected_on,
                source_event_id=change.source_event_id,
                held_id=change.held_id,
            ).on(change.occurred_on)
