"""The commands for what comes back from the past, as they are typed: one line where they are asked for in vain."""

import pytest
import throughline.cli
from throughline.stack.layout import Layout
from typer.testing import CliRunner

pytestmark = pytest.mark.stack


@pytest.fixture
def typed(layout, undisturbed, monkeypatch):
    """Runs a command in a checkout whose stack is the tests' own."""
    monkeypatch.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
    app = throughline.cli.build()
    return lambda *words: CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["republish", "--reason", "for no reason"], "--anyway"),
        (["relog", "--reason", "for no reason"], "--anyway"),
        (["restore", "legal", "--reason", "for no reason"], "has every event"),
        (["republish", "court", "--reason", "for no reason"], "no service court"),
        (["relog", "court", "--reason", "for no reason"], "no service court"),
        (["restore", "court", "--reason", "for no reason"], "no service court"),
        (["reconcile", "court"], "no service court"),
        (["republish", "--reason", " "], "say why"),
    ],
    ids=" ".join,
)
def test_what_is_asked_for_in_vain_is_one_line_and_exit_code_2(typed, words, said):
    done = typed(*words)
    assert getattr(done.exception, "code", None) == 2, done.output
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)
