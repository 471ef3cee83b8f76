"""The declared topics, and making a broker agree with them: what is missing is created, the rest is compared.

Nothing declared is ever deleted or shrunk; only tests remove topics, all of one prefix. A difference in partitions or
settings is reported, not repaired: the key decides the partition, so adding partitions would break the order of every
case.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from throughline.stack.deadline import holds_within
from throughline.stack.errors import StackError

_DAY = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Topic:
    """`retention` in milliseconds, -1 for ever; `largest` is what one record may have, in bytes."""

    name: str
    partitions: int
    replication: int
    retention: int
    largest: int


@dataclass(frozen=True)
class TopicReport:
    topic: Topic
    outcome: Literal["created", "present", "different"]
    note: str = ""


def declared(file: Path, prefix: str = "") -> list[Topic]:
    """The topics of `file`, each name with `prefix` in front."""
    content = yaml.safe_load(file.read_text())
    partners = content.get("partners", {"organisations": [], "topics": {}})
    named = dict(content["topics"])
    for organisation in partners["organisations"]:
        named |= {name.format(organisation=organisation): facts for name, facts in partners["topics"].items()}
    return [_topic(prefix + name, {**content["defaults"], **facts}) for name, facts in named.items()]


def _topic(name: str, facts: dict[str, str | int]) -> Topic:
    kept = str(facts["retention"])
    if kept != "forever" and not (kept.endswith("d") and kept[:-1].isdigit()):
        raise StackError(f"topic {name}: retention is `forever` or a number of days like 30d, not {kept!r}")
    retention = -1 if kept == "forever" else int(kept[:-1]) * _DAY
    return Topic(
        name, int(facts["partitions"]), int(facts["replication"]), retention, int(facts.get("largest", 1_048_588))
    )


async def broker_answers(bootstrap: str) -> bool:
    """True when a client can fetch metadata."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    client = AIOKafkaClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    try:
        await client.bootstrap()
    except KafkaError:
        return False
    finally:
        await client.close()
    return True


async def apply_topics(file: Path, bootstrap: str, prefix: str = "", only: Collection[str] = ()) -> list[TopicReport]:
    """Create what is missing, wait until every partition has a leader, and compare the rest with the declaration.

    `only`: no others than these of the declared ones, without the prefix.
    """
    wanted = [topic for topic in declared(file, prefix) if not only or topic.name.removeprefix(prefix) in only]
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
    except KafkaError as error:
        raise StackError(f"no Kafka answers at {bootstrap}: start one with `throughline up`") from error
    try:
        present = set(await admin.list_topics())
        missing = [topic for topic in wanted if topic.name not in present]
        await _create(admin, missing)
        if not await holds_within(lambda: _led(admin, wanted), seconds=30):
            raise StackError(f"some topics at {bootstrap} still have partitions without a leader after 30 s")
        return await _compare(admin, wanted, {topic.name for topic in missing})
    finally:
        await admin.close()


async def remove_topics(bootstrap: str, prefix: str) -> None:
    """Delete every topic whose name begins with `prefix`, declared or not."""
    if not prefix:
        raise ValueError("an empty prefix would delete every topic")
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        mine = [name for name in await admin.list_topics() if name.startswith(prefix)]
        if mine:
            await admin.delete_topics(mine, timeout_ms=30_000)
    finally:
        await admin.close()


async def _create(admin: AIOKafkaAdminClient, topics: list[Topic]) -> None:
    if not topics:
        return
    new = [NewTopic(t.name, t.partitions, t.replication, topic_configs=_configuration(t)) for t in topics]
    answer = await admin.create_topics(new, timeout_ms=30_000)
    refused = [f"{name}: {message or code}" for name, code, message in answer.topic_errors if code not in (0, 36)]
    if refused:
        raise StackError(f"Kafka refused to create {'; '.join(refused)}")


def _configuration(topic: Topic) -> dict[str, str]:
    return {
        "cleanup.policy": "delete",
        "retention.ms": str(topic.retention),
        "max.message.bytes": str(topic.largest),
    }


async def _led(admin: AIOKafkaAdminClient, topics: list[Topic]) -> bool:
    described = await admin.describe_topics([topic.name for topic in topics])
    return all(t["error_code"] == 0 and all(p["leader"] >= 0 for p in t["partitions"]) for t in described)


async def _compare(admin: AIOKafkaAdminClient, topics: list[Topic], created: set[str]) -> list[TopicReport]:
    described = {t["topic"]: len(t["partitions"]) for t in await admin.describe_topics([t.name for t in topics])}
    kept = await _kept(admin, topics)
    reports = []
    for topic in topics:
        notes = []
        if described[topic.name] != topic.partitions:
            notes.append(f"{described[topic.name]} partitions instead of {topic.partitions}")
        for name, value in _configuration(topic).items():
            if kept[topic.name][name] != value:
                notes.append(f"{name} {kept[topic.name][name]} instead of {value}")
        outcome: Literal["created", "present"] = "created" if topic.name in created else "present"
        reports.append(TopicReport(topic, "different" if notes else outcome, "; ".join(notes)))
    return reports


async def _kept(admin: AIOKafkaAdminClient, topics: list[Topic]) -> dict[str, dict[str, str]]:
    asked = [ConfigResource(ConfigResourceType.TOPIC, t.name, dict.fromkeys(_configuration(t))) for t in topics]
    answers = await admin.describe_configs(asked)
    return {
        name: {entry[0]: entry[1] for entry in entries}
        for answer in answers
        for _, _, _, name, entries in answer.resources
    }
