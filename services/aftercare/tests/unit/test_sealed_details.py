"""What is sealed of her care is not needed in any state or read model: sealed for good, everything still folds."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from aftercare import assessment, definitions, survivor
from aftercare.assessment.risk import RiskAssessed
from aftercare.codes import ConcernLevel, Revictimisation
from aftercare.projections.assessments import Assessments
from aftercare.projections.caseload import Caseload
from aftercare.survivor.care import CareStarted, EmergencyCareProvided
from aftercare.survivor.going_home import FamilyAssessed
from aftercare.survivor.placement import PlacementStarted
from aftercare.survivor.revictimisation import RecordRevictimisation, RevictimisationReported
from aftercare.survivor.services import ServiceReferred
from throughline.domain import Event, OnStream
from throughline.projection.model import ReadModel, fold
from throughline.testing.given import CASE, NAMESPACE, recorded, scenario
from throughline.testing.given import fold as fold_state

GOLDEN = Path(__file__).parents[1] / "golden"
OF_HER = (EmergencyCareProvided, ServiceReferred, PlacementStarted, FamilyAssessed, RevictimisationReported)


def stored(event: type[Event]) -> Event:
    """The event as a store gives it back, whose key nobody has."""
    return event.model_validate_json((GOLDEN / f"{event.__name__}.v1.json").read_text())


def rows(model: ReadModel[Any], *events: Event) -> list[dict[str, Any]]:
    history = [recorded(event, number) for number, event in enumerate(events, 1)]
    return [asdict(row) for row in fold(model, [(event, event.metadata) for event in history]).values()]


def test_her_state_knows_that_it_happened() -> None:
    aggregate = survivor.aggregate(definitions.policy(), definitions.instruments())
    state = fold_state(aggregate, [CareStarted(), *map(stored, OF_HER)])
    assert (len(state.emergency_care), len(state.services), len(state.revictimised)) == (1, 1, 1)
    assert state.placement is not None


def test_an_assessment_of_risk_knows_that_it_was_made() -> None:
    given = scenario(assessment.aggregate(definitions.instruments()))
    assert given(stored(RiskAssessed)).state != given().state


def test_her_rows_hold_seals_only() -> None:
    (row,) = rows(Caseload(), CareStarted(), *map(stored, OF_HER))
    (service,) = row["services"].values()
    (emergency,), (harm,) = row["emergencies"], row["revictimisations"]
    assert service["type"].keys() == emergency["kinds"].keys() == harm["kind"].keys() == {"seal"}
    (risk,) = rows(Assessments(), stored(RiskAssessed))
    for field in (row["placement_type"], row["family_suitability"], risk["risk_level"], risk["risk_domains"]):
        assert field["seal"]
        assert field["value"] is None


@pytest.mark.parametrize("kind", ["threat", "sexual_violence"])
def test_what_is_not_sealed_yet_is_written_nowhere(kind: Revictimisation) -> None:
    given = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))
    report = RecordRevictimisation(case_id=CASE, survivor_id=NAMESPACE, kind=kind)
    reported = given(CareStarted()).when(report).decided[0]
    assert kind not in repr(reported)
    with pytest.raises(ValueError, match="before it is sealed"):
        reported.model_dump_json()


@pytest.mark.parametrize("level", ["high", "immediate"])
def test_the_concern_beside_a_harm_does_not_say_which(level: ConcernLevel) -> None:
    given = scenario(survivor.aggregate(definitions.policy(), definitions.instruments()))
    told = [
        [item.event for item in given(CareStarted()).when(report).decided if isinstance(item, OnStream)]
        for report in (
            RecordRevictimisation(case_id=CASE, survivor_id=NAMESPACE, kind=kind, level=level)
            for kind in ("threat", "sexual_violence")
        )
    ]
    assert told[0][0] == told[1][0]
    assert not [event for event in (*told[0], *told[1]) if "violence" in event.model_dump_json()]
