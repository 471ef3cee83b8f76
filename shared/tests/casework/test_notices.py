"""Which events an office's webhook is told at once."""

import pytest
from casework.notices import notice_of

TASK = {"taskId": "t", "kind": "call_back", "role": "duty_officer", "dueAt": "2026-06-01T10:00:00Z", "because": ["e"]}


class TestANotice:
    def test_is_sent_of_a_task_that_cannot_wait_and_says_only_codes(self) -> None:
        assert notice_of("TaskOpened", {**TASK, "urgency": "immediate"}) == {
            "taskId": "t",
            "kind": "call_back",
            "role": "duty_officer",
            "dueAt": "2026-06-01T10:00:00Z",
            "urgency": "immediate",
        }

    def test_is_sent_of_what_nobody_took_up_in_time(self) -> None:
        said = {"taskId": "t", "toRole": "director"}
        assert notice_of("TaskEscalated", said) == said

    @pytest.mark.parametrize("urgency", ["routine", "urgent"])
    def test_is_not_sent_of_what_can_wait(self, urgency: str) -> None:
        assert notice_of("TaskOpened", {**TASK, "urgency": urgency}) is None
        assert notice_of("TaskDone", {"taskId": "t", "outcome": "done"}) is None
