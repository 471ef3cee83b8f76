"""The supervisor keeps services running, survives being killed, and a stop leaves no process."""

import json
import signal
from collections.abc import Callable

import psutil
from throughline.stack import control
from throughline.stack.component import MARK
from throughline.stack.deadline import wait_until
from throughline.stack.identity import marked
from throughline.stack.layout import Layout
from throughline.stack.state import StackState

from .standin import component, ready, start

Checkout = Callable[[str], Layout]
SERVICE = "web: python service.py\n"


def left(layout: Layout) -> list[int]:
    return [process.pid for process in marked(MARK, str(layout.var))]


def test_a_service_is_told_everything_through_its_environment(checkout: Checkout) -> None:
    layout = checkout(SERVICE + "other: python service.py\n")
    ready(layout, "web", start(layout, "web"))
    told = json.loads((layout.root / "told.json").read_text())
    state = StackState.load(layout.state_file)
    assert state is not None
    web = state.services["web"]
    assert told["THROUGHLINE_POSTGRES_DSN"] == web.dsn
    assert told["THROUGHLINE_KAFKA_BOOTSTRAP"] == state.kafka_bootstrap
    assert told["THROUGHLINE_OTLP_ENDPOINT"] == state.otlp_endpoint
    assert told["THROUGHLINE_SERVICE_KEY"] == web.service_key != state.services["other"].service_key
    assert told["THROUGHLINE_TOKEN_KEY"] == state.token_key
    assert json.loads(told["THROUGHLINE_PEERS"]) == {name: one.url for name, one in state.services.items()}
    assert web.url == f"http://{told['THROUGHLINE_HTTP_HOST']}:{told['THROUGHLINE_HTTP_PORT']}"


def test_a_killed_service_is_started_again_and_its_log_says_so(checkout: Checkout) -> None:
    layout = checkout(SERVICE)
    supervisor = start(layout, "web")
    first = ready(layout, "web", supervisor)
    first.send(signal.SIGKILL)
    assert wait_until(lambda: component(layout, "web").starts == 2, seconds=10)
    assert ready(layout, "web", supervisor) != first
    assert "web: died of SIGKILL; starting it again" in layout.log("web").read_text()


def test_a_new_supervisor_takes_over_what_a_killed_one_left(checkout: Checkout) -> None:
    layout = checkout(SERVICE)
    supervisor = start(layout, "web")
    before = ready(layout, "web", supervisor)
    supervisor.stop(signal.SIGKILL)
    assert before.alive
    assert ready(layout, "web", start(layout, "web")) == before


def test_starting_twice_is_one_supervisor_and_adds_what_is_missing(checkout: Checkout) -> None:
    layout = checkout(SERVICE + "other: python service.py\n")
    supervisor = start(layout, "web")
    web = ready(layout, "web", supervisor)
    assert start(layout, "other") == supervisor
    ready(layout, "other", supervisor)
    assert component(layout, "web").process == web


def test_a_stop_leaves_no_process_not_even_a_child_that_left_its_session(checkout: Checkout) -> None:
    layout = checkout("web: python service.py child\n")
    ready(layout, "web", start(layout, "web"))
    assert len(left(layout)) == 3
    assert control.stop(layout)
    assert left(layout) == []
    assert not layout.state_file.exists()
    assert not control.stop(layout)


def test_a_stop_works_after_the_supervisor_was_killed(checkout: Checkout) -> None:
    layout = checkout(SERVICE)
    supervisor = start(layout, "web")
    web = ready(layout, "web", supervisor)
    supervisor.stop(signal.SIGKILL)
    control.stop(layout)
    assert not web.alive
    assert left(layout) == []


def test_two_checkouts_side_by_side_share_neither_ports_nor_keys_nor_processes(checkout: Checkout) -> None:
    one, two = checkout(SERVICE), checkout(SERVICE)
    supervisors = start(one, "web"), start(two, "web")
    first, second = ready(one, "web", supervisors[0]), ready(two, "web", supervisors[1])
    states = [StackState.load(layout.state_file) for layout in (one, two)]
    assert states[0]
    assert states[1]
    assert states[0].services["web"].url != states[1].services["web"].url
    assert states[0].token_key != states[1].token_key
    control.stop(one)
    assert not psutil.pid_exists(first.pid) or not first.alive
    assert second.alive


def test_keys_outlive_a_stop_and_only_the_owner_may_read_them(checkout: Checkout) -> None:
    layout = checkout(SERVICE)
    keys = []
    for _ in range(2):
        ready(layout, "web", start(layout, "web"))
        state = StackState.load(layout.state_file)
        assert state is not None
        keys.append((state.token_key, state.services["web"].service_key))
        assert {file.stat().st_mode & 0o777 for file in (layout.state_file, layout.keys_file)} == {0o600}
        control.stop(layout)
    assert keys[0] == keys[1]
