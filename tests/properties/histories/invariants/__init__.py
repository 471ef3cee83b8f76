"""The ten invariants of the casework, each told from the events alone: what it finds wrong in a world, in words.

None asks a state or a rule of a service: what a rule lets through by mistake, its state would call right as well.
"""

from collections.abc import Callable, Mapping

from histories.invariants import custody, evidence, publishing, replay, safety, sentence, survivor
from histories.world import World

Invariant = Callable[[World], list[str]]

INVARIANTS: Mapping[str, Invariant] = {
    "no sentence without a conviction": sentence.without_conviction,
    "one open custody per accused and prosecution": custody.two_at_once,
    "one open placement per survivor": survivor.two_placements,
    "evidence is handed on by who has it, or the gap is flagged": evidence.unflagged_gaps,
    "no referral without a consent or basis of that day": survivor.referred_without_basis,
    "the means of an assessment are those of its scores": survivor.other_means,
    "who is restored met the policy": survivor.restored_against_policy,
    "nobody brought to safety is forgotten, and everyone owed a warning is warned": safety.forgotten,
    "no published figure of few can be read or worked out": publishing.readable,
    "a replay shows the same, whatever came twice and in whichever order": replay.differences,
}
