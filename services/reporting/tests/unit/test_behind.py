"""What stands behind a figure is read off its statement: a correction of any of it touches what is published."""

import pytest
from reporting import definitions
from reporting.behind import READ_BY_FUNCTION, by_figure, events_behind
from reporting.projections.models import ALL


@pytest.mark.parametrize(
    ("figure", "behind", "apart"),
    [
        ("dispositions", "legal/VerdictRecorded", "intake/VictimEncountered"),
        ("conviction_rate", "legal/AppealDecided", "aftercare/SurvivorRestored"),
        ("custody", "legal/SuspectReleased", "legal/VerdictRecorded"),
        ("victims_by_attribution", "intake/VictimBroughtToSafety", "legal/SentencePassed"),
        ("restoration", "aftercare/SurvivorExited", "legal/SuspectReleased"),
        ("study_results", "reporting/StudyResultRecorded", "reporting/TrainingDelivered"),
    ],
)
def test_a_figure_rests_on_the_events_its_rows_are_made_of_and_on_no_other(figure, behind, apart):
    found = events_behind(definitions.BY_NAME[figure])
    assert behind in found
    assert apart not in found


def test_nothing_is_behind_no_figure():
    assert set(by_figure()) == {definition.name for definition in definitions.CURRENT}
    assert all(by_figure().values())


def test_functions_are_known_by_what_they_read():
    names = {model.name for model in ALL}
    assert {name for read in READ_BY_FUNCTION.values() for name in read} <= names
