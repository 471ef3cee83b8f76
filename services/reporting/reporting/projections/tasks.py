"""Tasks, as casework keeps them: here they are about releases. What else reporting records passes by."""

from casework import TaskDone, TaskEscalated, TaskOpened
from casework.projections import tasks

from reporting.projections.own import OWN


class Tasks(tasks.Tasks):
    ignores = OWN - {TaskOpened, TaskEscalated, TaskDone}
