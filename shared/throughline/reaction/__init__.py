"""What a service does about other services' events, and about time: pure functions, turned into commands on itself."""

from throughline.reaction.declared import Reaction, reaction

__all__ = ["Reaction", "reaction"]
