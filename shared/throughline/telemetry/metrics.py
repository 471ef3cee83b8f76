"""Every instrument of the kit, in one place: its name, unit and meaning, and a function that records it.

Labels are names from the code (command, feed, outcome), never ids or values. What is a state of the database is set
by whoever looks at it and reported as last seen; ages go on growing while nobody looks. Before `configure` a call
does nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from time import time

from opentelemetry.metrics import CallbackOptions, Histogram, Meter, NoOpMeter, Observation

from throughline.telemetry.kept import Kept

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class _Instruments:
    def __init__(self, meter: Meter) -> None:
        def counter(name: str, unit: str, meaning: str, *labels: str) -> Kept:
            meter.create_observable_counter(name, [(kept := Kept(*labels)).observe], unit, meaning)
            return kept

        def gauge(name: str, unit: str, meaning: str, *labels: str) -> Kept:
            meter.create_observable_gauge(name, [(kept := Kept(*labels)).observe], unit, meaning)
            return kept

        def duration(name: str, meaning: str) -> Histogram:
            return meter.create_histogram(name, "s", meaning, explicit_bucket_boundaries_advisory=_QUICK)

        self.commands = counter(
            "throughline.commands", "{command}", "Commands handled, by outcome.", "command", "outcome"
        )
        self.append = duration("throughline.append.duration", "Time that deciding and recording take, commit included.")
        self.outbox_rows = gauge("throughline.outbox.rows", "{row}", "Events that wait to be published.")
        self.oldest: float | None = None
        meter.create_observable_gauge(
            "throughline.outbox.oldest.age",
            [self._oldest_age],
            "s",
            "Age of the oldest event that waits, else 0.",
        )
        self.published = counter("throughline.relay.published", "{event}", "Events that the broker has acknowledged.")
        self.records = counter(
            "throughline.feed.records", "{record}", "Records received, by outcome.", "feed", "outcome"
        )
        self.lag = gauge("throughline.feed.lag", "{record}", "Records in the log that a feed has yet to take.", "feed")
        self.stopped = gauge(
            "throughline.feed.stopped", "1", "1 where a feed has stopped, and waits for a person.", "feed"
        )
        self.applied = gauge(
            "throughline.feed.last.applied.timestamp", "s", "When a feed last applied a batch, as Unix time.", "feed"
        )
        self.parked = gauge(
            "throughline.parked.cases", "{case}", "Cases parked, those a warning hangs on apart.", "feed", "safety"
        )
        self.causes = gauge(
            "throughline.parked.causes",
            "{case}",
            "Cases parked, by the fault of their first event: its kind and the line of code it came from.",
            "feed",
            "cause",
        )
        self.parked_since = dict[str, float]()
        meter.create_observable_gauge(
            "throughline.parked.oldest.age",
            [self._parked_ages],
            "s",
            "How long the case that was parked first has waited, else 0.",
        )
        self.held = gauge(
            "throughline.events.held", "{event}", "Events that have waited half a minute for the one before them."
        )
        self.overdue = gauge("throughline.deadlines.overdue", "{deadline}", "Deadlines that are past and open.")
        self.failed = gauge("throughline.deadlines.failed", "{deadline}", "Deadlines whose command failed.")
        self.unmatched = gauge(
            "throughline.partner.unmatched", "{fact}", "Partners' facts whose case a person has yet to name."
        )
        self.behind = gauge("throughline.store.behind", "1", "1 where the store lacks events that it has published.")
        self.unchecked = gauge("throughline.store.unchecked", "1", "1 until Kafka answers what the store should have.")
        self.forgets = gauge(
            "throughline.topic.forgets", "1", "1 where the broker does not keep a topic of events for ever.", "topic"
        )
        self.removed = gauge(
            "throughline.topic.removed", "{record}", "Records of events that the broker has removed.", "topic"
        )
        self.unread = gauge(
            "throughline.topic.retention.used",
            "1",
            "How much of a partner's topic's retention has passed since its oldest message that was not taken.",
            "topic",
        )
        self.loop_lag = duration("throughline.event.loop.lag", "How late the event loop runs its timers.")

    def _oldest_age(self, _options: CallbackOptions) -> Iterable[Observation]:
        yield Observation(0.0 if self.oldest is None else max(time() - self.oldest, 0.0))

    def _parked_ages(self, _options: CallbackOptions) -> Iterable[Observation]:
        now = time()
        for feed, since in list(self.parked_since.items()):
            yield Observation(max(now - since, 0.0) if since else 0.0, {"feed": feed})


class _Current:
    instruments = _Instruments(NoOpMeter("throughline"))


def use(meter: Meter) -> None:
    """From now on figures go to this meter; what was recorded before is not carried over."""
    _Current.instruments = _Instruments(meter)


def command_handled(command: str, outcome: str) -> None:
    """`outcome`: accepted, nothing, held, rejected, repeated, conflict, refused, unavailable or failed."""
    _Current.instruments.commands.add(1, command, outcome)


def append_took(seconds: float) -> None:
    _Current.instruments.append.record(seconds)


def relay_published(events: int) -> None:
    _Current.instruments.published.add(events)


def outbox_waiting(rows: int, oldest: datetime | None) -> None:
    """What a look at the outbox found; `oldest` is when its first row was written, None where it is empty."""
    _Current.instruments.outbox_rows.set(rows)
    _Current.instruments.oldest = None if oldest is None else oldest.timestamp()


def feed_records(feed: str, outcome: str, records: int = 1) -> None:
    """`outcome`: applied, duplicate, ignored, held or parked."""
    if records:
        _Current.instruments.records.add(records, feed, outcome)


def feed_lag(feed: str, records: int) -> None:
    _Current.instruments.lag.set(records, feed)


def feed_applied(feed: str) -> None:
    """The feed has just committed a batch."""
    _Current.instruments.applied.set(time(), feed)


def feed_stopped(feed: str) -> None:
    """The feed has stopped until somebody has looked at it."""
    _Current.instruments.stopped.set(1, feed)


def feed_goes_on(feed: str) -> None:
    """It reads again."""
    _Current.instruments.stopped.set(0, feed)


def parked_cases(feed: str, cases: int, *, safety: bool) -> None:
    """How many cases of a feed are parked; `safety`: those whose parked reaction somebody's warning hangs on."""
    _Current.instruments.parked.set(cases, feed, "true" if safety else "false")


