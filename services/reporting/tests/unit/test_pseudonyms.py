"""What reporting keeps of another team's event: the same facts, and no way back without the key but by event ids."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given as every
from hypothesis import strategies as st
from reporting import pseudonyms
from throughline.domain import Metadata, Moment
from throughline.envelope import Record

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
NIL = UUID(int=0)
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ANY_UUID = re.compile(r"(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
ingest = pseudonyms.of(KEY)

ids = st.uuids(version=4) | st.uuids(version=5)
texts = st.text(alphabet="abcxyz -_", max_size=12)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | texts
    | ids.map(str)
    | st.tuples(texts, ids).map(lambda p: f"{p[0]}{p[1]}"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | ids.map(str), inner, max_size=4),
    max_leaves=10,
)
bodies = st.dictionaries(st.sampled_from(["victimId", "orgId", "covers", "byPerson", "narrativeRef"]), values)


def record(body, event_type="VictimBroughtToSafety", service="intake", **other):
    origin = Metadata(
        event_id=uuid4(),
        event_type=event_type,
        schema_version=1,
        service=service,
        stream_id=uuid4(),
        stream_version=3,
        case_id=uuid4(),
        occurred_on=Moment.parse("2026-05"),
        recorded_at=AT,
        actor_id=uuid4(),
        actor_role="social_worker",
        command_id=uuid4(),
        correlation_id=uuid4(),
        causation_id=uuid4(),
        case_reference="PHL-MNL-2026-00042",
        office_id="PHL-MNL",
        jurisdiction="PHL",
        authority=str(uuid4()),
        source="import:a_set#17",
        consent_id=uuid4(),
        historical=True,
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )
    return Record(replace(origin, **other), json.dumps(body).encode())


def uuids_in(text):
    return {UUID(found) for found in ANY_UUID.findall(text)}


def pseudonym(value, key=KEY):
    return pseudonyms.Pseudonyms(key).of_id(value)


class TestIds:
    @every(ids)
    def test_the_same_id_has_the_same_pseudonym_for_ever(self, value):
        assert pseudonym(value) == pseudonym(value) != value

    def test_the_pseudonym_of_today_is_that_of_last_year(self):
        known = UUID("6f0b1c0e-5d0a-5a63-9d0e-0c6a54a1c0de")
        assert str(pseudonym(known)) == "0f395207-2eb2-8cf4-8413-968277cb1390"

    @every(ids)
    def test_another_key_gives_another_pseudonym(self, value):
        assert pseudonym(value) != pseudonym(value, OTHER_KEY)

    @every(ids)
    def test_a_pseudonym_is_its_own(self, value):
        assert pseudonym(pseudonym(value)) == pseudonym(value)

    @every(ids)
    def test_a_pseudonym_under_another_key_is_an_id_like_any(self, value):
        assert pseudonym(pseudonym(value, OTHER_KEY)) != pseudonym(value, OTHER_KEY)

    @every(st.integers(0, 2**122 - 1))
    def test_nobody_passes_an_id_through_by_making_it_look_like_a_pseudonym(self, bits):
        forged = UUID(int=(bits >> 74) << 80 | 8 << 76 | (bits >> 62 & 0xFFF) << 64 | 2 << 62 | bits & (1 << 62) - 1)
        assert forged.version == 8
        assert pseudonym(forged) != forged

    def test_it_is_a_uuid_of_the_kind_made_for_this(self):
        assert pseudonym(uuid4()).version == 8

    def test_a_short_key_is_refused(self):
        with pytest.raises(pseudonyms.KeyTooShort):
            pseudonyms.of(b"short")


class TestBodies:
    @every(bodies)
    def test_no_id_that_went_in_comes_out(self, body):
        before, after = json.dumps(body), ingest(record(body)).body.decode()
        assert not uuids_in(before) & uuids_in(after)

    @every(bodies)
    def test_a_second_pass_changes_nothing(self, body):
        once = ingest(record(body))
        assert ingest(once) == once

    @every(bodies)
    def test_everything_but_ids_stays_as_it_was(self, body):
        before, after = json.dumps(body, ensure_ascii=False, separators=(",", ":")), ingest(record(body)).body.decode()
        assert ANY_UUID.sub("id", before) == ANY_UUID.sub("id", after)

    def test_equal_ids_stay_equal_wherever_they_stand(self):
        person = uuid4()
        one = ingest(record({"victimId": str(person)})).data["victimId"]
        other = ingest(
            record({"covers": [str(person).upper()], f"{person}": f"of {person.hex}"}, "AftercarePartClosed")
        )
        assert other.data == {"covers": [one], one: f"of {one}"}
        assert ingest(record({}, stream_id=person)).metadata.stream_id == UUID(one)

    @pytest.mark.parametrize(
        ("event_type", "field"),
        [
            ("SafetyRecheckFellDue", "because"),
            ("CustodyChangeNoted", "sourceEventId"),
            ("DataQualityIssueRaised", "sourceEventId"),
            ("FactCorrected", "replaces"),
            ("SafetyRecheckDone", "answered"),
            ("AppealFiled", "against"),
        ],
    )
    def test_ids_of_events_are_kept(self, event_type, field):
        event_id = str(uuid4())
        assert ingest(record({field: [event_id]}, event_type)).data == {field: [event_id]}

    @pytest.mark.parametrize("event_type", ["ProtectionOrderIssued", "AppealDecided"])
    def test_against_names_a_person_everywhere_but_in_an_appeal(self, event_type):
        person = str(uuid4())
        assert ingest(record({"against": person}, event_type)).data["against"] == str(pseudonym(UUID(person)))

    def test_a_held_fact_is_read_as_what_it_would_have_become(self):
        event_id, person = str(uuid4()), str(uuid4())
        appeal = {
            "type": "AppealFiled",
            "body": {"against": [event_id], "accusedId": person},
            "missing": f"no {person}",
        }
        order = {"type": "ProtectionOrderIssued", "body": {"against": person}}
        name = str(pseudonym(UUID(person)))
        assert ingest(record(appeal, "FactHeld")).data["body"] == {"against": [event_id], "accusedId": name}
        assert ingest(record(appeal, "FactHeld")).data["missing"] == f"no {name}"
        assert ingest(record(order, "FactHeld")).data["body"] == {"against": name}

    def test_a_field_that_names_events_keeps_them_only_as_ids_and_lists_of_them(self):
        person = str(uuid4())
        nested = ingest(record({"because": [{"personId": person}]}, "SafetyRecheckFellDue")).data
        assert nested == {"because": [{"personId": str(pseudonym(UUID(person)))}]}

    def test_what_is_sealed_is_left_out_and_the_rest_of_its_event_is_not(self):
        kept = ingest(
            record({"serviceId": "x", "type": {"seal": "YQ==", "mark": "Yg=="}, "sealed": {"seal": "YQ=="}})
        ).data
        assert kept == {"serviceId": "x", "type": None, "sealed": None}
        assert ingest(record({"seal": "broken"})).data == {"seal": "broken"}

    def test_a_number_hashed_under_another_teams_key_is_hashed_again(self):
        once = ingest(record({"numberKey": "3f1c"}, "ComplaintRegistered"))
        assert UUID(once.data["numberKey"]).version == 8
        assert ingest(once) == once


class TestMetadata:
    def test_who_acted_and_by_which_request_is_gone(self):
        kept = ingest(record({})).metadata
        assert (kept.actor_id, kept.command_id, kept.correlation_id, kept.causation_id) == (NIL, NIL, NIL, NIL)
        assert (kept.case_reference, kept.traceparent) == (None, None)

    def test_ids_of_case_stream_consent_and_authority_are_pseudonyms(self):
        arrived = record({}).metadata
        kept = ingest(Record(arrived, b"{}")).metadata
        assert kept.case_id == pseudonym(arrived.case_id)
        assert kept.stream_id == pseudonym(arrived.stream_id)
        assert kept.consent_id == pseudonym(arrived.consent_id)
        assert kept.authority == str(pseudonym(UUID(arrived.authority)))

    def test_what_figures_are_made_of_is_kept(self):
        arrived = record({}).metadata
        kept = ingest(Record(arrived, b"{}")).metadata
        for name in [
            "event_id",
            "event_type",
            "schema_version",
            "service",
            "stream_version",
            "occurred_on",
            "recorded_at",
            "actor_role",
            "office_id",
            "jurisdiction",
            "source",
            "historical",
            "legal_basis",
            "sensitivity",
        ]:
            assert getattr(kept, name) == getattr(arrived, name)

    def test_reportings_own_events_are_left_as_they_are(self):
        own = record({"studyId": str(uuid4())}, "StudyRegistered", service="reporting")
        assert ingest(own) is own
