"""How far the topics reach now: what a reader has to have read to know all that is published."""

import asyncio
from collections.abc import Sequence

from throughline.stack.state import StackState

Ends = dict[str, dict[int, int]]


def ends_of(state: StackState, topics: Sequence[str]) -> Ends:
    """By topic and partition, the offset after the last record; empty partitions are left out."""
    return asyncio.run(_ends_of(state, topics))


async def _ends_of(state: StackState, topics: Sequence[str]) -> Ends:
    from aiokafka import AIOKafkaConsumer, TopicPartition

    names = {f"{state.topic_prefix}{topic}": topic for topic in topics}
    consumer = AIOKafkaConsumer(*names, bootstrap_servers=state.kafka_bootstrap, auto_offset_reset="latest")
    ends: Ends = {topic: {} for topic in topics}
    async with consumer:
        lanes = [TopicPartition(name, lane) for name in names for lane in consumer.partitions_for_topic(name) or ()]
        for partition, end in (await consumer.end_offsets(lanes)).items():
            if end:
                ends[names[partition.topic]][partition.partition] = end
    return ends
