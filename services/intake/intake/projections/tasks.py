"""Tasks, as casework keeps them: what else intake records passes by."""

from casework.projections import tasks

from intake.projections.events import EVERY, TASKS


class Tasks(tasks.Tasks):
    ignores = EVERY - TASKS
