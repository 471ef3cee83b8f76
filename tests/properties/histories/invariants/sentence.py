"""No sentence without a guilty verdict, or a source's report of a conviction, of the same accused before it."""

from typing import Any

from histories.invariants.recorded import as_it_counted, named, streams, tell
from histories.world import World

CONVICTIONS = {"convicted_plea", "convicted_trial", "convicted_other_count"}


def without_conviction(world: World) -> list[str]:
    return [
        tell(event, "nobody convicted")
        for _, history in streams(world, "legal", "Prosecution")
        for before, event in as_it_counted(history)
        if named(event, "SentencePassed") and not any(convicts(one, event) for one in before)
    ]


def convicts(one: Any, sentence: Any) -> bool:
    if named(one, "VerdictRecorded"):
        return bool(one.accused_id == sentence.accused_id and one.verdict in ("guilty", "guilty_lesser"))
    if named(one, "DispositionReported"):
        return bool(one.accused_id == sentence.accused_id and one.value in CONVICTIONS)
    return False
