"""What to type next, as it can be typed here: a make target where there is one, else the program as it was called.

Texts name commands as `throughline up`, between backticks; `typed` puts in their place what works in this folder.
"""

import os
import re
import shutil
import sys
from pathlib import Path

_COMMAND = re.compile(r"`throughline ([^`]+)`")
_MAKE = {"demo": "demo", "up": "up", "up --docker": "up DOCKER=1", "down": "down", "status": "status"}


def typed(text: str) -> str:
    """`text` with every command of ours as it is typed from the working directory."""
    return _COMMAND.sub(lambda found: f"`{command(found[1])}`", text)


def command(words: str) -> str:
    """`throughline <words>` as it is typed from the working directory."""
    if words in _MAKE and Path("Makefile").is_file() and Path("deploy/local/Procfile").is_file():
        return f"make {_MAKE[words]}"
    return f"{_program()} {words}"


def _program() -> str:
    called = Path(sys.argv[0])
    if called.stem != "throughline":
        called = Path(sys.executable).with_name("throughline")
    on_path = shutil.which("throughline")
    if on_path and Path(on_path).absolute() == called.absolute():
        return "throughline"
    near = os.path.relpath(called.absolute())
    return str(called.absolute()) if near.startswith("..") else near
