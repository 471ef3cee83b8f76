"""The broker is filled again and read anew, by commands as they are typed, on services at work: all counts once."""

import json

import pytest
import throughline.cli
from throughline.cli.operators import asked, services
from throughline.stack.deadline import wait_until
from throughline.stack.layout import Layout
from typer.testing import CliRunner

pytestmark = pytest.mark.stack


def unread():
    """How many records each feed of the running services has before it, topic by topic."""
    look = {"reason": "a look", "anyway": True, "dryRun": True}
    with services() as running:
        found = {name: asked(name, client, "POST", "/operations/relog", json=look) for name, client in running.items()}
    return {
        (name, one["feed"], one["topic"]): one["records"] - one["stands"]
        for name, told in found.items()
        for one in told["feeds"]
    }


def test_everything_is_published_and_read_again_and_nothing_counts_twice(layout, undisturbed, monkeypatch):
    monkeypatch.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
    app = throughline.cli.build()

    def typed(*words):
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output + repr(done.exception)
        return done

    read = unread().keys()
    assert {service for service, _feed, _topic in read} == {"intake", "legal", "aftercare", "reporting"}
    dry = typed("republish", "--reason", "a trial", "--anyway", "--dry-run")
    assert "nothing was done" in dry.output
    published = typed("republish", "--reason", "a trial", "--anyway", "--yes")
    assert "are published again" in published.output
    begun = typed("relog", "--reason", "a trial", "--anyway", "--yes")
    assert "begin anew" in begun.output
    assert wait_until(lambda: (now := unread()).keys() == read and not any(now.values()), 60, every=0.3), unread()
    rows = json.loads(typed("reconcile", "--json").stdout)
    assert {(row["service"], row["with"]) for row in rows} >= {("legal", "aftercare"), ("reporting", "legal")}
    assert all(row["differing"] == [] for row in rows)
    assert sum(row["cases"] for row in rows) > 0
    typed("verify")
