"""`throughline dev`: one service of the running stack, restarted whenever its code or the kit's changes."""

from typing import Annotated

import typer


def dev(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="A service of `throughline status`, e.g. legal.")],
) -> None:
    """Restart one service at every change of its files or the kit's, until Ctrl-C; its log is shown meanwhile.

    The rest of the stack stays as it is: start it first with `throughline up`.
    """
    from threading import Thread

    from rich.console import Console
    from watchfiles import DefaultFilter, watch

    from throughline.cli import Failed
    from throughline.cli.signals import restart
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    layout, console = Layout.find(), Console()
    state = StackState.load(layout.state_file)
    if state is None:
        raise Failed("nothing is running; `throughline up` starts it")
    if service not in state.services:
        raise Failed(f"no service {service} runs here; there are {', '.join(state.services)}", code=2)
    watched = [layout.root / "services" / service, layout.root / "shared" / "throughline"]
    url = state.services[service].url
    console.print(f"{service} at {url}/docs; restarted when a file changes. Ctrl-C ends this, not the service.")
    Thread(target=_show, args=(layout.root / state.components[service].log,), daemon=True).start()
    code = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, "tests"))
    for changes in watch(*(folder for folder in watched if folder.exists()), watch_filter=code, raise_interrupt=False):
        console.rule(", ".join(sorted({str(path).rpartition("/")[2] for _, path in changes})))
        restart(service)


def _show(log: object) -> None:
    """Print what is added to a log."""
    import subprocess

    subprocess.run(["tail", "-n", "0", "-F", str(log)], check=False)
