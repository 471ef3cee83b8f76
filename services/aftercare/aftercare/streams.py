"""The streams of aftercare: how each is named. Pure; the ids never change, they are stored with every event."""

from uuid import UUID

from throughline.domain import StreamRef, per_case_stream


def care_of(case_id: UUID) -> StreamRef:
    """A case's one CaseCare stream."""
    return StreamRef("CaseCare", per_case_stream(case_id, "aftercare.CaseCare"))


def survivor(survivor_id: UUID) -> StreamRef:
    return StreamRef("Survivor", survivor_id)


def assessment(assessment_id: UUID) -> StreamRef:
    return StreamRef("Assessment", assessment_id)
