"""A webhook to tell: answers as it is told to, and keeps what it took."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Webhook:
    """Answers with the next of `answers`, then with `otherwise`; keeps what it took, counts what it was asked."""

    url: str = ""
    otherwise: int = 204
    answers: list[int] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0


@contextmanager
def webhook() -> Iterator[Webhook]:
    hook = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            hook.asked += 1
            status = hook.answers.pop(0) if hook.answers else hook.otherwise
            if status < 300:
                hook.taken.append(body)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """A test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    hook.url = f"http://127.0.0.1:{server.server_port}/notices"
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
