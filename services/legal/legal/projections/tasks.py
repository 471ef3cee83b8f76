"""Tasks, as casework keeps them: what else legal records passes by."""

from casework.projections import tasks

from legal.projections.events import EVERY, TASKS


class Tasks(tasks.Tasks):
    generation = 2
    ignores = EVERY - TASKS
