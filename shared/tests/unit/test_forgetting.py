"""Forgetting a person: nothing said of her is left, in whichever order it was told, and the others keep theirs."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st
from throughline.domain import Metadata, Moment
from throughline.envelope import Record
from throughline.projection import Forgetting

SPACE = UUID("5d1c8a52-94a0-5f0e-8a5b-0e9c1d2b3a40")
HER, OTHER, CASE, ASSESSED, LETTER = (uuid5(SPACE, name) for name in ("her", "other", "case", "assessed", "letter"))
FORGETTING = Forgetting(event="Forgotten", cases="")
ORIGIN = Metadata(
    event_id=CASE,
    event_type="",
    schema_version=1,
    service="elsewhere",
    stream_id=CASE,
    stream_version=2,
    case_id=CASE,
    occurred_on=Moment.parse("2026-05-04"),
    recorded_at=datetime(2026, 6, 1, tzinfo=UTC),
    actor_id=UUID(int=0),
    actor_role="",
    command_id=CASE,
    correlation_id=CASE,
    causation_id=CASE,
)


def told(kind, *, stream=CASE, version=2, **data):
    origin = replace(
        ORIGIN,
        event_id=uuid5(SPACE, f"{kind} {stream} {version} {data}"),
        event_type=kind,
        stream_id=stream,
        stream_version=version,
    )
    return Record(origin, json.dumps(data, default=str).encode())


FORGOTTEN = told("Forgotten", subjectId=HER)
OF_HER = [
    told("Met", personId=HER),
    told("Cared", stream=HER),
    told("Assessed", stream=ASSESSED, version=1, personId=HER),
    told("Scored", stream=ASSESSED, version=2, score=3),
]
OF_OTHERS = [
    told("Met", personId=OTHER),
    told("Written", stream=LETTER, version=1),
    told("Sent", stream=LETTER, about=[str(OTHER)]),
]
NAMES_BOTH = told("Heard", witnesses=[str(HER), str(OTHER)])


class TestForgetting:
    @given(st.permutations([FORGOTTEN, NAMES_BOTH, *OF_HER, *OF_OTHERS]))
    def test_leaves_what_is_of_others_and_that_she_is_forgotten(self, history):
        kept = FORGETTING.left(history)
        types = {record.metadata.event_id for record in kept}
        assert types == {record.metadata.event_id for record in (FORGOTTEN, NAMES_BOTH, *OF_OTHERS)}
        naming = [record for record in kept if str(HER).encode() in record.body]
        assert naming == [FORGOTTEN]

    def test_takes_only_her_id_from_what_names_others_too(self):
        (_, heard) = FORGETTING.left([FORGOTTEN, NAMES_BOTH])
        assert heard.data["witnesses"] == [str(UUID(int=0)), str(OTHER)]
        assert heard.metadata == NAMES_BOTH.metadata

    def test_of_nobody_changes_nothing(self):
        history = [NAMES_BOTH, *OF_HER]
        assert FORGETTING.left(history) == history

    @given(st.permutations([FORGOTTEN, NAMES_BOTH, *OF_HER, *OF_OTHERS]))
    def test_a_second_time_changes_nothing(self, history):
        once = FORGETTING.left(history)
        assert FORGETTING.left(once) == once
