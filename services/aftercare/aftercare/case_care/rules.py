"""Which decisions a case still takes: none about itself once it is merged, and after closing only what is owed.

Facts are taken after closing; in a merged case those that people record are held, with the case that goes on named.
Somebody's care has one stream, which is the case's where it began, and goes on there.
"""

from uuid import UUID

from throughline.domain import Command, Decision, Rejected

from aftercare.case_care.state import CaseCare
from aftercare.rules import part_is_open


class CaseMerged(Rejected):
    def __init__(self, surviving: UUID) -> None:
        super().__init__(f"this case was merged into {surviving}; go on there")


def not_merged(care: CaseCare, command: Command) -> None:
    """What is noted from other services, or asked by the clock, goes on: warnings are owed wherever she is known."""
    if care.merged_into and command.roles:
        raise CaseMerged(care.merged_into)


def takes_decisions(care: CaseCare, command: Command) -> None:
    """Of somebody's care, which goes on where it began, also in a case that was merged since."""
    if isinstance(command, Decision) and command.roles:
        part_is_open(care.closed)
