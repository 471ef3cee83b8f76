"""What the shared casework asks of a case: consents, the legal hold, every id of a person, who is a government's.

And whom an event is about that names only a consent.
"""

from uuid import UUID

from casework import Ledger
from throughline.domain import Event, id_in

from intake.case import consent
from intake.case.exploitation import family_is_suspected
from intake.case.guardianship import GuardianExcluded, GuardianshipDetermined, MandatoryReportMade, appointed
from intake.case.referral import ReferralReceived
from intake.case.safety import VictimBroughtToSafety
from intake.case.state import Case


def ledger(case: Case) -> Ledger:
    """A subject's data is held while legal is at work on the case."""
    legal_at_work = "legal" in case.opened_parts and "legal" not in case.closed_parts
    return Ledger(
        covers=lambda sharing: consent.covers(case, sharing),
        held=lambda _subject: legal_at_work,
        ids=case.ids,
        governmental=lambda organisation: organisation in authorities(case),
        guarded=lambda subject: speaks_for(case, case.kept(subject)),
    )


def authorities(case: Case) -> set[UUID | None]:
    """Every organisation that this case knows as a government's, by whatever it did."""
    known: set[UUID | None] = {agreement.org_id for agreement in case.agreements}
    if isinstance(case.referral, ReferralReceived) and case.referral.channel in ("police", "govt"):
        known.add(case.referral.referring_org_id)
    for victim in case.victims.values():
        known.update(told.authority_org_id for told in victim.told(GuardianshipDetermined))
        known.update(told.to_org_id for told in victim.told(MandatoryReportMade))
        if isinstance(victim.rescue, VictimBroughtToSafety):
            known.add(victim.rescue.order_authority)
    return known


def speaks_for(case: Case, victim_id: UUID) -> bool:
    """Whether a guardian of hers may be told: an authority's choice, or nobody of her family is suspected."""
    victim = case.victims.get(victim_id)
    excluded = victim.told(GuardianExcluded) if victim else []
    suspected = any(told.reason == "suspected_trafficker" for told in excluded)
    return appointed(case, victim_id) or not (suspected or family_is_suspected(case, victim_id))


def concerns(case: Case, event: Event, _seen: object) -> list[UUID]:
    """Whose consent it is, where the event names only that."""
    consent_known = case.consents.get(id_in(event, "consent_id"))
    return [*case.ids(consent_known.subject_id)] if consent_known else []
