"""What legal does about other services' events: each becomes a note on the case's Docket, which decides the rest."""

from throughline.domain import Command, Metadata
from throughline.reaction import Reaction, reaction

from legal.docket.closing import ReopenLegalPart
from legal.docket.notes import NoteConsent, NoteReadiness, NoteSuspect, NoteVictim, Purpose
from legal.inbound.aftercare import ReadinessStated
from legal.inbound.intake import (
    CaseReopened,
    ConsentRecorded,
    ConsentWithdrawn,
    SuspectIdentified,
    VictimStatusDetermined,
)


@reaction(SuspectIdentified)
def suspect_identified(event: SuspectIdentified, origin: Metadata) -> list[Command]:
    return [NoteSuspect(case_id=origin.case_id, suspect_id=event.suspect_id, roles=event.roles)]


@reaction(VictimStatusDetermined)
def victim_status_determined(event: VictimStatusDetermined, origin: Metadata) -> list[Command]:
    return [NoteVictim(case_id=origin.case_id, victim_id=event.victim_id, status=event.status, standing=event.standing)]


@reaction(ConsentRecorded)
def consent_recorded(event: ConsentRecorded, origin: Metadata) -> list[Command]:
    return [
        NoteConsent(
            case_id=origin.case_id,
            consent_id=event.consent_id,
            subject_id=event.subject_id,
            purposes=tuple(Purpose(purpose=choice.purpose, given=choice.given) for choice in event.purposes),
            expires_on=event.expires_on,
        )
    ]


@reaction(ConsentWithdrawn)
def consent_withdrawn(event: ConsentWithdrawn, origin: Metadata) -> list[Command]:
    return [NoteConsent(case_id=origin.case_id, consent_id=event.consent_id, withdrawn_on=origin.occurred_on)]


@reaction(ReadinessStated)
def readiness_stated(event: ReadinessStated, origin: Metadata) -> list[Command]:
    return [
        NoteReadiness(
            case_id=origin.case_id, hearing_id=event.hearing_id, witness_id=event.witness_id, ready=event.ready
        )
    ]


OURS = frozenset({"legal_reopened", "retrial"})
"""Why intake reopened a case because legal's part had reopened: legal knows, and may have closed again since."""


@reaction(CaseReopened)
def case_reopened(event: CaseReopened, origin: Metadata) -> list[Command]:
    if event.reason in OURS:
        return []
    return [ReopenLegalPart(case_id=origin.case_id, reason=event.reason)]


ALL: tuple[Reaction, ...] = (
    suspect_identified,
    victim_status_determined,
    consent_recorded,
    consent_withdrawn,
    readiness_stated,
    case_reopened,
)
