"""Building a read model anew beside the one that is shown, comparing it with the log, and switching; and back again."""

from throughline.rebuild.asking import Asked, NotPossible, begin, drop, give_up, rebuilds, roll_back
from throughline.rebuild.beside import Besides
from throughline.rebuild.registering import ReadModelMissing, register_read_models

__all__ = [
    "Asked",
    "Besides",
    "NotPossible",
    "ReadModelMissing",
    "begin",
    "drop",
    "give_up",
    "rebuilds",
    "register_read_models",
    "roll_back",
]
