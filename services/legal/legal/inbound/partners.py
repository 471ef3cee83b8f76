"""The facts that police, prosecutors and courts may send on their topic: all that is recorded of a prosecution."""

from throughline.domain import Fact

from legal import prosecution

ACCEPTS: tuple[type[Fact], ...] = tuple(
    command for command in prosecution.AGGREGATE.command_types if issubclass(command, Fact)
)
