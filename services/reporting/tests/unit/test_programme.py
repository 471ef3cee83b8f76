"""An office's programme: trainings, counted once, in the one programme of the office."""

from datetime import date
from uuid import uuid5

import pytest
from reporting import programme
from reporting.programme import RecordTraining, TrainingDelivered, programme_of
from reporting.programme.training import NotTheOfficesProgramme, TrainingAlreadyRecorded
from throughline.domain import Moment
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(programme.AGGREGATE)
TRAINING = uuid5(NAMESPACE, "training")
MAY = Moment.on(date(2026, 5, 4))


def record(**other):
    said = {"office_id": "PHL-MNL", "training_id": TRAINING, "audience": "police", "participants": 24, **other}
    return RecordTraining(**{"case_id": programme_of(said["office_id"])} | said)


delivered = TrainingDelivered(training_id=TRAINING, audience="police", participants=24)


class WhenNothingWasDelivered:
    def test_a_training_opens_the_programme(self):
        assert RecordTraining.opens
        given().when(record()).then(delivered)

    def test_a_training_in_another_programme_than_the_offices_is_held(self):
        given().when(record(case_id=CASE)).holds(NotTheOfficesProgramme)

    def test_nobody_cannot_be_trained(self):
        with pytest.raises(ValueError, match="greater than or equal to 1"):
            record(participants=0)


class WhenATrainingWasDelivered:
    known = given(delivered.on(MAY))

    def test_the_same_again_is_nothing_new(self):
        self.known.when(record()).nothing()
        self.known.when(record(occurred_on=MAY)).nothing()

    @pytest.mark.parametrize(
        "other", [{"participants": 25}, {"audience": "judge"}, {"occurred_on": Moment.parse("2026")}]
    )
    def test_the_same_told_otherwise_is_held(self, other):
        self.known.when(record(**other)).holds(TrainingAlreadyRecorded)

    def test_another_one_is_delivered_too(self):
        self.known.when(record(training_id=CASE)).emits(TrainingDelivered)


def test_each_office_has_a_programme_of_its_own():
    assert len({programme_of(office) for office in ("PHL-MNL", "PHL-CEB", "KHM-PNH")}) == 3
    assert programme_of("PHL-MNL") == programme_of("PHL-MNL")
