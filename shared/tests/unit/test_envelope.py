"""The envelope: a stored row and a Kafka record say the same, and any CloudEvents reader understands the record."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st
from throughline import envelope
from throughline.domain import Metadata, Moment

IDS = st.uuids()
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
MOMENTS = st.one_of(
    INSTANTS.map(Moment),
    st.sampled_from(["2026-03-04", "2026-03", "2026", "unknown"]).map(Moment.parse),
)

METADATA = st.builds(
    Metadata,
    event_id=IDS,
    event_type=st.sampled_from(["SentencePassed", "ParcelSent"]),
    schema_version=st.integers(1, 9),
    service=st.sampled_from(["legal", "intake"]),
    stream_id=IDS,
    stream_version=st.integers(1, 2**40),
    case_id=IDS,
    occurred_on=MOMENTS,
    recorded_at=INSTANTS,
    actor_id=IDS,
    actor_role=TEXTS,
    command_id=IDS,
    correlation_id=IDS,
    causation_id=IDS,
    case_reference=st.none() | TEXTS,
    office_id=st.none() | TEXTS,
    jurisdiction=st.none() | TEXTS,
    authority=st.none() | TEXTS,
    source=TEXTS,
    legal_basis=st.none() | st.just("public_mandate"),
    consent_id=st.none() | IDS,
    sensitivity=st.sampled_from(["public", "secret"]),
    historical=st.booleans(),
    traceparent=st.none() | st.just("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
)


@given(METADATA)
def test_headers_give_back_all_that_was_recorded(metadata: Metadata) -> None:
    assert envelope.metadata(envelope.headers(metadata)) == metadata


@given(METADATA)
def test_the_stored_row_and_the_record_have_the_same_headers(metadata: Metadata) -> None:
    assert envelope.headers_of_text(envelope.headers_text(metadata)) == envelope.headers(metadata)


@given(METADATA)
def test_an_independent_reader_understands_the_record(metadata: Metadata) -> None:
    headers = {name: value for name, value in envelope.headers(metadata)}
    key = str(metadata.case_id).encode()
    event = from_binary(KafkaMessage(headers, key, b'{"weight":3}'), JSONFormat(), CloudEvent)
    assert UUID(event.get_id()) == metadata.event_id
    assert event.get_type() == f"throughline.{metadata.service}.{metadata.event_type}.v{metadata.schema_version}"
    assert event.get_subject() == str(metadata.stream_id)
    assert event.get_extension("streamversion") == str(metadata.stream_version)


@given(METADATA, st.sampled_from(["ce_id", "ce_type", "ce_subject", "ce_caseid", "ce_streamversion"]))
def test_a_record_without_a_header_it_needs_is_no_event(metadata: Metadata, missing: str) -> None:
    headers = [(name, value) for name, value in envelope.headers(metadata) if name != missing]
    with pytest.raises(envelope.NotAnEvent):
        envelope.metadata(headers)


@given(METADATA, st.sampled_from([b"\xff\xfe", None]))
def test_a_record_with_a_header_that_is_no_text_is_no_event(metadata: Metadata, value: bytes | None) -> None:
    with pytest.raises(envelope.NotAnEvent):
        envelope.metadata([*envelope.headers(metadata), ("ce_note", value)])  # type: ignore[list-item]
