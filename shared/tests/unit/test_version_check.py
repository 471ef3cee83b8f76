"""The version check: whatever order records arrive in, a stream is applied in its own order, once, without a gap."""

from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from throughline.domain import Metadata, Moment
from throughline.envelope import Record
from throughline.feed.arrived import Arrived
from throughline.feed.checking import Checked, Known, check
from throughline.feed.faults import LogReplaced, Overtaken

NS = UUID(int=1)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def arrived(offset: int, version: int, *, stream: str = "s", case: str = "c", twin: str = "") -> Arrived:
    metadata = Metadata(
        event_id=uuid5(NS, f"{stream}{version}{twin}"),
        event_type="Something",
        schema_version=1,
        service="elsewhere",
        stream_id=uuid5(NS, stream),
        stream_version=version,
        case_id=uuid5(NS, case),
        occurred_on=Moment(NOW),
        recorded_at=NOW,
        actor_id=NS,
        actor_role="somebody",
        command_id=NS,
        correlation_id=NS,
        causation_id=NS,
    )
    return Arrived("topic", 0, offset, Record(metadata, b"{}"))


def commit(known: Known, checked: Checked) -> None:
    """What the lane remembers after a commit."""
    known.versions |= checked.versions
    for topic, span in checked.spans.items():
        known.offsets[topic], known.last_events[topic] = span.next, span.last_event_id
    for one in checked.held:
        known.held.setdefault(one.stream_id, {})[one.version] = one
    for one in checked.released:
        known.held[one.stream_id].pop(one.version)
    known.stuck |= {(failure.reaction, failure.arrived.case_id) for failure in checked.parked}


def versions(arrivals: list[Arrived]) -> list[int]:
    return [one.version for one in arrivals]


class TestInOrder:
    def test_the_next_version_is_applied(self) -> None:
        checked = check([arrived(0, 1), arrived(1, 2)], Known())
        assert versions(checked.apply) == [1, 2]

    def test_a_version_again_is_dropped_and_counted(self) -> None:
        checked = check([arrived(0, 1), arrived(1, 2), arrived(2, 1), arrived(3, 2)], Known())
        assert (versions(checked.apply), checked.duplicates) == ([1, 2], 2)


class TestTooEarly:
    def test_is_held_until_its_predecessor_comes(self) -> None:
        known = Known()
        first = check([arrived(0, 1), arrived(1, 3), arrived(2, 4)], known)
        assert (versions(first.apply), versions(first.held)) == ([1], [3, 4])
        commit(known, first)
        second = check([arrived(3, 2)], known)
        assert (versions(second.apply), versions(second.released)) == ([2, 3, 4], [3, 4])

    def test_of_one_stream_does_not_hold_another(self) -> None:
        checked = check([arrived(0, 2), arrived(1, 1, stream="other")], Known())
        assert versions(checked.apply) == [1]


class TestFork:
    def test_another_event_with_the_same_version_parks_its_case(self) -> None:
        checked = check([arrived(0, 1), arrived(1, 1, twin="forged"), arrived(2, 2)], Known())
        assert versions(checked.apply) == [1]
        assert [failure.fingerprint for failure in checked.parked] == ["fork", "behind"]

    def test_leaves_other_cases_alone(self) -> None:
        batch = [arrived(0, 1), arrived(1, 1, twin="forged"), arrived(2, 1, stream="o", case="d")]
        assert versions(check(batch, Known()).apply) == [1, 1]


class TestPlaceInTheLog:
    def test_a_jump_ahead_is_not_taken(self) -> None:
        with pytest.raises(Overtaken):
            check([arrived(5, 1)], Known(offsets={"topic": 3}))

    def test_what_was_read_before_is_passed_by(self) -> None:
        known = Known()
        commit(known, check([arrived(0, 1), arrived(1, 2)], known))
        checked = check([arrived(1, 2), arrived(2, 3)], known)
        assert (versions(checked.apply), checked.duplicates) == ([3], 0)

    def test_another_event_where_we_stood_means_another_log(self) -> None:
        known = Known()
        commit(known, check([arrived(0, 1), arrived(1, 2)], known))
        with pytest.raises(LogReplaced):
            check([arrived(1, 2, twin="from another log")], known)


@given(st.integers(1, 5), st.integers(1, 12), st.randoms(use_true_random=False), st.integers(1, 7))
def test_any_shuffle_with_duplicates_applies_every_stream_in_order_once(
    streams: int, length: int, random: Random, batch_size: int
) -> None:
    sent = [(f"s{n}", version) for n in range(streams) for version in range(1, length + 1)]
    sent += random.sample(sent, len(sent) // 2)
    random.shuffle(sent)
    log = [arrived(offset, version, stream=stream) for offset, (stream, version) in enumerate(sent)]
    known, applied = Known(), list[Arrived]()
    for start in range(0, len(log), batch_size):
        checked = check(log[start : start + batch_size], known)
        applied += checked.apply
        commit(known, checked)
    for n in range(streams):
        stream_id = uuid5(NS, f"s{n}")
        assert versions([one for one in applied if one.stream_id == stream_id]) == list(range(1, length + 1))
    assert not any(known.held.values())
