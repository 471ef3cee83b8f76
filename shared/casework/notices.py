"""What an office's webhook is told at once: a task that cannot wait, and one that nobody took up in time."""

from collections.abc import Mapping
from typing import Any

TOLD = ("taskId", "kind", "role", "dueAt", "urgency", "toRole")


def notice_of(event_type: str, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The coded fields to send; None for whatever can wait. For `Service(notices=…)`."""
    immediate = event_type == "TaskOpened" and data["urgency"] == "immediate"
    if not immediate and event_type not in ("TaskEscalated", "SafetyRecheckEscalated"):
        return None
    return {name: data[name] for name in TOLD if name in data}
