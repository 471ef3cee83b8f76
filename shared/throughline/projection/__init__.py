"""Read models: folds of rows by event, written set-based in the transaction that moves the feed's offsets."""

from throughline.projection.forgetting import Forgetting
from throughline.projection.model import Change, ReadModel, on
from throughline.projection.timeline import Timeline, TimelineRow

__all__ = ["Change", "Forgetting", "ReadModel", "Timeline", "TimelineRow", "on"]
