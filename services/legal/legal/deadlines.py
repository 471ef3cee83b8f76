"""No clock of legal's is declared yet: nothing it records falls due by time passing alone."""

from collections.abc import Callable, Mapping

from throughline.domain import Command, Elapsed

COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {}
