"""`kill -9` of any one service in the middle of the demo changes nothing: the case closes with the same events."""

import signal
from uuid import uuid4

import pytest
from casework_demo.case import drive, open_doors
from casework_demo.script import Cast
from throughline.stack.state import StackState

pytestmark = pytest.mark.stack

MOMENTS = {
    "intake": "one consents after",
    "legal": "accepted",
    "aftercare": "aftercare enrols both by itself",
    "reporting": "court preparation falls due by itself",
}


class Killer:
    """Watches the play and kills `service`, once, right before the step that says `moment`."""

    def __init__(self, layout, service, moment):
        self.layout, self.service, self.moment, self.killed = layout, service, moment, None

    def begins(self, chapter):
        pass

    def step(self, step):
        if step.says == self.moment and self.killed is None:
            component = StackState.load(self.layout.state_file).components[self.service]
            self.killed = component.process
            assert self.killed.send(signal.SIGKILL)

    def refused(self, act, code, detail):
        pass

    def ends(self, chapter, told):
        pass


@pytest.mark.parametrize(("service", "moment"), MOMENTS.items())
def test_a_service_killed_mid_case_comes_back_and_the_case_closes_with_the_same_events(
    layout, undisturbed, service, moment
):
    killer = Killer(layout, service, moment)
    with open_doors(layout) as doors:
        told = drive(layout, doors, Cast(uuid4()), killer)
    now = StackState.load(layout.state_file).components[service].process
    assert killer.killed is not None
    assert not killer.killed.alive
    assert now is not None
    assert now.alive
    assert [entry["type"] for entry in told.timeline].count("CaseClosed") == 1
    assert (told.events, len(told.services)) == (undisturbed.events, 4)
    assert sorted(entry["type"] for entry in told.timeline) == sorted(entry["type"] for entry in undisturbed.timeline)
