"""From a gap in the justice system to a reform that was adopted, in the programme of an office."""

from uuid import uuid5

from reporting import programme
from reporting.programme import (
    IdentifySystemGap,
    ProposeReform,
    RecordReformAdopted,
    ReformAdopted,
    ReformProposed,
    SystemGapIdentified,
    programme_of,
)
from reporting.programme.reform import (
    GapKnownOtherwise,
    NotThisOfficesProgramme,
    ReformAdoptedOtherwise,
    ReformNotProposed,
    ReformProposedOtherwise,
    UnknownGap,
)
from throughline.testing.given import CASE, NAMESPACE, scenario

given = scenario(programme.AGGREGATE)
GAP, OTHER_GAP, REFORM = (uuid5(NAMESPACE, name) for name in ("gap", "other gap", "reform"))
PROGRAMME = programme_of("PHL-MNL")
found = SystemGapIdentified(gap_id=GAP, area="testimony", from_case_count=7)
proposed = ReformProposed(reform_id=REFORM, gap_id=GAP)
adopted = ReformAdopted(reform_id=REFORM, kind="procedure")


def identify(**other):
    said = {"gap_id": GAP, "area": "testimony", "from_case_count": 7, "office_id": "PHL-MNL"}
    return IdentifySystemGap(**{"case_id": PROGRAMME} | said | other)


def propose(gap=GAP):
    return ProposeReform(case_id=PROGRAMME, reform_id=REFORM, gap_id=gap)


def adopt(kind="procedure"):
    return RecordReformAdopted(case_id=PROGRAMME, reform_id=REFORM, kind=kind)


class WhenNothingIsKnown:
    def test_a_gap_may_open_the_programme(self):
        given().when(identify()).then(found)

    def test_a_gap_belongs_to_its_offices_programme(self):
        given().when(identify(case_id=CASE)).rejects(NotThisOfficesProgramme)

    def test_no_reform_is_proposed_for_a_gap_that_nobody_found(self):
        given().when(propose()).rejects(UnknownGap)


class WhenAGapWasFound:
    known = given(found)

    def test_the_same_again_is_nothing_new(self):
        self.known.when(identify()).nothing()

    def test_the_same_gap_is_not_found_otherwise(self):
        self.known.when(identify(from_case_count=8)).rejects(GapKnownOtherwise)

    def test_a_reform_is_proposed(self):
        self.known.when(propose()).then(proposed)

    def test_what_was_adopted_unasked_is_held(self):
        self.known.when(adopt()).holds(ReformNotProposed)


class WhenAReformWasProposed:
    known = given(found, SystemGapIdentified(gap_id=OTHER_GAP, area="bail", from_case_count=2), proposed)

    def test_the_same_again_is_nothing_new(self):
        self.known.when(propose()).nothing()

    def test_it_answers_one_gap(self):
        self.known.when(propose(OTHER_GAP)).rejects(ReformProposedOtherwise)

    def test_it_is_adopted(self):
        self.known.when(adopt()).then(adopted)

    def test_adopted_again_is_nothing_new_and_adopted_otherwise_is_held(self):
        given(found, proposed, adopted).when(adopt()).nothing()
        given(found, proposed, adopted).when(adopt("law")).holds(ReformAdoptedOtherwise)
