"""Prosecutions opened: by a lawyer, or by themselves once an authority says that somebody is a victim.

Guarantees at most one file that opens by itself. A file is no prosecution until a complaint is registered. What an
import tells of the past opens nothing by itself: it brings its own prosecutions.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from throughline.domain import Decision, OnStream, Rejected, StreamRef
from throughline.domain import Event as AnyEvent

from legal.codes import Code
from legal.docket.closing import PartIsClosed, reopened
from legal.docket.notes import NoteVictim
from legal.docket.state import PROSECUTION, Docket
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.state import Prosecution
from legal.roles import OPENERS

UNSPECIFIED = "unspecified"

# Events. These names and fields are the storage format: never rename, add a V2.


class ProsecutionOpened(AnyEvent):
    prosecution_id: UUID
    jurisdiction_profile: Code


# Commands


class OpenProsecution(Decision, roles=OPENERS, opens=True):
    """`office_id` and `jurisdiction` say whose case it is where nothing of it has reached legal yet."""

    jurisdiction_profile: Code | None = None
    office_id: Code | None = None
    jurisdiction: Code | None = None


Event = ProsecutionOpened
Command = OpenProsecution

# Rules


class EmptyFileExists(Rejected):
    def __init__(self, prosecution_id: UUID) -> None:
        super().__init__(
            f"prosecution {prosecution_id} is open and nothing was recorded in it yet: use it, or name another profile"
        )


# Decisions


def decide(
    docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: OpenProsecution
) -> list[AnyEvent | OnStream]:
    if docket.is_closed:
        raise PartIsClosed()
    for prosecution_id, prosecution in prosecutions.items():
        if prosecution.is_untouched and prosecution.profile in (profile(command), UNSPECIFIED):
            raise EmptyFileExists(prosecution_id)
    return opened(command)


def opens_by_itself(docket: Docket, command: NoteVictim) -> bool:
    actual = command.standing == "official" and command.status == "ActualVictimOfTrafficking"
    return actual and not docket.prosecutions and not command.historical


def by_status(docket: Docket, command: NoteVictim) -> list[AnyEvent | OnStream]:
    """What an official status asks for; a part that was closed without a prosecution has work again."""
    if not opens_by_itself(docket, command):
        return []
    return [*(reopened("victim_status") if docket.is_closed else ()), *opened(command)]


def opened(command: OpenProsecution | NoteVictim) -> list[AnyEvent | OnStream]:
    stream = new_stream(command)
    return [
        ProsecutionOpened(prosecution_id=stream.stream_id, jurisdiction_profile=profile(command)),
        OnStream(stream, ProsecutionStarted(jurisdiction_profile=profile(command))),
    ]


def profile(command: OpenProsecution | NoteVictim) -> str:
    said = command.jurisdiction_profile if isinstance(command, OpenProsecution) else None
    return said or command.issue.jurisdiction or UNSPECIFIED


def new_stream(command: OpenProsecution | NoteVictim) -> StreamRef:
    return StreamRef(PROSECUTION, command.id_for("prosecution"))


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    return replace(docket, prosecutions=(*docket.prosecutions, event.prosecution_id))
