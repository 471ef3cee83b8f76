"""What guardians agreed to lapses once it is known, whichever way, that they do not speak for her.

Guarantees that it does not matter what made it known: somebody said so, two records of her were joined, or what was
said before was corrected. An authority's choice of guardian stands beside a suspicion of her family.
"""

from collections.abc import Iterator

from throughline.domain import Event

from intake.case.age import is_of_age
from intake.case.codes import LapseReason
from intake.case.exploitation import family_is_suspected
from intake.case.guardianship import appointed, is_excluded
from intake.case.lapsing import ConsentLapsed
from intake.case.state import Case, Consent


def of_guardians(before: Case, after: Case) -> Iterator[Event]:
    for consent_id, consent in after.consents.items():
        known = before.consents.get(consent_id)
        because = None if consent.ended else speaks_no_more(after, consent)
        if because and known and not speaks_no_more(before, known):
            yield ConsentLapsed(consent_id=consent_id, because=because)


def speaks_no_more(case: Case, consent: Consent, *, chosen: bool = False) -> LapseReason | None:
    """Why whoever agreed for her does not speak for her, by what this case knows.

    `chosen`: another case knows that an authority chose her guardian.
    """
    her = case.kept(consent.subject_id)
    if consent.guardian_ref and is_excluded(case, her, consent.guardian_ref):
        return "guardian_excluded"
    if not consent.by_guardian:
        return None
    if is_of_age(case, her):
        return "of_age"
    suspected = family_is_suspected(case, her) and not (chosen or appointed(case, her))
    return "guardian_excluded" if suspected else None
