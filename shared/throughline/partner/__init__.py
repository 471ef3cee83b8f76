"""The edge towards other organisations: facts come in, outcomes go out, bad messages are set aside sealed."""

from throughline.partner.edge import PartnerEdge
from throughline.partner.letters import Letters

__all__ = ["Letters", "PartnerEdge"]
