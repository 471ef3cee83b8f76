"""The streams of aftercare: how each is named. Pure; the ids never change, they are stored with every event."""

from datetime import date
from uuid import UUID, uuid5

from throughline.domain import StreamRef, per_case_stream


def care_of(case_id: UUID) -> StreamRef:
    """A case's one CaseCare stream."""
    return StreamRef("CaseCare", per_case_stream(case_id, "aftercare.CaseCare"))


def survivor(survivor_id: UUID) -> StreamRef:
    return StreamRef("Survivor", survivor_id)


def survivor_anywhere(survivor_id: UUID) -> StreamRef:
    """Her care, also where it is another case's: known in two cases, she is cared for in one."""
    return StreamRef("Survivor", survivor_id, elsewhere=True)


def care_of_another(case_id: UUID) -> StreamRef:
    """The CaseCare stream of another case, to be looked at."""
    return StreamRef("CaseCare", per_case_stream(case_id, "aftercare.CaseCare"), elsewhere=True)


def due_assessment(survivor_id: UUID, due_on: date) -> StreamRef:
    """Where it is said that an assessment fell due: once for each that does."""
    return StreamRef("Assessment", uuid5(survivor_id, f"aftercare.due|{due_on.isoformat()}"))


def assessment(assessment_id: UUID) -> StreamRef:
    return StreamRef("Assessment", assessment_id)
