"""Conflicts of interest: who can be nobody's caseworker in a case, as far as the case itself shows it.

Guarantees that nobody is made the caseworker of a survivor, or covers for one, who is accused in her case or said to
threaten somebody in it, is one of those it is about, or stands there as counsel. What a case does not show (kinship, a
past dealing) whoever assigns has to ask. A refusal does not say which it is: that could be a warning to the accused.
"""

from collections.abc import Iterator
from uuid import UUID

from throughline.domain import Rejected

from aftercare.case_care.state import CaseCare


class ConflictOfInterest(Rejected):
    def __init__(self, worker_id: UUID) -> None:
        super().__init__(f"{worker_id} has an interest of their own in this case; name somebody else")


def impartial(care: CaseCare, worker_id: UUID) -> None:
    """Raises."""
    if worker_id in set(interested(care)):
        raise ConflictOfInterest(worker_id)


def interested(care: CaseCare) -> Iterator[UUID]:
    """Everybody on either side of it: accused, threatening or harmed, and counsel. Staff who only testify are not."""
    yield from (change.accused_id for change in care.changes.values() if change.accused_id)
    yield from (charge.accused_id for charge in care.charges.values() if charge.accused_id)
    yield from care.appeals.values()
    yield from (risk.suspect_id for risk in care.casework.risks.values() if risk.suspect_id)
    for person, victim in care.victims.items():
        yield person
        yield from victim.counsel
