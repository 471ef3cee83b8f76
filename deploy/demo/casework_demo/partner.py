"""A partner organisation that sends CloudEvents: binary mode, on the topic that says who speaks, keyed by the case."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from throughline.stack.state import StackState


def publish(state: StackState, organisation: str, fact: str, event_id: str, body: Mapping[str, Any]) -> None:
    """Returns once the broker has it. The same `event_id` may be sent twice: it counts once."""
    asyncio.run(_publish(state, organisation, fact, event_id, body))


async def _publish(state: StackState, organisation: str, fact: str, event_id: str, body: Mapping[str, Any]) -> None:
    from aiokafka import AIOKafkaProducer

    headers = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": event_id,
        "ce_source": f"/partners/{organisation}",
        "ce_type": f"throughline.partner.{fact}.v1",
        "ce_time": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
    }
    async with AIOKafkaProducer(bootstrap_servers=state.kafka_bootstrap, acks="all") as producer:
        await producer.send_and_wait(
            f"{state.topic_prefix}partner.{organisation}.in",
            key=str(body["caseId"]).encode(),
            value=json.dumps(body).encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )
