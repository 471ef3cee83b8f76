"""The checker sees each way a promise can be broken, and nothing in a history where all are kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from throughline.testing.checker import check
from throughline.testing.histories import (
    Answered,
    Applied,
    Balance,
    Counted,
    Discarded,
    Line,
    Moved,
    Published,
    Reads,
    Recorded,
    Row,
    Took,
    load,
    save,
)

SPACE = UUID("0b5f0a3e-8f51-5b7e-9a7f-0d5c0a7b1e11")
FEED = "depot/live"


def named(name: str) -> UUID:
    return uuid5(SPACE, name)


def recorded(stream: str, version: int) -> Recorded:
    event = f"{stream}:{version}"
    return Recorded("post", named(stream), version, named(event), named(f"command {event}"))


def answered(one: Recorded) -> Answered:
    assert one.command_id
    return Answered(
        str(one.command_id), one.command_id, "accepted", (f"{one.stream_id}:{one.version}",), (one.event_id,)
    )


def applied(number: int, one: Recorded) -> Applied:
    return Applied(FEED, number, one.event_id, one.stream_id, one.version)


def published(offset: int, one: Recorded) -> Published:
    return Published("events", 0, offset, one.event_id, one.stream_id, one.version)


A1, A2, A3, B1 = recorded("a", 1), recorded("a", 2), recorded("a", 3), recorded("b", 1)
EVENTS = [A1, A2, B1, A3]
BALANCE = Balance(FEED, received=5, applied=4, duplicates=1, ignored=0, held=0, parked=0, discarded=0)


def good() -> list[Line]:
    """Three events of one stream and one of another; the second was published twice, and its caller asked twice."""
    order = [A1, A2, A2, B1, A3]
    return [
        *EVENTS,
        *(answered(one) for one in [*EVENTS, A2]),
        Answered("no", named("no"), "rejected"),
        Answered("lost", named("lost"), "unknown"),
        *(published(offset, one) for offset, one in enumerate(order)),
        Reads(FEED, ("events",)),
        *(applied(number, one) for number, one in enumerate(EVENTS)),
        Moved(FEED, 1, 0, "events", 0, 2),
        Moved(FEED, 2, 0, "events", 2, 5),
        BALANCE,
        Row("stock", "a", "3", "3"),
        Took("draining", 3.0, 60.0),
    ]


def broken(history: list[Line]) -> set[str]:
    return {violation.invariant for violation in check(history)}


def without(*lines: Line) -> list[Line]:
    kept = [line for line in good() if line not in lines]
    assert len(kept) < len(good())
    return kept


def swapped(old: Line, new: Line) -> list[Line]:
    assert old in good()
    return [new if line == old else line for line in good()]


def test_nothing_is_found_where_every_promise_is_kept():
    assert check(good()) == []


def test_an_accepted_command_without_its_events_breaks_i1():
    assert "I1" in broken(without(A3))


def test_a_gap_in_a_stream_breaks_i1():
    assert "I1" in broken(without(A2, answered(A2)))


def test_two_events_of_one_version_break_i1():
    twin = replace(A3, event_id=named("twin"), command_id=named("another"))
    assert "I1" in broken([*good(), twin])


def test_a_command_recorded_twice_breaks_i1():
    again = replace(recorded("a", 4), command_id=A1.command_id)
    assert "I1" in broken([*good(), again])


def test_a_command_that_did_nothing_and_left_an_event_breaks_i1():
    left = replace(recorded("c", 1), command_id=named("idle"))
    assert "I1" in broken([*good(), Answered("idle", named("idle"), "nothing"), left])


@pytest.mark.parametrize("told", [(), (f"{A3.stream_id}:4",), (f"{A3.stream_id}:3", f"{B1.stream_id}:1")])
def test_an_answer_that_names_another_position_than_its_events_have_breaks_i1(told: tuple[str, ...]):
    assert "I1" in broken(swapped(answered(A3), replace(answered(A3), positions=told)))


def test_an_event_that_was_never_published_breaks_i2():
    assert "I2" in broken(without(published(4, A3)))


def test_a_published_event_that_nobody_recorded_breaks_i2():
    assert "I2" in broken([*good(), published(5, recorded("c", 1))])


def test_a_stream_applied_out_of_order_breaks_i2():
    history = [line for line in good() if not isinstance(line, Applied)]
    order = [A1, A3, B1, A2]
    assert broken([*history, *(applied(number, one) for number, one in enumerate(order))]) == {"I2"}


def test_an_event_applied_twice_breaks_i2_i3_and_i6():
    assert broken([*good(), applied(9, A3)]) == {"I2", "I3", "I6"}


def test_an_event_that_was_never_applied_breaks_i3():
    assert "I3" in broken(without(applied(3, A3)))


def test_an_event_in_a_feed_that_gave_it_up_is_missed_by_nobody():
    history = [*without(applied(3, A3), BALANCE), Discarded(FEED, A3.event_id)]
    assert check([*history, replace(BALANCE, applied=3, discarded=1)]) == []


def test_offsets_that_go_back_or_jump_break_i3():
    step = Moved(FEED, 2, 0, "events", 2, 5)
    assert "I3" in broken(swapped(step, replace(step, first=1)))
    assert "I3" in broken(swapped(step, replace(step, first=3)))


def test_a_feed_that_stopped_before_the_end_of_its_topic_breaks_i3():
    assert "I3" in broken(without(Moved(FEED, 2, 0, "events", 2, 5)))


@pytest.mark.parametrize("stored", ["4", None])
def test_a_row_that_is_not_what_a_fold_says_breaks_i3(stored: str | None):
    row = Row("stock", "a", "3", "3")
    assert broken(swapped(row, replace(row, stored=stored))) == {"I3"}


def test_a_retry_that_is_told_something_else_breaks_i4():
    assert "I4" in broken([*good(), replace(answered(A2), positions=(f"{A2.stream_id}:3",))])


def test_a_retry_that_is_refused_after_all_breaks_i4():
    assert "I4" in broken([*good(), replace(answered(A2), outcome="rejected", positions=(), events=())])


def test_a_rejected_command_that_left_an_event_breaks_i4():
    assert "I4" in broken([*good(), replace(recorded("c", 1), command_id=named("no"))])


def test_a_command_whose_caller_never_learned_of_it_may_have_left_an_event():
    lost = replace(recorded("c", 1), command_id=named("lost"))
    more = [lost, published(5, lost), applied(9, lost), Moved(FEED, 3, 0, "events", 5, 6)]
    history = [line for line in good() if line != BALANCE]
    assert check([*history, *more, replace(BALANCE, received=6, applied=5)]) == []


@pytest.mark.parametrize("seconds", [61.0, None])
def test_what_takes_longer_than_its_bound_breaks_i5(seconds: float | None):
    took = Took("draining", 3.0, 60.0)
    assert broken(swapped(took, replace(took, seconds=seconds))) == {"I5"}


@pytest.mark.parametrize("change", [{"applied": 3}, {"received": 6}, {"applied": 3, "parked": 1}, {"held": 1}])
def test_what_is_received_and_not_accounted_for_or_still_waits_breaks_i6(change: dict[str, int]):
    assert broken(swapped(BALANCE, replace(BALANCE, **change))) == {"I6"}


@pytest.mark.parametrize("change", [{"applied": 3, "duplicates": 2}, {"duplicates": 0, "ignored": 1}])
def test_counts_that_add_up_and_are_wrong_break_i6(change: dict[str, int]):
    assert broken(swapped(BALANCE, replace(BALANCE, **change))) == {"I6"}


def test_a_feed_that_accounts_for_nothing_breaks_i6():
    assert "I6" in broken(without(BALANCE))


def test_a_history_is_read_as_it_was_written(tmp_path: Path):
    save(tmp_path / "history.jsonl", good())
    assert [*load(tmp_path / "history.jsonl")] == good()


def test_an_event_recorded_at_an_earlier_instant_than_the_one_before_it_breaks_i1():
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    history = [line for line in good() if line not in (A1, A2)]
    assert check([*history, replace(A1, at=noon), replace(A2, at=noon)]) == []
    assert broken([*history, replace(A1, at=noon), replace(A2, at=noon - timedelta(seconds=1))]) == {"I1"}


def test_more_of_something_than_there_may_be_breaks_i5():
    assert check([*good(), Counted("deadlocks in post", 0, 0)]) == []
    assert broken([*good(), Counted("deadlocks in post", 1, 0)]) == {"I5"}
