"""What an organisation hears of her because we ask something of it: a service for her, or to take over her care.

Guarantees that it is a disclosure like any other, in the append that asks: the report of who was told what names it,
and whoever was told so hears that her consent is withdrawn, something corrected, or she is erased.
"""

from uuid import UUID

from casework import DataDisclosed
from throughline.domain import Decision, LegalBasis

from aftercare.case_care.basis import CARE
from aftercare.codes import Code


def disclosed(
    command: Decision, survivor_id: UUID, to_org_id: UUID, about: Code, ground: UUID | LegalBasis
) -> DataDisclosed:
    """`about`: the category of what is told; `ground`: the consent that covers it, or the legal basis."""
    consent_id = ground if isinstance(ground, UUID) else None
    return DataDisclosed(
        disclosure_id=command.id_for("disclosure"),
        subject_ids=(survivor_id,),
        to_org_id=to_org_id,
        purpose=CARE,
        categories=(about,),
        consent_id=consent_id,
        legal_basis=None if isinstance(ground, UUID) else ground,
        form="extract",
    )
