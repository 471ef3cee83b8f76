"""Reporting's own events, which the facts about other teams' work pass by."""

from throughline.domain import Event, FactHeld
from throughline.domain.aggregate import members

from reporting import corrections, data_quality, programme, release, study

OWN: frozenset[type[Event]] = frozenset(
    {
        *members(study.Event),
        *members(programme.Event),
        *members(release.Event),
        *members(corrections.Event),
        *members(data_quality.Event),
        FactHeld,
    }
)
"""All of them; a held fact is shown in the timeline and counted nowhere."""
