"""Bail that the law of the place gives after a hearing only, and that was granted without one: a lawyer looks into it.

Guarantees that the grant is recorded all the same: it is the court's. Which charges those are is the profile's to say.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import casework
from throughline.domain import Event

from legal.docket.state import Docket
from legal.profiles import profile_of
from legal.prosecution.bail import BailGranted
from legal.prosecution.facts import AccusedFact
from legal.prosecution.state import Prosecution

LOOK_WITHIN = timedelta(days=1)
HEARD = ("held", "adjourned")


def is_unheard(prosecution: Prosecution, command: AccusedFact) -> bool:
    """Whether a hearing was needed for whoever gets this bail, and none was held."""
    profile = profile_of(prosecution.profile, prosecution.clocks.version)
    charged = (one for one in prosecution.charges_of(command.accused_id) if one.open)
    if not any(profile.wants_bail_hearing(charge.statute) for charge in charged):
        return False
    return not any(hearing.type == "bail" and hearing.state in HEARD for hearing in prosecution.hearings.values())


def asked(prosecution: Prosecution, docket: Docket, command: AccusedFact, decided: Sequence[Event]) -> Iterator[Event]:
    granted = next((place for place, event in enumerate(decided) if isinstance(event, BailGranted)), None)
    if granted is None or not is_unheard(prosecution, command):
        return
    because, about = (casework.own_event(command, granted),), (command.accused_id, command.prosecution_id)
    due_at = command.now + LOOK_WITHIN
    yield from casework.open_task(
        docket.casework, command, "bail_without_hearing", "lawyer", due_at, "urgent", because, about
    )
