"""`throughline catalogue`: write down what is on the topics, from the event classes, or check that it is current."""

from typing import Annotated

import typer


def catalogue(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; end with 1 and name what is stale.")] = False,
) -> None:
    """Write the event catalogue, the AsyncAPI documents and the list of partner messages.

    They lie in docs/catalogue and docs/asyncapi and say what the installed services record and read.
    """
    from throughline.catalogue.discovery import services
    from throughline.catalogue.written import contents, stale, write
    from throughline.cli import Failed
    from throughline.stack.layout import Layout

    layout = Layout.find()
    found = services(layout.procfile)
    if not found:
        raise Failed(f"no services: {layout.procfile.relative_to(layout.root)} names none, and none announces itself")
    wanted = contents(layout.root, found)
    if not check:
        changed = write(wanted, layout.root)
        typer.echo("\n".join(f"wrote {path}" for path in changed) or "all current")
        return
    if wrong := stale(wanted, layout.root):
        raise Failed(f"stale: {', '.join(map(str, wrong))}; run `throughline catalogue` and commit what it writes")
    typer.echo(f"all current: {len(wanted)} files of {len(found)} services")
