"""What a note leads to in the same append: re-checks owed, survivors enrolled, preparations asked for.

The one place that looks at the state as it will be. Guarantees that the result hangs on what is known, not on the order
in which it became known: an accused's release owes the same warning to a woman noted before it and after it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from throughline.domain import Command, Elsewhere, Event, Moment, OnStream, Seen

from aftercare import asked, streams
from aftercare.case_care import tasks
from aftercare.case_care.closing import AftercareReopened, unserved
from aftercare.case_care.consent import NoteConsent, NotePreference
from aftercare.case_care.corrections import NoteCorrection, NoteHeldFactDismissed, restated
from aftercare.case_care.custody import last_changes
from aftercare.case_care.enrolment import EnrolOnLegalBasis, SurvivorEnrolled, basis_for
from aftercare.case_care.hearings import NoteHearing
from aftercare.case_care.merging import NoteConsentsElsewhere, NoteMergedCase
from aftercare.case_care.people import NoteVictim
from aftercare.case_care.rechecks import SafetyRecheckFellDue, due_after, due_for
from aftercare.case_care.state import CaseCare, Hearing
from aftercare.case_care.statements import ReadinessStated, StateSafetyConcern, reversal
from aftercare.case_care.taking_over import NoteCaseTakenOver
from aftercare.survivor import testimony
from aftercare.survivor.care import CareStarted
from aftercare.survivor.court import CourtPreparationFellDue, carried_over, due_on
from aftercare.survivor.state import Survivor, here, wherever
from aftercare.survivor.taking_over import CareTakenOver

Consequences = Iterator[Event | OnStream]


def of(before: CaseCare, care: CaseCare, command: Command, seen: Seen) -> Consequences:
    """All that follows, in a fixed order. `care` is the state with what was decided already folded in."""
    yield from warnings(before, care, command, seen)
    yield from enrolments(care, command, seen)
    if isinstance(command, NoteHearing) and (care.taken_over or not command.historical):
        yield from preparations(care, care.hearings[command.hearing_id], command.now, seen)
    if isinstance(command, NoteHearing) and not command.historical:
        yield from after_testimony(before, care, command, seen)
    if isinstance(command, NoteCorrection | NoteHeldFactDismissed):
        yield from restated(before, care)
    if isinstance(command, NoteCaseTakenOver):
        for hearing in sorted(care.hearings.values(), key=lambda known: known.hearing_id):
            yield from preparations(care, hearing, command.now, seen)
    if isinstance(command, StateSafetyConcern):
        yield from reversals(care, command, seen)
    yield from reopenings(care, command, seen)
    yield from tasks.of(before, care, command, enrolment(care, command, seen), seen)


def warnings(before: CaseCare, care: CaseCare, command: Command, seen: Seen) -> Consequences:
    """One event a new cause, naming everyone owed; then, for people who are new, one with what is current.

    What is only told of long ago is no new cause; but whoever becomes known that way is owed what is current today.
    Where the case was taken over, so is everyone. Whom the merged case asked already is asked there.
    """
    new = new_causes(before, care) if not command.historical else set[UUID]()
    every, merged = causes_of(care, command.now), other_case(command, seen)

    def known(person: UUID, cause: UUID) -> bool:
        return care.was_asked(person, cause) or (merged is not None and merged.was_asked(person, cause))

    owed = care.everyone_owed()
    for cause in sorted(new):
        if everyone := [person for person in owed if not known(person, cause)]:
            yield fell_due(everyone, {cause: every[cause]})
    causes = current_causes(care, command)
    groups = dict[tuple[UUID, ...], list[UUID]]()
    for person in sorted(whom_to_look_at(before, care, command, merged) & set(owed)):
        missing = tuple(sorted(c for c in causes if c not in new and not known(person, c)))
        groups.setdefault(missing, []).append(person)
    for missing, people in groups.items():
        if missing:
            yield fell_due(people, {cause: causes[cause] for cause in missing})


def fell_due(people: Iterable[UUID], causes: Mapping[UUID, datetime]) -> SafetyRecheckFellDue:
    return SafetyRecheckFellDue(person_ids=tuple(people), because=tuple(sorted(causes)), due_at=min(causes.values()))


def current_causes(care: CaseCare, command: Command) -> dict[UUID, datetime]:
    """What somebody noted now is warned of, and by when: the last change per accused, and hearings still to come.

    Somebody noted as of long ago is warned of what was heard of as it happened, not of what was imported with her.
    """
    now, only_history = command.now, command.historical and not care.taken_over
    changes = {
        change.source_event_id: due_after(change, now)
        for change in last_changes(care, now)
        if not (only_history and change.historical)
    }
    return changes | {
        hearing.source: due_for(hearing, now)
        for hearing in care.hearings.values()
        if hearing.still_warns and not (only_history and hearing.historical)
    }


def causes_of(care: CaseCare, now: datetime) -> dict[UUID, datetime]:
    """Every cause ever heard of: one that comes late is owed to everyone known, even where a newer one is known."""
    hearings = {hearing.source: due_for(hearing, now) for hearing in care.hearings.values() if hearing.warns}
    return hearings | {source: due_after(change, now) for source, change in care.changes.items()}


def new_causes(before: CaseCare, care: CaseCare) -> set[UUID]:
    warned = {hearing.source for hearing in before.hearings.values() if hearing.warns}
    warning = {hearing.source for hearing in care.hearings.values() if hearing.warns}
    return (care.changes.keys() - before.changes.keys()) | (warning - warned)


def whom_to_look_at(before: CaseCare, care: CaseCare, command: Command, merged: CaseCare | None) -> set[UUID]:
    """Who is owed a warning since this note, or is what it is about; everyone, where a case is taken over."""
    if care.taken_over and (command.historical or not before.taken_over):
        return set(care.everyone_owed())
    new = set(care.everyone_owed()) - set(before.everyone_owed())
    return new | {care.kept(person) for person in touched(command)} | set(merged.everyone_owed() if merged else ())


def touched(command: Command) -> set[UUID]:
    match command:
        case NoteVictim():
            return {command.victim_id}
        case NotePreference():
            return {command.person_id}
        case NoteHearing():
            return {*command.witness_ids, *command.testified_ids}
        case _:
            return set()


def other_case(command: Command, seen: Seen) -> CaseCare | None:
    """The case that is merged into this one, or this into it, as it stands."""
    match command:
        case NoteMergedCase(merged_case_id=other) | NoteConsentsElsewhere(other_case_id=other):
            found = seen.get(streams.care_of(other).stream_id)
        case _:
            return None
    return found.state if isinstance(found, Elsewhere) else None


def enrolments(care: CaseCare, command: Command, seen: Seen) -> Consequences:
    """Her care starts in the append that enrols her, also again."""
    enrolled = enrolment(care, command, seen)
    if enrolled is None:
        return
    if not isinstance(command, EnrolOnLegalBasis):
        yield enrolled
    person = enrolled.survivor_id
    survivor = here(seen, person)
    if survivor.in_care:
        return
    yield OnStream(streams.survivor(person), CareStarted())
    if command.historical and care.taken_over:
        yield OnStream(streams.survivor(person), CareTakenOver())
    if care.taken_over or not command.historical:
        for hearing in sorted(care.hearings.values(), key=lambda hearing: hearing.hearing_id):
            if person in hearing.witness_ids and hearing.hearing_id not in survivor.preparations:
                yield from preparation(person, survivor, hearing, command.now)


def enrolment(care: CaseCare, command: Command, seen: Seen) -> SurvivorEnrolled | None:
    at = command.moment if command.historical else Moment(command.now)
    match command:
        case NoteVictim():
            return basis_for(care, seen, command.victim_id, at)
        case NoteConsent():
            subject = care.consents[command.consent_id].subject_id
            return basis_for(care, seen, subject, at) if subject else None
        case EnrolOnLegalBasis():
            return SurvivorEnrolled(survivor_id=command.victim_id, legal_basis=command.legal_basis)
        case _:
            return None


def preparations(care: CaseCare, hearing: Hearing, now: datetime, seen: Seen) -> Consequences:
    for witness in hearing.witness_ids:
        survivor = here(seen, witness)
        if witness in care.enrolled and hearing.hearing_id not in survivor.preparations:
            yield from preparation(witness, survivor, hearing, now)


def preparation(witness: UUID, survivor: Survivor, hearing: Hearing, now: datetime) -> Consequences:
    """One for an adjourned hearing carries over to its new date; after 30 days she is asked again."""
    if not hearing.wants_preparation:
        return
    said = carried_over(survivor, hearing, now)
    if said:
        yield ReadinessStated(hearing_id=hearing.hearing_id, witness_id=witness, ready=said)
    elif due := due_on(hearing.on, now):
        event = CourtPreparationFellDue(hearing_id=hearing.hearing_id, due_on=due)
        yield OnStream(streams.survivor(witness), event)


def after_testimony(before: CaseCare, care: CaseCare, command: NoteHearing, seen: Seen) -> Consequences:
    """Whoever is in care and testified is cared for after it, once per hearing."""
    known = before.hearings.get(command.hearing_id)
    for witness in sorted(set(command.testified_ids) - (known.testified if known else frozenset())):
        survivor = here(seen, witness)
        if witness not in care.enrolled or survivor.exited or command.hearing_id in survivor.testimonies:
            continue
        due_at = testimony.due_after(command.moment, command.now)
        event = testimony.PostTestimonyCareFellDue(hearing_id=command.hearing_id, due_at=due_at)
        yield OnStream(streams.survivor(witness), event)
        yield from asked.ask(care.casework, command, asked.POST_TESTIMONY, [witness])


def reversals(care: CaseCare, command: StateSafetyConcern, seen: Seen) -> Consequences:
    reversed_ = reversal(here(seen, command.survivor_id), command)
    if reversed_:
        yield OnStream(streams.survivor(command.survivor_id), reversed_)


def reopenings(care: CaseCare, command: Command, seen: Seen) -> Consequences:
    """A closed part is open again in the append that leaves somebody in care, or waiting for it."""
    if not care.closed:
        return
    if enrolment(care, command, seen):
        yield AftercareReopened(reason="survivor_enrolled")
    elif isinstance(command, StateSafetyConcern) and reversal(here(seen, command.survivor_id), command):
        yield AftercareReopened(reason="restoration_reversed")
    elif any(unserved(care, person, wherever(seen, person)) for person in looked_at(care, command)):
        yield AftercareReopened(reason="waits_for_care")


def looked_at(care: CaseCare, command: Command) -> Iterable[UUID]:
    """Who may wait for care since this note: whom it is about; a correction may be about anybody."""
    match command:
        case NoteVictim():
            return [command.victim_id]
        case NoteCorrection():
            return sorted(care.victims)
        case _:
            return ()
