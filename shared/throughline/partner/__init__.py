"""The edge towards other organisations: facts come in, outcomes go out, bad messages are set aside sealed.

What names its case by a number that nobody has linked is kept for a person to match.
"""

from throughline.partner.addressing import Addressing, Unplaced
from throughline.partner.edge import PartnerEdge
from throughline.partner.letters import Letters
from throughline.partner.unmatched import Places

__all__ = ["Addressing", "Letters", "PartnerEdge", "Places", "Unplaced"]
