"""Whom a role reaches in a case, by the question that answers it: for services to declare at their doors.

Counsel has her own clients, a survivor herself, a duty officer those in danger and for 72 hours; whoever else a case is
about is not there for them. The questions look at each service's own timeline (projections/*.sql).
"""

from collections.abc import Mapping

from casework.roles import COUNSEL, DUTY_OFFICER, SURVIVOR

OWN_CLIENTS, HERSELF = "casework:own_clients", "casework:herself"

OWN: Mapping[str, str] = {COUNSEL: OWN_CLIENTS, SURVIVOR: HERSELF}
"""Names the persons who are theirs: every other person's documents are not there."""
ON_DUTY: Mapping[str, str] = {DUTY_OFFICER: "casework:on_duty"}
"""Has a row for a case that is theirs to look at. It wants a function `at_stake` in the service's database."""
OUT_OF_REACH: Mapping[str, str] = {DUTY_OFFICER: "casework:out_of_reach"}
"""Names the persons whose documents are not there."""
LOGGED = frozenset({DUTY_OFFICER})
"""Whose every look at a case is recorded."""
