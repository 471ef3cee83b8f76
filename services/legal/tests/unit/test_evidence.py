"""Evidence: every hand-over names who gave and who took, and what does not fit the chain is flagged beside it."""

from uuid import UUID

from hypothesis import given as generated
from hypothesis import strategies as st
from legal import evidence
from legal.evidence.custody import (
    CollectedOtherwise,
    CustodyGapFlagged,
    EvidenceAdmitted,
    EvidenceCollected,
    EvidenceExamined,
    EvidenceExcluded,
    EvidenceTransferred,
    NotCollected,
    RecordEvidenceAdmitted,
    RecordEvidenceCollected,
    RecordEvidenceExamined,
    RecordEvidenceExcluded,
    RecordEvidenceTransferred,
)
from throughline.domain import Moment
from throughline.testing.given import CASE, scenario

given = scenario(evidence.AGGREGATE)

ITEM, POLICE, LAB, COURT = (UUID(int=number) for number in range(1, 5))
HASH, OTHER = "a" * 64, "b" * 64
of = {"case_id": CASE, "item_id": ITEM}
taken = {"category": "digital", "collected_by_org_id": POLICE, "sha256": HASH, "seal": "seal-17"}
collected = EvidenceCollected(item_id=ITEM, **taken)
to_lab = {"from_custodian": POLICE, "to_custodian": LAB, "purpose": "examination", "seal_intact": True}
handed_on = EvidenceTransferred(item_id=ITEM, **to_lab)


class WhenNothingIsCollected:
    def test_an_item_is_collected_once(self):
        given().when(RecordEvidenceCollected(**of, **taken)).then(collected)

    def test_anything_else_is_held(self):
        given().when(RecordEvidenceTransferred(**of, **to_lab)).holds(NotCollected)
        given().when(RecordEvidenceAdmitted(**of)).holds(NotCollected)


class WhenCollected:
    def test_the_same_again_is_nothing_new_and_another_collection_is_held(self):
        day = Moment.parse("2026-05-04")
        given(collected.on(day)).when(RecordEvidenceCollected(**of, **taken, occurred_on=day)).nothing()
        other = RecordEvidenceCollected(**of, **{**taken, "collected_by_org_id": LAB})
        given(collected).when(other).holds(CollectedOtherwise)

    def test_it_is_handed_on_by_whoever_has_it(self):
        given(collected).when(RecordEvidenceTransferred(**of, **to_lab)).then(handed_on)
        assert given(collected, handed_on).state.custodian == LAB

    def test_handed_on_by_somebody_else_the_gap_is_flagged_in_the_same_append(self):
        from_court = {**to_lab, "from_custodian": COURT}
        given(collected).when(RecordEvidenceTransferred(**of, **from_court)).then(
            EvidenceTransferred(item_id=ITEM, **from_court),
            CustodyGapFlagged(item_id=ITEM, kind="from_another", expected=POLICE, from_custodian=COURT),
        )

    def test_so_are_a_broken_seal_and_another_hash(self):
        broken = RecordEvidenceTransferred(**of, **{**to_lab, "seal_intact": False})
        assert given(collected).when(broken).emits(EvidenceTransferred, CustodyGapFlagged)[1].kind == "seal_broken"
        examined = RecordEvidenceExamined(**of, by_org_id=LAB, sha256=OTHER)
        assert given(collected).when(examined).emits(EvidenceExamined, CustodyGapFlagged)[1].kind == "hash_differs"
        given(collected).when(RecordEvidenceExamined(**of, by_org_id=LAB, sha256=HASH)).emits(EvidenceExamined)

    def test_the_court_admits_or_excludes_it(self):
        given(collected).when(RecordEvidenceAdmitted(**of)).then(EvidenceAdmitted(item_id=ITEM))
        given(collected, EvidenceAdmitted(item_id=ITEM)).when(RecordEvidenceAdmitted(**of)).nothing()
        given(collected, EvidenceAdmitted(item_id=ITEM)).when(
            RecordEvidenceExcluded(**of, reason="chain_of_custody")
        ).emits(EvidenceExcluded)


class WhenAHandOverIsToldLate:
    MAY_4, MAY_9 = Moment.parse("2026-05-04"), Moment.parse("2026-05-09")
    to_court = EvidenceTransferred(
        item_id=ITEM, from_custodian=LAB, to_custodian=COURT, purpose="trial", seal_intact=True
    )

    def test_it_takes_its_place_and_moves_the_item_nowhere(self):
        known = given(collected, self.to_court.on(self.MAY_9))
        known.when(RecordEvidenceTransferred(**of, **to_lab, occurred_on=self.MAY_4)).then(handed_on)
        assert given(*known.events, handed_on.on(self.MAY_4)).state.custodian == COURT

    def test_one_that_leaves_the_next_giver_without_the_item_is_flagged(self):
        straight = EvidenceTransferred(
            item_id=ITEM, from_custodian=POLICE, to_custodian=COURT, purpose="trial", seal_intact=True
        )
        late = RecordEvidenceTransferred(**of, **to_lab, occurred_on=self.MAY_4)
        given(collected, straight.on(self.MAY_9)).when(late).then(
            handed_on, CustodyGapFlagged(item_id=ITEM, kind="from_another", expected=LAB, from_custodian=POLICE)
        )


CUSTODIANS = st.sampled_from([POLICE, LAB, COURT])


@generated(st.lists(st.tuples(CUSTODIANS, CUSTODIANS, st.booleans()), max_size=10))
def test_the_giver_had_it_or_a_gap_is_flagged(hand_overs):
    events = [collected]
    for number, (giver, taker, intact) in enumerate(hand_overs):
        known = given(*events)
        command = RecordEvidenceTransferred(
            **of,
            from_custodian=giver,
            to_custodian=taker,
            purpose="storage",
            seal_intact=intact,
            occurred_on=Moment.parse("2026-05-04").plus(days=number),
        )
        decided = known.when(command).decided
        flags = {event.kind for event in decided if isinstance(event, CustodyGapFlagged)}
        assert ("from_another" in flags) == (known.state.custodian != giver)
        assert ("seal_broken" in flags) == (not intact)
        events += [event.on(command.moment) for event in decided]
