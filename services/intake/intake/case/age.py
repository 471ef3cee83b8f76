"""How old somebody is taken to be, and whether she is a child.

Guarantees that doubt never makes an adult: where nobody says, somebody of unknown age is presumed a child, assessed or
not. Once she is of age, what a guardian agreed to for her has lapsed (lapsing.py), and what she alone did as a child:
she is asked anew.
"""

from collections.abc import Iterator
from uuid import UUID

from casework.roles import IMPORTER, INVESTIGATOR, SOCIAL_WORKER
from throughline.domain import Event as AnyEvent
from throughline.domain import Fact, Rejected

from intake.case.codes import AgeBand, AgeMethod, IsChild
from intake.case.lapsing import ConsentLapsed, of_guardian
from intake.case.state import Case
from intake.case.victims import VictimEncountered, keep, tell

CHILD_BANDS: frozenset[AgeBand] = frozenset({"0--8", "9--17"})

# Events. These names and fields are the storage format: never rename, add a V2.


class AgeAssessed(AnyEvent):
    victim_id: UUID
    age_band: AgeBand
    is_child: IsChild
    method: AgeMethod


# Commands


class RecordAgeAssessed(Fact, roles=frozenset({INVESTIGATOR, SOCIAL_WORKER, IMPORTER}), records=AgeAssessed):
    """Her age was assessed. Leave `isChild` out where it follows from the band; in doubt she is presumed a child."""

    victim_id: UUID
    age_band: AgeBand = "unknown"
    is_child: IsChild | None = None
    method: AgeMethod


Command = RecordAgeAssessed
Event = AgeAssessed

# Rules


class AgeContradictsBand(Rejected):
    def __init__(self, age_band: AgeBand, is_child: IsChild) -> None:
        super().__init__(
            f"age band {age_band} and isChild {is_child} cannot both be; correct one, or leave isChild out"
        )


# Decisions


def decide(case: Case, command: Command) -> list[AnyEvent]:
    is_child = command.is_child or implied(command.age_band)
    if {is_child, implied(command.age_band)} == {"yes", "no"}:
        raise AgeContradictsBand(command.age_band, is_child)
    assessed = AgeAssessed(**{**command.fields(), "is_child": is_child})
    told = tell(case, command.victim_id, assessed, command.occurred_on)
    return [*told, *of_guardian(case, command.victim_id, "of_age")] if told and is_child == "no" else told


def implied(age_band: AgeBand) -> IsChild:
    if age_band == "unknown":
        return "presumed"
    return "yes" if age_band in CHILD_BANDS else "no"


def said_of_age(case: Case, victim_id: UUID) -> IsChild | None:
    """The latest assessment's word; where nobody assessed, the band that she was last met in. None: nobody says."""
    victim = case.victims.get(victim_id)
    if victim is None:
        return None
    if known := victim.latest(AgeAssessed):
        return known.is_child
    met = victim.latest(VictimEncountered)
    return implied(met.age_band) if met else None


def is_said_child(case: Case, victim_id: UUID) -> bool:
    """Whether somebody says, or presumes, that she is a child."""
    return said_of_age(case, victim_id) in ("yes", "presumed")


def is_child(case: Case, victim_id: UUID) -> bool:
    """Whether somebody known here is a child, or may be one: nobody says that she is none."""
    return victim_id in case.victims and may_be_child(case, victim_id)


def may_be_child(case: Case, subject_id: UUID) -> bool:
    return said_of_age(case, subject_id) != "no"


def of_children(before: Case, after: Case) -> Iterator[AnyEvent]:
    """What children alone agreed to: a guardian or a court has to, whichever was told first, her age or her consent.

    Found to be of age, she is asked anew about what she agreed to while she was taken for a child. Who is not known
    here yet may turn out to be of age: until then nothing is shared on it (consent.py).
    """
    for consent_id, consent in after.consents.items():
        open_ = consent.by_self and consent.purposes and not consent.ended
        was = consent_id in before.consents and is_said_child(before, consent.subject_id)
        if open_ and (was or is_child(after, consent.subject_id)):
            yield ConsentLapsed(consent_id=consent_id, because="child_alone")


def is_of_age(case: Case, victim_id: UUID) -> bool:
    """Whether the latest assessment says that she is no child: never in doubt, nor where nobody assessed."""
    victim = case.victims.get(victim_id)
    known = victim.latest(AgeAssessed) if victim else None
    return known is not None and known.is_child == "no"


# What the events change


def evolve(case: Case, event: Event) -> Case:
    return keep(case, event.victim_id, event)
