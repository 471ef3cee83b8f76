"""`throughline drill`: a backup, more work, the database set back to it, and what an operator then does about it.

Plays a case up to a defendant's bail, saves one service's database, plays the case to its end (for reporting, which
records nothing of a case, registers a study), and puts the backup in the database's place. Guarantees nothing of
itself: it ends well only where every service's read models are what the log says, the case reads as it did before, and
another case runs from its beginning to its end.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import httpx
    from rich.console import Console
    from throughline.stack.layout import Layout

    from casework_demo.doors import Doors

REASON = "a drill: its database was set back to a backup"
READY_WITHIN = 120.0


def drill(
    service: Annotated[str, typer.Option(help="Whose database is set back.")] = "legal",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the database that was replaced, as SERVICE_replaced.")
    ] = False,
) -> None:
    """Set one service's database back to an older backup, and bring it forward again from its topics.

    On the running stack without Docker, which is started where it does not run. Ends with `throughline verify` of all
    four services; exit code 1 where anything is not as it was.
    """
    from throughline.cli import Failed
    from throughline.cli.screen import screen
    from throughline.cli.up import up
    from throughline.stack.layout import Layout
    from throughline.stack.state import StackState

    layout = Layout.find()
    if StackState.load(layout.state_file) is None:
        up(only=None, deadline=180.0)
    state = StackState.load(layout.state_file)
    if state is None or state.project:
        raise Failed("the drill runs on the stack without Docker: `throughline down`, then `throughline up`", code=2)
    if service not in state.services:
        raise Failed(f"no service {service} runs here; there are {', '.join(state.services)}", code=2)
    with tempfile.TemporaryDirectory() as folder:
        _drill(layout, service, Path(folder) / f"{service}.backup", keep, screen())


def _drill(layout: "Layout", service: str, backup: Path, keep: bool, console: "Console") -> None:
    from uuid import uuid4

    import httpx
    from throughline.cli import Failed
    from throughline.cli.restore import restore
    from throughline.cli.verify import verify
    from throughline.stack.backup import drop_replaced, save, set_back
    from throughline.stack.deadline import wait_until

    from casework_demo import telling
    from casework_demo.case import drive, open_doors
    from casework_demo.playing import play
    from casework_demo.script import Cast
    from casework_demo.showing import Unseen
    from casework_demo.story import STORY, bail

    cast, half = Cast(uuid4()), STORY.index(bail.CHAPTER)
    with open_doors(layout) as doors:
        state = doors.state
        play(STORY[:half], cast, doors, Unseen())
        save(state, service, backup)
        console.print(f"{service}: saved, {backup.stat().st_size / 2**20:.1f} MB, in the middle of a case")
        play(STORY[half:], cast, doors, Unseen())
        study = _registered(doors) if service == "reporting" else None
        before = telling.timeline(doors, str(cast.case_id), "CaseClosed")
        own = [entry["eventId"] for entry in before if entry["service"] == service]
        console.print(f"{cast['reference']}: closed, {len(before)} events, {len(own)} of them by {service}")
        set_back(state, service, backup)
        console.print(f"{service}: its database is the backup now")
        with httpx.Client(base_url=state.services[service].url, timeout=5) as asking:
            if not wait_until(lambda: _refuses(asking), READY_WITHIN):
                raise Failed(f"{service} does not say that its store is behind; see `throughline status`")
        console.print(f"{service}: takes no command")
        restore(service, REASON, dry_run=False, yes=True)
        with open_doors(layout) as others:
            told = drive(layout, others, Cast(uuid4()), Unseen())
        console.print(f"{told.reference}: another case, closed, {told.events} events")
        after = telling.timeline(doors, str(cast.case_id), "CaseClosed")
        if after != before or not _reads(doors, service, str(cast.case_id), own):
            raise Failed(f"case {cast['reference']} does not read as it did: {len(before)} events, now {len(after)}")
        if study and not wait_until(lambda: _shows(doors, study), READY_WITHIN):
            raise Failed(f"reporting does not show the study {study} any more, which it had registered")
        verify(None, None, as_json=False)
        if not keep:
            drop_replaced(state, service)
    console.print(f"drill: {service} was set back and brought forward; four services verified")


def _registered(doors: "Doors") -> str:
    """A study that reporting has registered; its id."""
    from uuid import uuid4

    study = str(uuid4())
    terms = {
        "officeId": doors.office,
        "seriesId": str(uuid4()),
        "site": "drill_site",
        "population": "at_risk_adults",
        "method": "time_space_sampling",
    }
    doors.send("reporting", "director", f"/studies/{study}/register-study", terms, key=study)
    return study


def _shows(doors: "Doors", study: str) -> bool:
    return any(one["studyId"] == study for one in doors.read("reporting", "director", "/studies") or ())


def _reads(doors: "Doors", service: str, case_id: str, own: list[str]) -> bool:
    """Whether the service itself shows its events of the case again, each once; reporting shows no case."""
    from throughline.stack.deadline import wait_until

    from casework_demo import telling

    if not own:
        return True

    def all_of_them() -> bool:
        return sorted(entry["eventId"] for entry in telling.events_of(doors, service, case_id)) == sorted(own)

    return wait_until(all_of_them, READY_WITHIN)


def _refuses(asking: "httpx.Client") -> bool:
    """Whether a service says that it has to be brought forward."""
    import httpx

    try:
        answer = asking.get("/health/ready")
    except httpx.HTTPError:
        return False
    return answer.status_code == 503 and "throughline restore" in answer.text
