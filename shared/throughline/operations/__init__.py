"""What is asked of a running service by those who run it.

An operator sees ids, codes, positions and counts, never a body.
"""

from throughline.operations.actors import CONSUMER, OPERATORS
from throughline.operations.feeds import feed_routes
from throughline.operations.letters import letter_routes
from throughline.operations.parked import parked_routes
from throughline.operations.rebuilding import rebuilding_routes
from throughline.operations.reconciling import reconciling_routes
from throughline.operations.recovering import recovering_routes
from throughline.operations.verifying import verifying_routes

__all__ = [
    "CONSUMER",
    "OPERATORS",
    "feed_routes",
    "letter_routes",
    "parked_routes",
    "rebuilding_routes",
    "reconciling_routes",
    "recovering_routes",
    "verifying_routes",
]
