"""A value for every field of every command, by its type and its name, from what the world knows by now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic.alias_generators import to_camel
from throughline.domain import Command, Message, Moment

from histories.people import ELSEWHERE, OFFICE, ORGS, STAFF, SUSPECTS, VICTIMS, thing
from histories.world import SETTLED, World

CODES: Mapping[str, Sequence[str]] = {
    "office_id": (OFFICE,),
    "to_office_id": ("PHL-CEB",),
    "jurisdiction": ("PHL",),
    "jurisdiction_profile": ("IND", "IND", "PHL", "unspecified"),
    "purpose": ("service_delivery", "legal_proceedings", *(f"share_with_partner:{org}" for org in ORGS)),
    "iccs": ("02042", "0302"),
    "offences": ("02042",),
    "statute": ("RA 9208 s.4(a)", "18 USC 1591"),
    "currency": ("PHP",),
    "country": ("PHL",),
    "citizenship": ("PHL",),
    "language_needed": ("tgl",),
    "number_key": ("ab" * 16, "cd" * 16),
    "reference_key": ("ab" * 16, "cd" * 16),
    "sha256": ("a" * 64, "b" * 64),
    "snapshot_hash": ("c" * 64,),
    "instrument": (SETTLED.name, "aso"),
    "instrument_version": (SETTLED.version, "placeholder-0"),
    "subdomain": tuple(sorted(SETTLED.subdomains)),
    "category": ("erasure",),
    "goal": ("safe_housing", "own_income"),
    "definition_version": ("prevalence-1",),
    "clock": ("charge_sheet",),
    "change": ("released",),
}
PEOPLE: Mapping[str, Sequence[UUID]] = {
    **dict.fromkeys(
        (
            "victim_id",
            "survivor_id",
            "subject_id",
            "person_id",
            "witness_id",
            "protects",
            "kept_victim_id",
            "joined_victim_id",
        ),
        VICTIMS,
    ),
    **dict.fromkeys(("accused_id", "suspect_id", "against", "same_as"), SUSPECTS),
    **dict.fromkeys(("worker_id", "social_worker_id", "approver_id", "lawyer_id"), STAFF),
    **dict.fromkeys(("surviving_case_id", "new_case_id", "by"), ELSEWHERE),
    **dict.fromkeys(("to_custodian", "from_custodian", "named_by", "withhold_from", "order_authority"), ORGS),
}
TOLD: Mapping[str, str] = {
    "assessment_id": "Assessment",
    "corrects": "Assessment",
    "continues": "hearingId",
    "alarm": "SafetyRecheckFellDue",
    "since": "Reintegrated",
}
"""Ids that stand under another name where they are told."""

FUTURE = frozenset({"on_", "until", "to", "review_on", "expected_on", "due_on", "target_date", "to_on", "day"})


class Values:
    """`random` decides; the same one on the same world builds the same command."""

    def __init__(self, world: World, random: Random) -> None:
        self.world, self.random = world, random

    def of(self, kind: type[Command], **given: Any) -> Command:
        """A command of this kind. Raises ValidationError where fields drawn apart do not go together."""
        drawn = {
            name: self.field(name, field.annotation, list(field.metadata), kind.__name__)
            for name, field in kind.model_fields.items()
            if name not in given and (field.is_required() or name in _OFTEN or self.random.random() < 0.6)
        }
        return kind.model_validate({**drawn, **given}, by_name=True)

    def field(self, name: str, annotation: Any, about: Sequence[Any], kind: str) -> Any:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            return self.field(name, inner, [*about, *more], kind)
        if origin in (Union, UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            nothing = len(options) < len(get_args(annotation)) and self.random.random() < _MISSING.get(name, 0.3)
            return None if nothing else self.field(name, self.random.choice(options), about, kind)
        if origin is Literal:
            return self.random.choice(get_args(annotation))
        if origin in (tuple, frozenset):
            return self._some(name, get_args(annotation)[0], kind)
        return self._plain(name, annotation, about, kind)

    def _some(self, name: str, inner: Any, kind: str) -> tuple[Any, ...]:
        few = self.random.choice((1, 1, 2)) if name != "purposes" else self.random.choice((2, 3, 4))
        found = [self.field(name.removesuffix("s") if inner is UUID else name, inner, (), kind) for _ in range(few)]
        return tuple({repr(one): one for one in found}.values())

    def _plain(self, name: str, annotation: Any, about: Sequence[Any], kind: str) -> Any:
        if annotation is UUID:
            return self.id(name, kind)
        if annotation is bool:
            return self.random.random() < 0.7
        if annotation is int:
            return max(self.random.choice((0, 1, 1, 2, 3)), *(getattr(one, "ge", None) or 0 for one in about), 0)
        if annotation is Decimal:
            return Decimal(self.random.choice((0, 1, 24, 500)))
        if annotation is Moment:
            return self.moment(name)
        if annotation is date:
            return self.moment(name).day
        if annotation is datetime:
            return self.world.now
        if annotation is str:
            return self._code(name, about)
        if isinstance(annotation, type) and issubclass(annotation, Message):
            return {
                inner: self.field(inner, field.annotation, list(field.metadata), annotation.__name__)
                for inner, field in annotation.model_fields.items()
                if field.is_required() or self.random.random() < 0.6
            }
        if get_origin(annotation) is Mapping:
            return {"intake.events": (1, 2)}
        raise TypeError(f"histories draw no value of this type yet: {kind}.{name} is {annotation}")

    def id(self, name: str, kind: str) -> UUID:
        if name in PEOPLE:
            return self._mostly(PEOPLE[name])
        if kind == "FiledCharge" and name == "charge_id":
            return thing(f"charge {self.world.number} {self.random.randrange(99)}")
        if name == "id":
            return self.random.choice((*VICTIMS, *VICTIMS, *SUSPECTS))
        if name.endswith("org_id"):
            return self.random.choice(ORGS)
        if name.endswith("_ref"):
            return thing(name)
        if name == "case_id":
            return self.random.choice((thing("case"), *self.world.logs))
        told = self.world.told(TOLD.get(name, to_camel(name)))
        if told and self.random.random() < 0.9:
            return self._mostly(told if name == "prosecution_id" else told[::-1])
        return thing(f"{name} {self.random.choice((0, 0, 1))}")

    def _mostly(self, known: Sequence[UUID]) -> UUID:
        """The first, more often than not: a history is about few people and things."""
        return known[0] if self.random.random() < 0.55 else self.random.choice(known[:4])

    def moment(self, name: str) -> Moment:
        now = self.world.now
        if name in FUTURE:
            return Moment.on((now + timedelta(days=self.random.choice((-1, 1, 3, 20, 40)))).date())
        if self.random.random() < 0.1:
            return Moment.parse(self.random.choice(("unknown", f"{now:%Y-%m}")))
        if self.random.random() < 0.5:
            return Moment(now)
        return Moment.on((now - timedelta(days=self.random.choice((0, 0, 1, 2, 20)))).date())

    def _code(self, name: str, about: Sequence[Any]) -> str:
        if name == "expires_on":
            return f"{self.world.now + timedelta(days=self.random.choice((-20, 40, 300))):%Y-%m}"
        if name in CODES:
            return self.random.choice(CODES[name])
        return "none" if name.endswith("reason") else "other"


_OFTEN = frozenset({"case_id", "prosecution_id", "legal_basis", "consent_id", "occurred_on", "purposes"})
_MISSING: Mapping[str, float] = {
    "occurred_on": 0.6,
    "authority": 1.0,
    "legal_basis": 0.5,
    "consent_id": 0.4,
    "counts": 0.6,
}
