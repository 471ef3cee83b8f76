"""Rules that several parts of a prosecution share: who is an accused here, which charge is theirs, who is alive."""

from uuid import UUID

from throughline.domain import Moment, Rejected, before

from legal.prosecution.state import GUILTY, Accused, Charge, Dead, Prosecution


class UnknownAccused(Rejected):
    def __init__(self, accused_id: UUID) -> None:
        super().__init__(f"{accused_id} is no accused of this prosecution; register whom the authority named first")


class UnknownCharge(Rejected):
    def __init__(self, charge_id: UUID) -> None:
        super().__init__(f"charge {charge_id} was never filed in this prosecution; record its filing first")


class ChargeOfAnother(Rejected):
    def __init__(self, charge: Charge) -> None:
        super().__init__(f"charge {charge.charge_id} is against {charge.accused_id}; check which accused is meant")


class AccusedIsDead(Rejected):
    def __init__(self, dead: Dead) -> None:
        super().__init__(f"the accused died on {dead.on}; check the person and the day")


def accused_of(prosecution: Prosecution, accused_id: UUID) -> Accused:
    if accused_id not in prosecution.accused:
        raise UnknownAccused(accused_id)
    return prosecution.accused[accused_id]


def charge_of(prosecution: Prosecution, charge_id: UUID, accused_id: UUID | None = None) -> Charge:
    charge = prosecution.charges.get(charge_id)
    if charge is None:
        raise UnknownCharge(charge_id)
    if accused_id not in (None, charge.accused_id):
        raise ChargeOfAnother(charge)
    return charge


def alive(accused: Accused, moment: Moment) -> None:
    """Only what surely came after the death cannot be: a day holds many hours, and some days are not known."""
    if isinstance(accused.proceedings, Dead) and before(accused.proceedings.on, moment):
        raise AccusedIsDead(accused.proceedings)


def convicted(prosecution: Prosecution, accused: Accused) -> bool:
    """By a verdict that stands, or because a source says so."""
    return any(charge.found(*GUILTY) for charge in prosecution.charges_of(accused.accused_id)) or any(
        disposition.value.startswith("convicted") for disposition in accused.dispositions.values()
    )


def acquitted(prosecution: Prosecution, accused: Accused) -> bool:
    """Found not guilty by a verdict that stands, or by what a source says. A dismissal acquits nobody."""
    return any(charge.found("not_guilty") for charge in prosecution.charges_of(accused.accused_id)) or any(
        disposition.value == "acquitted_trial" for disposition in accused.dispositions.values()
    )
