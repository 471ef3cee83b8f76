"""What follows where an event of the case's own is corrected: whoever waits for care again is somebody's task.

Guarantees that nobody drops out of care, or out of the warnings, by a correction: whose enrolment never happened waits
again, in a part that is open again; whom a warning that never was given was owed to is owed it; and whoever was warned
by mistake is told again. Also called for the corrections of her care and of an assessment: for those it only tells.
"""

from collections.abc import Iterator
from uuid import UUID

import casework
from throughline.domain import Event, Mending, OnStream, StreamRef, id_in

from aftercare import asked, streams
from aftercare.case_care import consequences, tasks
from aftercare.case_care.closing import AftercareReopened, unserved
from aftercare.case_care.corrections import told_again
from aftercare.case_care.custody import CustodyChangeNoted
from aftercare.case_care.merging import MergedCaseNoted
from aftercare.case_care.rechecks import SafetyRecheckFellDue
from aftercare.case_care.state import CaseCare
from aftercare.case_care.transfer import CareTransferAccepted
from aftercare.survivor.state import here, wherever


def corrected(mending: Mending[CaseCare]) -> Iterator[Event | OnStream]:
    command, before, care = mending.command, mending.before, mending.after
    yield from casework.after_correction(care.casework, mending, "social_worker")
    if care is before:
        return
    yield from warnings(mending)
    people = sorted(person for person in care.victims if changed(before, care, person))
    for person in people:
        yield from tasks.about_enrolment(care, command, person, mending.seen)
    yield from tasks.about_lost_basis(before, care, command, mending.seen)
    wrong = mending.wrong
    if isinstance(wrong, CareTransferAccepted) and here(mending.seen, wrong.survivor_id).exited:
        yield from asked.ask(care.casework, command, asked.RESUME, [wrong.survivor_id])
    if isinstance(wrong, MergedCaseNoted):
        yield from asked.ask(care.casework, command, asked.UNMERGED, [wrong.merged_case_id])
    if care.closed and (care.rechecks or any(waits(mending, person) for person in care.victims)):
        yield AftercareReopened(reason="waits_for_care")


def warnings(mending: Mending[CaseCare]) -> Iterator[Event | OnStream]:
    """A re-check that was owed is owed still: only a correction of its cause takes it away."""
    command, before, care = mending.command, mending.before, mending.after
    yield from consequences.warnings(before, care, command, mending.seen)
    match mending.wrong:
        case CustodyChangeNoted(source_event_id=source):
            yield from told_again(before, command, source, casework.own_event(command, 0))
        case SafetyRecheckFellDue(person_ids=people, because=because, due_at=due_at):
            for person in sorted(set(people) & set(care.everyone_owed())):
                owed = {cause: due_at for cause in because if cause not in care.corrected}
                if missing := {cause: at for cause, at in owed.items() if not care.was_asked(person, cause)}:
                    yield consequences.fell_due([person], missing)


def changed(before: CaseCare, care: CaseCare, person: UUID) -> bool:
    known = (before.victims.get(person), person in before.enrolled, before.kept(person))
    return known != (care.victims[person], person in care.enrolled, care.kept(person))


def waits(mending: Mending[CaseCare], person: UUID) -> bool:
    """Handed over and not served; or cared for with nothing that says why."""
    care, survivor = mending.after, wherever(mending.seen, person)
    left_out = person in mending.before.enrolled and person not in care.enrolled and care.victims[person].handed_over
    return left_out or unserved(care, person, survivor)


def weighs(care: CaseCare, command: object) -> Iterator[StreamRef]:
    yield from map(streams.survivor_anywhere, sorted(care.enrolled.keys() | care.victims.keys()))


def concerns(care: CaseCare, event: Event, _seen: object) -> Iterator[UUID]:
    """Whose consent, hearing or order it is, where the event names only that."""
    consent = care.consents.get(id_in(event, "consent_id"))
    if consent and consent.subject_id:
        yield consent.subject_id
    if hearing := care.hearings.get(id_in(event, "hearing_id")):
        yield from hearing.witness_ids
    order = care.orders.get(id_in(event, "order_id"))
    if order and order.protects:
        yield order.protects
