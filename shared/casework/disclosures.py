"""Disclosures: what was told of whom, to whom, why, and on which consent or other legal basis.

Guarantees that nothing counts as disclosed without a consent that covers it on that day or another legal basis, and
that whoever was told can be named when the consent is withdrawn, a fact corrected or a person erased. It sends nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from throughline.domain import Command, Decision, Field, LegalBasis, Rejected
from throughline.domain import Event as AnyEvent

from casework import roles
from casework.codes import Code, DisclosureChange, DisclosureForm
from casework.ledger import Ledger, Sharing
from casework.markers import CaseworkCommand, CaseworkEvent
from casework.roles import TaskRole
from casework.state import Casework, Disclosure, Shared
from casework.tasks import TaskDone, open_task

TELL_WITHIN = timedelta(days=1)

THREATS = ("safety", "risk", "threat", "danger")
"""A category that has one of these words in it tells who is in danger from whom: it is free to be named otherwise."""

# Events. These names and fields are the storage format: never rename, add a V2.


class DataDisclosed(CaseworkEvent):
    disclosure_id: UUID
    subject_ids: tuple[UUID, ...]
    to_org_id: UUID
    purpose: Code
    categories: tuple[Code, ...]
    consent_id: UUID | None = None
    legal_basis: LegalBasis | None = None
    form: DisclosureForm
    document_refs: tuple[UUID, ...] = ()


class RecipientsToldOfChange(CaseworkEvent):
    disclosure_ids: tuple[UUID, ...]
    change: DisclosureChange


# Commands


class DiscloseData(Decision, CaseworkCommand, roles=roles.DISCLOSERS):
    """Names the consent in `consentId`, or says in `legalBasis` what else allows it."""

    subject_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=200)]
    to_org_id: UUID
    purpose: Code
    categories: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]
    form: DisclosureForm
    document_refs: Annotated[tuple[UUID, ...], Field(max_length=200)] = ()


class TellRecipientsOfChange(Decision, CaseworkCommand, roles=roles.DISCLOSERS | roles.DATA_PROTECTION):
    """The recipients have been told. A task that asked for it is done when all that it is about is named at once."""

    disclosure_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=200)]
    change: DisclosureChange


# Rules


class NoGroundToDisclose(Rejected):
    def __init__(self) -> None:
        super().__init__("nothing is disclosed without a consent or another legal basis; name one")


class ConsentDoesNotCover(Rejected):
    def __init__(self, sharing: Sharing) -> None:
        super().__init__(
            f"consent {sharing.consent_id} of {sharing.subject_id} does not cover {sharing.purpose} "
            f"for {sharing.to_org_id} on {sharing.on}; ask for one that does, or name another legal basis"
        )


class ThreatFromOfficial(Rejected):
    def __init__(self, subject_id: UUID) -> None:
        super().__init__(
            f"somebody official threatens {subject_id}: no government body is told of safety risks; "
            "leave that category out, or tell an organisation that is none"
        )


class SubjectIsErased(Rejected):
    def __init__(self, subject_id: UUID) -> None:
        super().__init__(f"{subject_id} has been erased; nothing is left to disclose")


class NoSuchDisclosure(Rejected):
    def __init__(self, disclosure_id: UUID) -> None:
        super().__init__(f"no disclosure {disclosure_id} was made here; look among the disclosures of this case")


# Decisions


def disclose(casework: Casework, command: DiscloseData, ledger: Ledger) -> list[AnyEvent]:
    told = shared(command)
    if any(told == known.shared for known in casework.disclosures.values()):
        return []
    if erased := casework.erased.intersection(command.subject_ids):
        raise SubjectIsErased(min(erased))
    _allowed(command, ledger)
    _keeps_quiet(casework, command, ledger)
    return [
        DataDisclosed(
            **command.fields(),
            disclosure_id=command.id_for("disclosure"),
            consent_id=command.consent_id,
            legal_basis=command.legal_basis,
        )
    ]


def tell_of_change(casework: Casework, command: TellRecipientsOfChange) -> list[AnyEvent]:
    for disclosure_id in command.disclosure_ids:
        if disclosure_id not in casework.disclosures:
            raise NoSuchDisclosure(disclosure_id)
    named = (command.change, command.moment)
    if all(named in casework.disclosures[disclosure_id].told for disclosure_id in command.disclosure_ids):
        return []
    done = [
        TaskDone(task_id=task.task_id, outcome="done")
        for task in casework.open_tasks
        if task.kind == telling(command.change) and task.subjects <= frozenset(command.disclosure_ids)
    ]
    return [RecipientsToldOfChange(**command.fields()), *done]


def tell_recipients(
    casework: Casework,
    command: Command,
    change: DisclosureChange,
    disclosures: Iterable[Disclosure],
    role: TaskRole,
    because: Iterable[UUID],
) -> list[AnyEvent]:
    """What follows for those whom a change concerns: one task per organisation.

    What went out by topic is told by topic: the event of this append is the telling. Who was told of a withdrawal or
    an erasure is not told twice; a fact may be corrected again.
    """
    by_topic, causes = list[UUID](), tuple(because)
    by_person = dict[UUID, list[UUID]]()
    for disclosure in disclosures:
        if change != "corrected" and any(known == change for known, _ in disclosure.told):
            continue
        if disclosure.shared.form == "topic":
            by_topic.append(disclosure.disclosure_id)
        else:
            by_person.setdefault(disclosure.shared.to_org_id, []).append(disclosure.disclosure_id)
    told: list[AnyEvent] = (
        [RecipientsToldOfChange(disclosure_ids=tuple(sorted(by_topic)), change=change)] if by_topic else []
    )
    due_at = command.now + TELL_WITHIN
    for about in by_person.values():
        told += open_task(casework, command, telling(change), role, due_at, "urgent", causes, about)
    return told


def under_consent(casework: Casework, consent_id: UUID) -> list[Disclosure]:
    """Whom to tell that this consent is withdrawn or has lapsed: everyone who was told something under it."""
    return [known for known in casework.disclosures.values() if known.shared.consent_id == consent_id]


def concerning(
    casework: Casework, subjects: Iterable[UUID], *, recorded_since: datetime | None = None
) -> list[Disclosure]:
    """Whom to tell that something about these people changed.

    For a corrected event `recorded_since` is when it was recorded: what was told before cannot rest on it.
    """
    about = frozenset(subjects)
    return [
        known
        for known in casework.disclosures.values()
        if not known.shared.subject_ids.isdisjoint(about)
        and (recorded_since is None or known.recorded_at >= recorded_since)
    ]


def telling(change: DisclosureChange) -> str:
    """The kind of the task that asks for it."""
    return f"tell_recipients_{change}"


# What the events change


def disclosed(casework: Casework, event: DataDisclosed) -> Casework:
    told = Shared(
        subject_ids=frozenset(event.subject_ids),
        to_org_id=event.to_org_id,
        purpose=event.purpose,
        categories=frozenset(event.categories),
        form=event.form,
        document_refs=frozenset(event.document_refs),
        consent_id=event.consent_id,
        legal_basis=event.legal_basis,
        on=event.occurred_on,
    )
    disclosure = Disclosure(event.disclosure_id, told, event.metadata.recorded_at)
    return replace(casework, disclosures={**casework.disclosures, event.disclosure_id: disclosure})


def recipients_told(casework: Casework, event: RecipientsToldOfChange) -> Casework:
    told = (event.change, event.occurred_on)
    changed = {
        disclosure_id: replace(known, told=known.told | {told})
        for disclosure_id in event.disclosure_ids
        if (known := casework.disclosures.get(disclosure_id))
    }
    return replace(casework, disclosures={**casework.disclosures, **changed})


def shared(command: DiscloseData) -> Shared:
    """What is told, to be compared with what was."""
    return Shared(
        subject_ids=frozenset(command.subject_ids),
        to_org_id=command.to_org_id,
        purpose=command.purpose,
        categories=frozenset(command.categories),
        form=command.form,
        document_refs=frozenset(command.document_refs),
        consent_id=command.consent_id,
        legal_basis=command.legal_basis,
        on=command.moment,
    )


def _keeps_quiet(casework: Casework, command: DiscloseData, ledger: Ledger) -> None:
    """Of a threat by an official no government partner hears, also once it was dealt with. Raises."""
    threatens = any(word in category.lower() for category in command.categories for word in THREATS)
    if not threatens or not ledger.governmental(command.to_org_id):
        return
    told_of = {known for subject in command.subject_ids for known in ledger.ids(subject)}
    if in_danger := casework.threatened_by_official & told_of:
        raise ThreatFromOfficial(min(in_danger))


def _allowed(command: DiscloseData, ledger: Ledger) -> None:
    """A consent that is named has to cover every subject, whatever else is named. Raises."""
    if command.consent_id is None:
        if command.legal_basis is None:
            raise NoGroundToDisclose
        return
    for subject_id in command.subject_ids:
        sharing = Sharing(command.consent_id, subject_id, command.to_org_id, command.purpose, command.moment)
        if not ledger.covers(sharing):
            raise ConsentDoesNotCover(sharing)
