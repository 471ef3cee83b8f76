"""What one process reads of Kafka: a subscription for each of its feeds, and which of these have stopped."""

import structlog
from faststream.kafka import KafkaBroker

from throughline.feed.consuming import Fail, Subscribe, consume
from throughline.feed.faults import FeedStopped, SameBug
from throughline.feed.feed import Feed
from throughline.feed.parked import redrive_readable
from throughline.feed.subscription import Subscription
from throughline.telemetry import metrics

log = structlog.get_logger()


class Readers:
    """`prefix` is that of the service's consumer groups; `replica` this process' name among those that read with it."""

    def __init__(self, bootstrap: str, *, prefix: str, replica: str | None) -> None:
        self.bootstrap, self.prefix, self.replica = bootstrap, prefix, replica
        self.subscriptions = dict[str, Subscription]()
        self.stopped = dict[str, FeedStopped]()

    async def read(self, feed: Feed) -> None:
        """Read until cancelled. What a person has to look at stops this feed alone, until that person lets it go on."""
        while True:
            try:
                await redrive_readable(feed)
                await consume(self.bootstrap, self._subscription(feed))
            except FeedStopped as stop:
                self.stopped[feed.name] = stop
                metrics.feed_stopped(feed.name)
                log.critical("feed_stopped", feed=feed.name, why=str(stop), waits_for=stop.waits_for)
                if isinstance(stop, SameBug):
                    return
            await feed.set_anew(self.subscriptions[feed.name].lanes)
            del self.stopped[feed.name]
            metrics.feed_goes_on(feed.name)
            log.warning("feed_begins_anew", feed=feed.name)

    def group(self, name: str) -> str:
        """The consumer group of what is read under this name."""
        return f"{self.prefix}.{name}"

    def member(self, still_ones: int) -> str | None:
        """Its name among Kafka's readers. After one that did not move it is another, so that all is shared out anew."""
        return f"{self.replica}-anew-{still_ones}" if self.replica and still_ones else self.replica

    def _subscription(self, feed: Feed) -> Subscribe:
        def subscribe(broker: KafkaBroker, fail: Fail, still_ones: int) -> Subscription:
            group, member = self.group(feed.name), self.member(still_ones)
            self.subscriptions[feed.name] = Subscription(broker, feed, group=group, fail=fail, member=member)
            return self.subscriptions[feed.name]

        return subscribe
