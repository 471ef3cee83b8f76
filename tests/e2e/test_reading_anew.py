"""The broker is filled again and read anew, by commands as they are typed, on services at work: all counts once."""

import json

import pytest
import throughline.cli
from throughline.stack.layout import Layout
from typer.testing import CliRunner

pytestmark = pytest.mark.stack


def test_everything_is_published_and_read_again_and_nothing_counts_twice(layout, undisturbed, monkeypatch):
    monkeypatch.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
    app = throughline.cli.build()

    def typed(*words):
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
        assert done.exit_code == 0, done.output + repr(done.exception)
        return done

    dry = typed("republish", "--reason", "a trial", "--anyway", "--dry-run")
    assert "nothing was done" in dry.output
    published = typed("republish", "--reason", "a trial", "--anyway", "--yes")
    assert "are published again" in published.output
    begun = typed("relog", "--reason", "a trial", "--anyway", "--yes")
    assert "begin anew" in begun.output
    for service in ("intake", "legal", "aftercare", "reporting"):
        typed("restart", service)
    rows = json.loads(typed("reconcile", "--json").stdout)
    assert {(row["service"], row["with"]) for row in rows} >= {("legal", "aftercare"), ("reporting", "legal")}
    assert all(row["differing"] == [] for row in rows)
    assert sum(row["cases"] for row in rows) > 0
    typed("verify")
