"""deploy/kafka/topics.yaml says what the architecture says."""

from pathlib import Path

import pytest
from throughline.outbox.relay import MAX_RECORD_BYTES
from throughline.stack.errors import StackError
from throughline.stack.layout import Layout
from throughline.stack.topics import declared

FILE = Layout.find(Path(__file__)).topics_file


def test_every_service_topic_is_kept_for_ever_in_twelve_partitions() -> None:
    kept = {topic.name for topic in declared(FILE) if topic.retention == -1}
    services = {"intake.events", "legal.events", "reporting.events"}
    needing_to_know = {"legal.evidence", "aftercare.events", "aftercare.care", "aftercare.clinical"}
    assert kept == services | needing_to_know
    assert {topic.partitions for topic in declared(FILE)} == {12}


def test_partner_topics_and_dead_letters_are_kept_thirty_days() -> None:
    brief = {topic.name for topic in declared(FILE, "t.") if topic.retention == 30 * 24 * 3600 * 1000}
    assert brief == {"t.partner.hotline.in", "t.partner.hotline.out", "t.partner.hotline.in.dead-letter"}


def test_a_dead_letter_holds_the_largest_message_that_a_partner_can_send() -> None:
    largest = {topic.name: topic.largest for topic in declared(FILE)}
    assert largest["partner.hotline.in.dead-letter"] == MAX_RECORD_BYTES
    assert largest["partner.hotline.in"] * 4 // 3 + 10_000 < MAX_RECORD_BYTES


def test_a_retention_that_is_no_number_of_days_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text("defaults: {partitions: 1, replication: 1}\ntopics: {a: {retention: soon}}\n")
    with pytest.raises(StackError, match="topic a: retention"):
        declared(file)
