"""Whoever hands an item on has it; anybody else's hand-over is flagged as a gap in the same append."""

from typing import Any

from throughline.domain import before

from histories.invariants.recorded import as_it_counted, in_order, named, streams, tell
from histories.world import World


def unflagged_gaps(world: World) -> list[str]:
    wrong = list[str]()
    for _, history in streams(world, "legal", "Evidence"):
        flagged = {one.metadata.command_id for one in history if getattr(one, "kind", "") == "from_another"}
        for known, event in as_it_counted(history):
            if not named(event, "EvidenceTransferred") or event.metadata.command_id in flagged:
                continue
            handed: Any = event
            if handed.from_custodian != custodian(known, event):
                wrong.append(tell(event, "handed on by another, and no gap flagged"))
    return wrong


def custodian(known: list[Any], event: Any) -> Any:
    """Who had it then: who took it last of all that did not surely happen later, else who collected it."""
    chain = in_order([one for one in known if named(one, "EvidenceTransferred")])
    while chain and before(event.occurred_on, chain[-1].occurred_on):
        chain.pop()
    collected = [one.collected_by_org_id for one in known if named(one, "EvidenceCollected")]
    return chain[-1].to_custodian if chain else collected[-1] if collected else None
