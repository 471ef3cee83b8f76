"""Whether the broker keeps what has to be kept: a look at topics' settings, beginnings and unread records.

Topics of events are kept for ever: a store is brought forward from them, and a reader may be years behind. Partners'
topics are kept for a time, within which every message has to be taken.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import time

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from throughline.database import Pool
from throughline.feed.feed import LANES
from throughline.recovery.log import Log, LogAway
from throughline.sql import statements

FOR_EVER = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}

FEED = "partner"
"""Under which the edge to partners keeps where it stands."""

sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Kept:
    """How the broker keeps one topic.

    `forgets`: it removes records that have to stay. `removed`: how many it has, of a topic that is kept for ever.
    `used`: of a topic that is kept for a time, how much of it has passed since the oldest message that nobody here has
    taken; 1 and above is lost.
    """

    topic: str
    forgets: bool
    removed: int
    used: float


async def look(pool: Pool, log: Log, bootstrap: str, topics: Sequence[str], *, partners: bool) -> list[Kept]:
    """`topics` are kept for ever; with `partners` every partner's is looked at, too. Raises KafkaError, LogAway."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        inbound = await _inbound(admin, log.prefix) if partners else {}
        settings = await _settings(admin, [log.prefix + topic for topic in [*topics, *inbound]])
    finally:
        await admin.close()
    extents = await log.extents(topics, LANES)
    found = [
        Kept(
            topic,
            forgets=any(settings[log.prefix + topic][name] != value for name, value in FOR_EVER.items()),
            removed=sum(extent.begin for (one, _lane), extent in extents.items() if one == topic),
            used=0.0,
        )
        for topic in topics
    ]
    for topic, partitions in inbound.items():
        kept_for = int(settings[log.prefix + topic]["retention.ms"]) / 1000
        oldest = await _oldest_unread(pool, log, topic, partitions)
        used = (time() - oldest) / kept_for if oldest and kept_for > 0 else 0.0
        found.append(Kept(topic, forgets=False, removed=0, used=used))
    return found


async def _oldest_unread(pool: Pool, log: Log, topic: str, partitions: int) -> float | None:
    """When the oldest message that was not taken was written, as Unix time; None where there is none."""
    rows = await pool.fetch(sql("edge_stands"), FEED, topic)
    stands = {(topic, row["lane"]): row["next_offset"] for row in rows}
    extents = await log.extents([topic], partitions)
    next_ = {place: max(stands.get(place, 0), extent.begin) for place, extent in extents.items()}
    unread = {place: offset for place, offset in next_.items() if offset < extents[place].end}
    return min((record.timestamp / 1000 for record in (await log.first(unread)).values()), default=None)


async def _inbound(admin: AIOKafkaAdminClient, prefix: str) -> Mapping[str, int]:
    """The topics in which partners speak, and how many partitions each has."""
    names = [
        name for name in await admin.list_topics() if re.fullmatch(re.escape(prefix) + r"partner\.[^.]+\.in", name)
    ]
    described = await admin.describe_topics(names) if names else []
    return {one["topic"].removeprefix(prefix): len(one["partitions"]) for one in described}


async def _settings(admin: AIOKafkaAdminClient, names: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """Of every one of these topics. Raises LogAway where the broker does not say how one is kept."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, name, dict.fromkeys(FOR_EVER)) for name in names]
    answers = await admin.describe_configs(asked)
    told = {
        name: {entry[0]: entry[1] for entry in entries}
        for answer in answers
        for code, _why, _kind, name, entries in answer.resources
        if not code
    }
    if silent := [name for name in names if not FOR_EVER.keys() <= told.get(name, {}).keys()]:
        raise LogAway(f"the broker does not say how it keeps {silent[0]}")
    return told
