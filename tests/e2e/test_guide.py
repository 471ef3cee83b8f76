"""The API guide's lines work as they are pasted, one block after the other, against a stack that runs."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from casework_demo.case import open_doors
from casework_demo.doors import TOKEN_LASTS, person
from casework_demo.script import INVESTIGATOR, OFFICE
from throughline.http.tokens import sign
from throughline.settings import decoded_key
from throughline.stack.layout import Layout

pytestmark = pytest.mark.stack
ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs/api.md").read_text(), re.MULTILINE | re.DOTALL)


def test_the_api_guide_can_be_pasted(layout: Layout) -> None:
    """The stack and the token are the tests' own, for which the guide has `make up` and `throughline token`."""
    with open_doors(layout) as doors:
        key, intake = decoded_key(doors.state.token_key), doors.state.services["intake"].url
    mine = sign(key, subject=person(INVESTIGATOR, OFFICE), role=INVESTIGATOR, offices=[OFFICE], ttl=TOKEN_LASTS)
    pasted = "\n".join(BLOCKS)
    for theirs, ours in (
        (r"^make up$", ""),
        (r"^INTAKE=.*$", f"INTAKE={intake}"),
        (r"^TOKEN=.*$", f"TOKEN={mine}"),
    ):
        pasted, found = re.subn(theirs, ours, pasted, flags=re.MULTILINE)
        assert found == 1, theirs
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", pasted], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    recorded, _, shown = done.stdout.partition("\n")
    assert json.loads(shown)["caseId"] == json.loads(recorded)["caseId"]
