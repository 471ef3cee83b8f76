"""Tasks, as casework keeps them: what else aftercare records passes by."""

from casework.projections import tasks

from aftercare.projections.events import ALL, TASKS


class Tasks(tasks.Tasks):
    ignores = ALL - TASKS
