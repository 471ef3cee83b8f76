"""Which office may see a case does not hang on the order in which its streams arrive, nor on how often."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from throughline.domain import Event
from throughline.envelope import Record
from throughline.projection.case_access import CaseAccess, CaseAccessRow
from throughline.projection.model import apply
from throughline.testing.given import CASE, NOW, recorded

OWN, THEIRS = "legal", ("intake", "aftercare")


class Said(Event):
    """Anything that was recorded of the case."""


def told(number: int, service: str, hour: int, office: str | None, reference: str | None = None) -> Record:
    known = recorded(Said(), number).metadata
    at = NOW + timedelta(hours=hour)
    said = {"office_id": office, "case_reference": reference, "jurisdiction": office and office[:3]}
    return Record(replace(known, event_id=UUID(int=number), service=service, recorded_at=at, **said), b"{}")


def row(*records: Record) -> CaseAccessRow:
    model, rows = CaseAccess(OWN), dict[tuple[UUID], CaseAccessRow]()
    for record in records:
        apply(model, rows, model.changes_by_record(record))
    return rows[(CASE,)]


OFFICES = st.sampled_from([None, "PHL-MNL", "PHL-CEB", "KEN-NBO"])
HEARD = st.lists(
    st.tuples(st.sampled_from([OWN, *THEIRS]), st.integers(0, 3), OFFICES, st.sampled_from([None, "A-1", "B-2"])),
    min_size=1,
    max_size=8,
).map(lambda said: [told(number, *one) for number, one in enumerate(said, 1)])


@given(HEARD, st.data())
def test_every_order_and_repetition_leaves_the_same_row(records: list[Record], data: st.DataObject) -> None:
    again = data.draw(st.permutations([*records, *data.draw(st.lists(st.sampled_from(records), max_size=4))]))
    assert row(*again) == row(*records)


@given(HEARD)
def test_an_office_that_this_service_names_itself_is_the_one(records: list[Record]) -> None:
    own = [one.metadata for one in records if one.metadata.service == OWN and one.metadata.office_id]
    named = {one.metadata.office_id for one in records}
    first = min(own, key=lambda one: (one.recorded_at, one.event_id), default=None)
    assert row(*records).office_id == first.office_id if first else row(*records).office_id in named


def test_who_may_write_in_a_case_may_read_it_whatever_another_service_says() -> None:
    theirs, own = told(1, "intake", 0, "PHL-CEB"), told(2, OWN, 5, "PHL-MNL")
    assert row(theirs).office_id == "PHL-CEB"
    assert row(theirs, own).office_id == row(own, theirs).office_id == "PHL-MNL"
    assert row(own, told(3, OWN, 9, "KEN-NBO")).office_id == "PHL-MNL"
