"""Carries out a story step by step. It survives services that die on the way: doors.py asks again.

Guarantees that every expected no is a no with the expected code, that no fact of the story is held, and that a wait
that does not come true ends the play with the last thing seen.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, assert_never

from throughline.cli import Failed
from throughline.stack.deadline import wait_until

from casework_demo.doors import Doors
from casework_demo.partner import publish
from casework_demo.script import Act, Call, Cast, Chapter, Deposit, Step, Wait

PATIENCE = 90.0


class Watch(Protocol):
    """Who is told how the play goes on."""

    def begins(self, chapter: Chapter) -> None: ...
    def step(self, step: Step) -> None: ...
    def refused(self, act: Act, code: str, detail: str) -> None: ...
    def ends(self, chapter: Chapter, told: str) -> None: ...


def play(story: Iterable[Chapter], cast: Cast, doors: Doors, watch: Watch) -> None:
    for chapter in story:
        watch.begins(chapter)
        for number, step in enumerate(chapter.steps):
            watch.step(step)
            _carry_out(step, f"{chapter.title} {number}", cast, doors, watch)
        watch.ends(chapter, chapter.tells.format_map(cast.known))


def _carry_out(step: Step, place: str, cast: Cast, doors: Doors, watch: Watch) -> None:
    key = f"demo {cast.case_id} {place}"
    match step:
        case Act():
            _act(step, key, cast, doors, watch)
        case Deposit():
            content = {"kind": step.kind, "subjects": [str(cast.case_id)], "content": step.content}
            cast.known[step.keep] = doors.send(step.service, step.role, "/vault/deposits", content, key).body["ref"]
        case Call():
            body = {"caseId": str(cast.case_id), **step.body(cast)}
            publish(doors.state, step.organisation, step.fact, cast.id(key), body)
        case Wait():
            _wait(step, cast, doors)
        case other:
            assert_never(other)


def _act(act: Act, key: str, cast: Cast, doors: Doors, watch: Watch) -> None:
    said = {"occurredOn": cast.day(act.day)} if act.day is not None else {}
    whose = {"authority": act.authority} if act.authority else {}
    path = f"/cases/{cast.case_id}/{act.command}"
    answer = doors.send(act.service, act.role, path, {**said, **whose, **act.body(cast)}, key)
    code = answer.body["code"] if answer.status == 409 else None
    if code != act.refused:
        wanted = f"with {act.refused}" if act.refused else "not at all"
        raise Failed(f"{act.service} was to refuse {act.command} {wanted}, and said {answer.body.get('detail', code)}")
    if code:
        watch.refused(act, code, answer.body["detail"])
        return
    if held := answer.body.get("held"):
        raise Failed(f"{act.service} holds {act.command}: {held['code']}, {held['missing']}")
    for name, wanted in act.keep.items():
        cast.known[name] = _named(answer.body["events"], wanted)
    if act.liberty:
        cast.causes.setdefault(act.liberty, []).append(answer.body["events"][0]["eventId"])


def _named(events: Iterable[Mapping[str, Any]], wanted: str) -> Any:
    """A field of an event that was recorded, or of what stands beside it."""
    return next(place[wanted] for event in events for place in (event["data"], event) if wanted in place)


def _wait(wait: Wait, cast: Cast, doors: Doors) -> None:
    seen: list[Any] = []

    def came() -> bool:
        seen[:] = [doors.read(wait.service, wait.role, wait.path.format(case=cast.case_id))]
        return seen[0] is not None and wait.until(cast, seen[0])

    if not wait_until(came, PATIENCE):
        raise Failed(f"after {PATIENCE:.0f} s not yet: {wait.says}; {wait.service} shows {seen[0]}")
    if wait.keep:
        cast.known.update(wait.keep(seen[0]))
