"""Suspects: one entry a person, and legal's part with the first of them."""

from uuid import uuid5

from intake.case import AGGREGATE, PartOpened, RecordSuspect, RecordSuspectUnlinked, SuspectIdentified, SuspectUnlinked
from intake.case.suspects import SuspectUnknown
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(AGGREGATE)

SUSPECT = uuid5(NAMESPACE, "suspect")
identify = RecordSuspect(case_id=CASE, suspect_id=SUSPECT, roles=("Exploiter",))
identified = SuspectIdentified(suspect_id=SUSPECT, roles=("Exploiter",))
legal = PartOpened(part="legal")


class WhenNobodyIsKnown:
    def test_the_first_suspect_opens_legal(self, referred):
        given(*referred).when(identify).then(identified, legal)

    def test_an_id_is_made_where_none_is_given(self, open_case):
        outcome = given(*open_case).when(RecordSuspect(case_id=CASE))
        event, _ = outcome.emits(SuspectIdentified, PartOpened)
        assert event.suspect_id == outcome.command.id_for("suspect")

    def test_the_wire_calls_the_roles_roles(self):
        sent = RecordSuspect.model_validate({"caseId": str(CASE), "roles": ["Transporter"]})
        assert sent.in_roles == ("Transporter",)


class WhenIdentified:
    def test_the_same_again_is_nothing_new(self, open_case):
        given(*open_case, identified, legal).when(identify).nothing()

    def test_other_roles_are_recorded_and_open_nothing_again(self, open_case):
        more = RecordSuspect(case_id=CASE, suspect_id=SUSPECT, roles=("Exploiter", "Transporter"))
        given(*open_case, identified, legal).when(more).emits(SuspectIdentified)


class WhenUnlinked:
    unlink = RecordSuspectUnlinked(case_id=CASE, suspect_id=SUSPECT, reason="wrong_person")
    history = (SuspectIdentified(suspect_id=SUSPECT, roles=()), PartOpened(part="legal"))

    def test_nobody_has_to_cover_who_is_unlinked(self, open_case):
        (event,) = given(*open_case, *self.history).when(self.unlink).emits(SuspectUnlinked)
        assert given(*open_case, *self.history, event).state.handed_over("legal") == frozenset()
        given(*open_case, *self.history, event).when(self.unlink).nothing()

    def test_identified_again_they_are_a_suspect_again(self, open_case):
        unlinked = SuspectUnlinked(suspect_id=SUSPECT, reason="wrong_person")
        again = RecordSuspect(case_id=CASE, suspect_id=SUSPECT)
        (event,) = given(*open_case, *self.history, unlinked).when(again).emits(SuspectIdentified)
        assert given(*open_case, *self.history, unlinked, event).state.handed_over("legal") == {SUSPECT}

    def test_somebody_unknown_is_held(self, open_case):
        given(*open_case).when(self.unlink).holds(SuspectUnknown)
