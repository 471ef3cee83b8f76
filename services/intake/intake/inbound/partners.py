"""The facts that partner organisations may send on their topic; the narrative is deposited in the vault first."""

from importlib.resources import files
from json import loads

from throughline.domain import Fact

from intake.case.referral import RecordReferral

ACCEPTS: tuple[type[Fact], ...] = (RecordReferral,)


def known_types() -> frozenset[str]:
    """The partner facts that any service takes: the rest intake sets aside. Generated."""
    return frozenset(loads(files(__package__).joinpath("partner_types.json").read_text()))
