"""Whatever arrives in whatever order, among closings and reopenings: what legal says of its part is true at the end."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from legal import docket, prosecution
from legal.docket.closing import CloseLegalPart, ReopenLegalPart
from legal.docket.notes import NoteSuspect, NoteVictim
from legal.docket.opening import OpenProsecution
from legal.docket.part import LegalPartClosed, LegalPartReopened
from legal.docket.state import Docket
from legal.prosecution.complaint import RecordComplaintRefused, RecordComplaintRegistered
from legal.prosecution.ending import RecordDeath, RecordDiscontinued, RecordResumption, expected
from legal.prosecution.registration import RecordAccusedRegistered
from legal.prosecution.state import Prosecution
from throughline.domain import Issued, Moment, OnStream, Rejected, stamp
from throughline.testing.given import CASE, NAMESPACE, NOW, SOMEBODY

S, S2, V, V2, ORG = (UUID(int=number) for number in range(1, 6))
DAYS = [Moment.parse(f"2026-05-0{day}") for day in range(1, 5)]
ACTUAL = {"case_id": CASE, "status": "ActualVictimOfTrafficking", "standing": "official"}
NOTES = [
    NoteSuspect(case_id=CASE, suspect_id=S, occurred_on=DAYS[0]),
    NoteSuspect(case_id=CASE, suspect_id=S2, occurred_on=DAYS[1]),
    NoteVictim(**ACTUAL, victim_id=V, occurred_on=DAYS[1]),
    NoteVictim(**ACTUAL, victim_id=V2, occurred_on=DAYS[2]),
]
SINCE = st.sampled_from(
    [
        CloseLegalPart(case_id=CASE),
        ReopenLegalPart(case_id=CASE, reason="new_evidence"),
        OpenProsecution(case_id=CASE),
        (RecordComplaintRefused, {"reason": "no_offence"}),
        (RecordComplaintRegistered, {"kind": "fir", "authority_org_id": ORG}),
        (RecordAccusedRegistered, {"accused_id": S, "named_by": ORG, "basis": "fir"}),
        (RecordDiscontinued, {"reason": "no_evidence"}),
        (RecordResumption, {"accused_id": S}),
        (RecordDeath, {"accused_id": S, "occurred_on": DAYS[3]}),
    ]
)


class Legal:
    """Both kinds of stream of one case, and all that was recorded of its part."""

    def __init__(self):
        self.docket, self.prosecutions, self.part, self.number = Docket(), {}, [], 0

    def tell(self, command):
        self.number += 1
        at = NOW + timedelta(minutes=self.number)
        issue = Issued(command_id=uuid5(NAMESPACE, f"tell {self.number}"), at=at, actor=SOMEBODY)
        command = command.issued(issue)
        own = docket.AGGREGATE.stream_id(command) if isinstance(command, docket.Command) else command.prosecution_id
        for index, item in enumerate(self.decide(command)):
            stream = item.stream.stream_id if isinstance(item, OnStream) else own
            event = stamp(command, item.event if isinstance(item, OnStream) else item, index)
            if isinstance(event, docket.Event):
                self.docket = docket.evolve(self.docket, event)
            else:
                self.prosecutions[stream] = prosecution.evolve(self.prosecutions.get(stream, Prosecution()), event)
            self.part += [event] if isinstance(event, LegalPartClosed | LegalPartReopened) else []

    def decide(self, command):
        try:
            if isinstance(command, docket.Command):
                return docket.decide(self.docket, command, self.prosecutions)
            state = self.prosecutions[command.prosecution_id]
            wanted = [ref.stream_id for ref in prosecution.reads(state, command)]
            return prosecution.decide(state, command, dict.fromkeys(wanted, self.docket))
        except Rejected:
            return []

    @property
    def expects(self):
        return [text for id, known in self.prosecutions.items() for text in expected(id, known)]

    @property
    def people(self):
        return {S, S2} & ({*self.docket.suspects} | {id for p in self.prosecutions.values() for id in p.accused})


@settings(max_examples=200, deadline=None)
@generated(st.permutations(NOTES), st.lists(st.tuples(st.integers(0, 4), SINCE, st.integers(0, 3)), max_size=25))
def test_a_closed_part_expects_nothing_and_covers_everybody(notes, others):
    legal = Legal()
    for place, note in enumerate([*notes, None]):
        for at, other, which in others:
            if at != place:
                continue
            if isinstance(other, tuple) and legal.prosecutions:
                kind, fields = other
                chosen = sorted(legal.prosecutions)[which % len(legal.prosecutions)]
                legal.tell(kind(case_id=CASE, prosecution_id=chosen, **fields))
            elif not isinstance(other, tuple):
                legal.tell(other)
            assert not (legal.docket.is_closed and legal.expects)
        if note:
            legal.tell(note)
        if legal.docket.is_closed:
            assert not legal.expects
            assert legal.docket.covers >= legal.people
    for id in legal.prosecutions:
        legal.tell(RecordDiscontinued(case_id=CASE, prosecution_id=id, reason="no_evidence"))
    legal.tell(CloseLegalPart(case_id=CASE))
    assert legal.docket.covers == {S, S2}
    assert isinstance(legal.part[-1], LegalPartClosed)
    told = [type(event) for event in legal.part]
    assert LegalPartReopened not in {one for one, two in pairwise(told) if one is two}
