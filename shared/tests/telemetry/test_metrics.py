"""The kit's figures as Prometheus reads them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from throughline.telemetry import metrics, watch_event_loop
from throughline.telemetry.observed import Observe, Observed


def test_counts_are_exact_per_label(observed: Observed) -> None:
    metrics.command_handled("OpenCase", "accepted")
    metrics.command_handled("OpenCase", "accepted")
    metrics.command_handled("OpenCase", "rejected")
    metrics.relay_published(7)
    metrics.feed_records("views", "applied", 5)
    metrics.feed_records("views", "duplicate", 0)
    figures = observed.figures()
    assert figures['throughline_commands_total{command="OpenCase",outcome="accepted"}'] == 2
    assert figures['throughline_commands_total{command="OpenCase",outcome="rejected"}'] == 1
    assert figures["throughline_relay_published_total"] == 7
    assert figures['throughline_feed_records_total{feed="views",outcome="applied"}'] == 5
    assert not [name for name in figures if "duplicate" in name]


def test_states_are_reported_as_last_seen(observed: Observed) -> None:
    metrics.feed_lag("views", 9)
    metrics.feed_lag("views", 2)
    metrics.feed_lag("reactions", 4)
    metrics.parked_cases("reactions", 1, safety=True)
    metrics.deadlines_overdue(3)
    metrics.partner_unmatched(2)
    figures = observed.figures()
    assert figures['throughline_feed_lag{feed="views"}'] == 2
    assert figures['throughline_feed_lag{feed="reactions"}'] == 4
    assert figures['throughline_parked_cases{feed="reactions",safety="true"}'] == 1
    assert figures["throughline_deadlines_overdue"] == 3
    assert figures["throughline_partner_unmatched"] == 2


def test_the_oldest_waiting_event_ages_while_nobody_looks(observed: Observed) -> None:
    assert observed.figures()["throughline_outbox_oldest_age_seconds"] == 0
    metrics.outbox_waiting(12, datetime.now(UTC) - timedelta(seconds=30))
    figures = observed.figures()
    assert figures["throughline_outbox_rows"] == 12
    assert figures["throughline_outbox_oldest_age_seconds"] == pytest.approx(30, abs=1)
    assert (
        observed.figures()["throughline_outbox_oldest_age_seconds"] > figures["throughline_outbox_oldest_age_seconds"]
    )
    metrics.outbox_waiting(0, None)
    assert observed.figures()["throughline_outbox_oldest_age_seconds"] == 0


def test_what_is_parked_has_a_cause_and_an_age_which_grows_until_nothing_is(observed: Observed) -> None:
    metrics.parked_of_cause("live", "Poison@stock.py:7", 2)
    metrics.parked_since("live", datetime.now(UTC) - timedelta(minutes=5))
    metrics.events_held(3)
    figures = observed.figures()
    assert figures['throughline_parked_causes{cause="Poison@stock.py:7",feed="live"}'] == 2
    assert figures['throughline_parked_oldest_age_seconds{feed="live"}'] == pytest.approx(300, abs=2)
    assert figures["throughline_events_held"] == 3
    metrics.parked_since("live", None)
    assert observed.figures()['throughline_parked_oldest_age_seconds{feed="live"}'] == 0


def test_durations_are_in_seconds_with_buckets_down_to_a_millisecond(observed: Observed) -> None:
    metrics.append_took(0.004)
    figures = observed.figures()
    assert figures['throughline_append_duration_seconds_bucket{le="0.0025"}'] == 0
    assert figures['throughline_append_duration_seconds_bucket{le="0.005"}'] == 1


def test_when_a_feed_last_applied_is_an_instant(observed: Observed) -> None:
    metrics.feed_applied("views")
    last = observed.figures()['throughline_feed_last_applied_timestamp_seconds{feed="views"}']
    assert last == pytest.approx(datetime.now(UTC).timestamp(), abs=5)


async def test_a_blocked_event_loop_is_seen(observed: Observed) -> None:
    import time

    watching = asyncio.create_task(watch_event_loop(every=0.01))
    await asyncio.sleep(0.02)
    time.sleep(0.15)
    await asyncio.sleep(0.02)
    watching.cancel()
    figures = observed.figures()
    slow = figures["throughline_event_loop_lag_seconds_count"]
    assert slow - figures['throughline_event_loop_lag_seconds_bucket{le="0.1"}'] == 1


def test_the_service_is_named(observed: Observed) -> None:
    metrics.relay_published(1)
    assert any('service_name="legal"' in name for name in observed.figures() if name.startswith("target_info"))


def test_a_second_configure_starts_its_figures_anew(observe: Observe) -> None:
    observe()
    metrics.relay_published(1)
    second = observe()
    metrics.relay_published(2)
    assert second.figures()["throughline_relay_published_total"] == 2


def test_the_process_itself_is_measured_too(observed: Observed) -> None:
    assert observed.figures()["process_resident_memory_bytes"] > 1_000_000