def parked_of_cause(feed: str, cause: str, cases: int) -> None:
    """How many cases of a feed are parked for the same fault; `cause` is its fingerprint, and holds no value."""
    _Current.instruments.causes.set(cases, feed, cause)


def parked_since(feed: str, oldest: datetime | None) -> None:
    """Since when the case of a feed that was parked first is; None where none is."""
    _Current.instruments.parked_since[feed] = 0.0 if oldest is None else oldest.timestamp()


def events_held(events: int) -> None:
    """How many events have waited for the one before them for longer than it takes to come."""
    _Current.instruments.held.set(events)


def deadlines_overdue(deadlines: int) -> None:
    _Current.instruments.overdue.set(deadlines)


def deadlines_failed(deadlines: int) -> None:
    _Current.instruments.failed.set(deadlines)


def partner_unmatched(facts: int) -> None:
    _Current.instruments.unmatched.set(facts)


def store_compared(*, behind: bool, unchecked: bool) -> None:
    """What came of comparing the store with its own topics."""
    _Current.instruments.behind.set(int(behind))
    _Current.instruments.unchecked.set(int(unchecked))


def topic_kept(topic: str, *, forgets: bool, removed: int, used: float) -> None:
    """Whether the broker keeps a topic as it has to; see recovery.retention.Kept."""
    _Current.instruments.forgets.set(int(forgets), topic)
    _Current.instruments.removed.set(removed, topic)
    _Current.instruments.unread.set(used, topic)


def event_loop_lag(seconds: float) -> None:
    _Current.instruments.loop_lag.record(seconds)
