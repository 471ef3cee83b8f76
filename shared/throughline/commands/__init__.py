"""Commands in, events out: load, decide, append, retry once on conflict, and give every retry the same answer."""

from throughline.commands.answer import Answer, KeyReused, NotFound, Position, StalePosition
from throughline.commands.bus import CommandBus
from throughline.database import StoreUnavailable

__all__ = ["Answer", "CommandBus", "KeyReused", "NotFound", "Position", "StalePosition", "StoreUnavailable"]
