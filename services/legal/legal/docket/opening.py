"""Prosecutions opened: by a lawyer, or by themselves once an authority says that somebody is a victim.

Guarantees at most one file that opens by itself while the part is open, and a part at work again where it was closed. A
file is no prosecution until a complaint is registered. What an import tells of the past opens nothing by itself: it
brings its own prosecutions.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from casework.roles import IMPORTER
from throughline.domain import Command as AnyCommand
from throughline.domain import Decision, OnStream, Rejected, StreamRef
from throughline.domain import Event as AnyEvent

from legal.codes import Code, Jurisdiction, OfficeId
from legal.docket.notes import NoteVictim
from legal.docket.part import reopened
from legal.docket.state import PROSECUTION, Docket, Status
from legal.profiles import UNSPECIFIED, profile_of
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.milestones import ProsecutionTakenOver
from legal.prosecution.state import Prosecution
from legal.roles import OPENERS

# Events. These names and fields are the storage format: never rename, add a V2.


class ProsecutionOpened(AnyEvent):
    prosecution_id: UUID
    jurisdiction_profile: Code


# Commands


class OpenProsecution(Decision, roles=OPENERS, opens=True):
    """`office_id` and `jurisdiction` say whose case it is where it is a new one; a known case keeps its own."""

    jurisdiction_profile: Code | None = None
    office_id: OfficeId | None = None
    jurisdiction: Jurisdiction | None = None


Event = ProsecutionOpened
Command = OpenProsecution

# Rules


class EmptyFileExists(Rejected):
    def __init__(self, prosecution_id: UUID) -> None:
        super().__init__(
            f"prosecution {prosecution_id} is open and nothing was recorded in it yet: use it, or name another profile"
        )


class CaseUnknown(Rejected):
    def __init__(self) -> None:
        super().__init__("nothing of this case has reached legal yet; record its suspect or victim in intake first")


# Decisions


def decide(
    docket: Docket, prosecutions: Mapping[UUID, Prosecution], command: OpenProsecution
) -> list[AnyEvent | OnStream]:
    """Whose case it is only intake says: before it did, nobody takes it for an office, unless it is a new one."""
    if not docket.opened and not is_new(command):
        raise CaseUnknown()
    for prosecution_id, prosecution in prosecutions.items():
        if prosecution.is_untouched and prosecution.profile in (profile(command), UNSPECIFIED):
            raise EmptyFileExists(prosecution_id)
    return [*(reopened("prosecution_opened") if docket.is_closed else ()), *opened(docket, command)]


def is_new(command: OpenProsecution) -> bool:
    """A case that this very command begins, or one that an import brings to all services at once."""
    return command.case_id == command.id_for("case") or command.actor.role == IMPORTER


def opens_by_itself(docket: Docket, command: NoteVictim) -> bool:
    """Once for each victim, where nothing is open that could be for her: no file yet, or all of them over."""
    said = Status(command.status, command.standing, command.moment, command.historical)
    known = any(status.asks_for_a_prosecution for status in docket.victims.get(command.victim_id, ()))
    return said.asks_for_a_prosecution and not known and (docket.is_closed or not docket.prosecutions)


def by_status(docket: Docket, command: NoteVictim) -> list[AnyEvent | OnStream]:
    """What an official status asks for; a closed part has work again."""
    if not opens_by_itself(docket, command):
        return []
    return [*(reopened("victim_status") if docket.is_closed else ()), *opened(docket, command)]


def lacks_a_file(docket: Docket) -> bool:
    """Whether an authority's last word on somebody is that she is a victim, and no prosecution was ever opened."""
    return not docket.prosecutions and any(
        official[-1].status == "ActualVictimOfTrafficking"
        for said in docket.victims.values()
        if (official := sorted((s for s in said if s.standing == "official"), key=lambda s: (s.on, s.status)))
    )


def opened(docket: Docket, command: AnyCommand) -> list[AnyEvent | OnStream]:
    """In a case that was taken over, what is told of it as history counts as well."""
    stream, code = new_stream(command), profile(command)
    started = ProsecutionStarted(jurisdiction_profile=code, profile_version=profile_of(code).version)
    return [
        ProsecutionOpened(prosecution_id=stream.stream_id, jurisdiction_profile=code),
        OnStream(stream, started),
        *([OnStream(stream, ProsecutionTakenOver())] if docket.taken_over else []),
    ]


def profile(command: AnyCommand) -> str:
    said = command.jurisdiction_profile if isinstance(command, OpenProsecution) else None
    return said or command.issue.jurisdiction or UNSPECIFIED


def new_stream(command: AnyCommand) -> StreamRef:
    return StreamRef(PROSECUTION, command.id_for("prosecution"))


# What the events change


def evolve(docket: Docket, event: Event) -> Docket:
    return replace(docket, prosecutions=(*docket.prosecutions, event.prosecution_id))
