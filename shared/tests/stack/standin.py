"""A stand-in checkout: a Procfile with one tiny service, and ports of its own, for tests of the runner itself."""

import textwrap
from pathlib import Path

from throughline.stack import control
from throughline.stack.deadline import wait_until
from throughline.stack.identity import Identity
from throughline.stack.layout import Layout
from throughline.stack.state import ComponentState, StackState, Wanted

_SERVICE = """
import http.server, json, os, pathlib, subprocess, sys
pathlib.Path("told.json").write_text(json.dumps(dict(os.environ)))
if "child" in sys.argv:
    print("child", subprocess.Popen(["sleep", "600"], start_new_session=True).pid, flush=True)
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/ready" else 404)
        self.end_headers()
address = os.environ["THROUGHLINE_HTTP_HOST"], int(os.environ["THROUGHLINE_HTTP_PORT"])
http.server.HTTPServer(address, Ready).serve_forever()
"""


def make_checkout(root: Path, procfile: str) -> Layout:
    """A folder the stack takes for a checkout; `python service.py` in its Procfile is a service that gets ready."""
    local = root / "deploy/local"
    local.mkdir(parents=True)
    (local / "Procfile").write_text(procfile)
    (local / "ports.yaml").write_text("{kafka: 24000, kafka-controller: 24000, postgres: 24000, traces: 24000}\n")
    (root / "service.py").write_text(textwrap.dedent(_SERVICE))
    return Layout(root, root / "var")


def start(layout: Layout, *names: str) -> Identity:
    return control.start(layout, Wanted(components=list(names)))


def component(layout: Layout, name: str) -> ComponentState:
    state = StackState.load(layout.state_file)
    return state.components[name] if state else ComponentState()


def ready(layout: Layout, name: str, supervisor: Identity, seconds: float = 20) -> Identity:
    """Wait until `name` is ready under this supervisor; its process."""

    def is_ready() -> bool:
        state = StackState.load(layout.state_file)
        return bool(state and state.supervisor == supervisor and component(layout, name).phase == "ready")

    assert wait_until(is_ready, seconds), layout.log("supervisor").read_text()
    process = component(layout, name).process
    assert process is not None
    return process
