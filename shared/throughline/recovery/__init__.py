"""When a whole log or database comes back from the past: noticing it, and bringing the one forward from the other.

A broker that lost its records gets them again from the event stores (`republish`), and feeds take the new log from its
beginning (`relog`). A database that was set back takes from its own topics what it has forgotten (`restore`).
"""

from throughline.recovery.opening import Opening, State
from throughline.recovery.relogging import Standing, relog, standing
from throughline.recovery.republishing import Republished, begin_republishing, last, republish_more, under_way
from throughline.recovery.restorer import Restorer
from throughline.recovery.restoring import Restored, Restoring
from throughline.recovery.wired import Recovery

__all__ = [
    "Opening",
    "Recovery",
    "Republished",
    "Restored",
    "Restorer",
    "Restoring",
    "Standing",
    "State",
    "begin_republishing",
    "last",
    "relog",
    "republish_more",
    "standing",
    "under_way",
]
