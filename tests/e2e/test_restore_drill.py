"""A service set back to a backup in the middle of a case is brought forward: all four verify clean, work goes on."""

import pytest
import throughline.cli
from throughline.stack.layout import Layout
from typer.testing import CliRunner

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("service", ["legal", "aftercare"])
def test_the_drill_ends_with_every_service_verified(layout, undisturbed, service):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Layout, "find", classmethod(lambda _cls, _start=None: layout))
        runner, app = CliRunner(), throughline.cli.build()
        done = runner.invoke(app, ["drill", "--service", service], env={"COLUMNS": "140"})
        assert done.exit_code == 0, done.output + repr(done.exception)
        assert f"{service}: takes no command" in done.output
        assert done.output.splitlines()[-1].startswith(f"drill: {service} was set back and brought forward")
        again = runner.invoke(app, ["restore", service, "--reason", "for no reason"])
        assert again.exit_code == 1
        assert "has every event" in str(again.exception)
        assert again.exception.code == 2
