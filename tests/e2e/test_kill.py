"""`kill -9` of a service in the middle of the demo changes nothing: the case closes with the same events."""

import signal
from collections import Counter
from itertools import chain
from uuid import uuid4

import pytest
from casework_demo.case import drive, open_doors
from casework_demo.script import Cast
from throughline.stack.state import StackState

pytestmark = pytest.mark.stack

# Two at a time: what takes long is that the broker gives up on them.
MOMENTS = {"one consents after": ("intake", "aftercare"), "accepted": ("legal", "reporting")}


class Killer:
    """Watches the play and kills each service once, right before the step that `MOMENTS` says."""

    def __init__(self, layout):
        self.layout, self.killed = layout, {}

    def begins(self, chapter):
        pass

    def step(self, step):
        for service in set(MOMENTS.get(step.says, ())) - set(self.killed):
            self.killed[service] = StackState.load(self.layout.state_file).components[service].process
            assert self.killed[service].send(signal.SIGKILL)

    def refused(self, act, code, detail):
        pass

    def ends(self, chapter, told):
        pass


def test_every_service_killed_once_mid_case_comes_back_and_the_case_closes_with_the_same_events(layout, undisturbed):
    killer = Killer(layout)
    with open_doors(layout) as doors:
        told = drive(layout, doors, Cast(uuid4()), killer)
    assert sorted(killer.killed) == sorted(chain(*MOMENTS.values()))
    assert not any(process.alive for process in killer.killed.values())
    now = StackState.load(layout.state_file).components
    assert all(now[service].process and now[service].process.alive for service in killer.killed)
    types = Counter(entry["type"] for entry in told.timeline)
    assert types["CaseClosed"] == 1
    assert (told.events, len(told.services)) == (undisturbed["events"], 4)
    assert types == Counter(entry["type"] for entry in undisturbed["timeline"])
