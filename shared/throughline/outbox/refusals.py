"""What Kafka refuses, and for how long it is left alone: one case's record, or all for a topic that is missing."""

from collections.abc import Hashable
from time import monotonic
from typing import Generic, TypeVar

import structlog
from aiokafka.errors import BrokerResponseError, KafkaError

TRY_AGAIN_AFTER = 30.0

log = structlog.get_logger()
_Key = TypeVar("_Key", bound=Hashable)


class TopicMissing(Exception):
    """The broker answers and does not know this topic."""


def is_refusal(fault: BaseException) -> bool:
    """Whether it is this record that cannot go, as it is; faults of the world are waited out.

    Kafka's own timeouts call themselves not retriable, too: of Kafka's faults only what the broker says counts.
    """
    if isinstance(fault, KafkaError):
        return isinstance(fault, BrokerResponseError) and not fault.retriable
    return not isinstance(fault, OSError | TimeoutError)


class Aside(Generic[_Key]):
    """What is passed by for a while and then tried again, since a topic or its settings can be mended meanwhile."""

    def __init__(self) -> None:
        self._until = dict[_Key, float]()

    def add(self, key: _Key) -> None:
        self._until[key] = monotonic() + TRY_AGAIN_AFTER

    def now(self) -> list[_Key]:
        at = monotonic()
        self._until = {key: until for key, until in self._until.items() if until > at}
        return list(self._until)

    def __contains__(self, key: _Key) -> bool:
        return key in self._until
